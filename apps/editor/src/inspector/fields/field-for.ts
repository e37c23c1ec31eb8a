import type { ComponentType } from "react";
import type { ParamDefinition, ParamKind } from "@leeway/engine";
import { ScheduleField } from "../../schedule/schedule-field.js";
import { IdField } from "../ids/id-field.js";
import { CasesField } from "./cases-field.js";
import { CheckListField } from "./check-list-field.js";
import { CodeField } from "./code-field.js";
import { BooleanField, ChoiceField } from "./choice-field.js";
import { DateField, DateRangeField } from "./date-field.js";
import type { FieldProps } from "./field-props.js";
import { JsonField } from "./json-field.js";
import { ListField } from "./list-field.js";
import { OwnOrOptionField } from "./own-or-option-field.js";
import { FieldsField, KeyValuesField } from "./rows-field.js";
import { TagsField } from "./tags-field.js";
import { TextField } from "./text-field.js";
import { WhereField } from "./where-field.js";
import { WorkflowField } from "./workflow-field.js";
import { WorkflowsField } from "./workflows-field.js";

export type Field = ComponentType<{ field: FieldProps }>;

const fields: Record<Exclude<ParamKind, "rows" | "customFields">, Field> = {
  text: TextField,
  longText: TextField,
  number: TextField,
  phone: TextField,
  email: TextField,
  url: TextField,
  boolean: BooleanField,
  choice: ChoiceField,
  dateTime: DateField,
  dateRange: DateRangeField,
  id: IdField,
  json: JsonField,
  keyValues: KeyValuesField,
  fields: FieldsField,
  list: ListField,
  where: WhereField,
  cases: CasesField,
  code: CodeField,
  workflow: WorkflowField,
  schedule: ScheduleField,
};

/** The field for one param that is not made of others. */
export function fieldFor({ kind, idKind, options, optionsFrom, entries }: ParamDefinition): Field {
  const single = kind === "text" || kind === "choice" || kind === "id";
  if (single && optionsFrom) return IdField;
  if (kind === "rows" || kind === "customFields") return JsonField;
  if (kind === "list" && idKind === "workflow") return WorkflowsField;
  if (kind === "list" && options) return CheckListField;
  if (kind === "list" && entries) return TagsField;
  if (options && fields[kind] === TextField) return OwnOrOptionField;
  return kind === "choice" && !options ? TextField : fields[kind];
}
