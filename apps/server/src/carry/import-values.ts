import { fieldsSchema, variablesSchema, type Field, type ImportChoices, type ImportOutcome } from "@leeway/api";
import type { ImportReport, ImportWorkspace, Variable, WorkspaceFile } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { Actor } from "../accounts/audit.js";
import { FieldsService } from "../fields/fields.service.js";
import { fieldErrors } from "../problems/schema-pipe.js";
import { Problem } from "../problems/problem.js";
import { unsaid } from "../problems/say-issue.js";
import { readRows, type TypedRow } from "../variables/typed-values.js";
import { VariablesService } from "../variables/variables.service.js";

type Named = { name: string; outcome: ImportOutcome };
/** What a part of an import is told: who imports, what to do about what is there, and how to refuse. */
export interface Wish {
  who: Actor;
  file: WorkspaceFile;
  choices: ImportChoices;
  perWorkflow: ImportWorkspace["perWorkflow"];
  /** In which dates are read. */
  timezone: string;
  locale: Locale;
}

/** Variables and custom fields of a file, by their names. */
@Injectable()
export class ImportValues {
  constructor(
    private readonly variables: VariablesService,
    private readonly fields: FieldsService,
  ) {}

  /** Part of the transaction. */
  apply(db: Database, wish: Wish): Pick<ImportReport, "variables" | "fields"> {
    const { who, file, choices, timezone, locale } = wish;
    const variables = merged(
      this.variables.list(who.workspaceId).map(rowOfVariable),
      readRows(file.variables.map(rowOfVariable), "value", timezone, locale, "file.variables"),
      choices.variables,
    );
    refuseTooMany(variablesSchema.shape.items, variables.rows, "file.variables");
    if (variables.changed) this.variables.store(db, who, variables.rows);
    const fields = merged(
      this.fields.list(who.workspaceId).map(rowOfField),
      readRows(file.fields.map(rowOfField), "default", timezone, locale, "file.fields"),
      choices.fields,
    );
    refuseTooMany(fieldsSchema.shape.items, fields.rows, "file.fields");
    if (fields.changed) this.fields.store(db, who, fields.rows);
    return { variables: variables.told, fields: fields.told };
  }
}

const rowOfVariable = ({ name, type, value }: Variable): TypedRow => ({ name, type, value });
const rowOfField = ({ name, type, default: value = null }: Field): TypedRow => ({
  name,
  type,
  value: value === "" ? null : value,
});

/** Those that are there in their order, then the new ones. */
function merged(there: readonly TypedRow[], coming: readonly TypedRow[], choice: "mine" | "theirs") {
  const rows = new Map(there.map((row) => [row.name, row]));
  const told = coming.map((row): Named => {
    const known = rows.get(row.name);
    if (!known || choice === "theirs") rows.set(row.name, row);
    if (!known) return { name: row.name, outcome: "made" };
    if (known.type === row.type && JSON.stringify(known.value) === JSON.stringify(row.value))
      return { name: row.name, outcome: "same" };
    return { name: row.name, outcome: choice === "theirs" ? "replaced" : "kept" };
  });
  const changed = told.some(({ outcome }) => outcome === "made" || outcome === "replaced");
  return { rows: [...rows.values()], told, changed };
}

/** Together with what is there they may be more than there can be. */
function refuseTooMany(
  schema: typeof variablesSchema.shape.items | typeof fieldsSchema.shape.items,
  rows: readonly TypedRow[],
  path: string,
): void {
  const { error } = schema.safeParse(rows, unsaid);
  if (error) throw new Problem("request.invalid", {}, fieldErrors(error.issues, path));
}
