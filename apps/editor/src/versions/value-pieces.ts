import {
  entriesOf,
  isGroup,
  isObject,
  isTemplate,
  loneOps,
  rulesOf,
  whereSchema,
  type Json,
  type Locale,
  type ParamDefinition,
  type Where,
  type WorkflowNode,
} from "@leeway/engine";
import { labelIn } from "../document/labels.js";
import { piecesOf } from "../document/references.js";
import { sayRules } from "../schedule/words.js";
import type { Translate } from "../ui/language.js";

/** A part of a value as people read it; a chip stands for a value that comes from elsewhere. */
export interface Piece {
  text: string;
  chip?: true;
}

/** Who is called what, for values that are ids. */
export interface Names {
  t: Translate;
  locale: Locale;
  step: (nodeId: string) => string;
  credential: (id: string) => string;
  workflow: (id: string) => string | undefined;
}

/** A param's value in words: choices by their titles, ids by their names, rows and conditions line by line. */
export function valuePieces(
  value: Json,
  param: ParamDefinition | undefined,
  node: Pick<WorkflowNode, "labels"> | undefined,
  names: Names,
): Piece[] {
  const { t } = names;
  const one = (entry: Json): Piece[] => scalarPieces(entry, param, node, names);
  switch (param?.kind) {
    case "code":
      return [{ text: typeof value === "string" ? value : JSON.stringify(value) }];
    case "where":
      return lines(wherePieces(value, names));
    case "schedule":
      return [{ text: sayRules(rulesOf(value), t) }];
    case "workflow":
      return typeof value === "string" && !isTemplate(value) ? [{ text: names.workflow(value) ?? value }] : one(value);
    case "cases":
      return lines(
        entriesIn(value).map((entry) => [
          { text: `${textIn(entry, "id")}: ` },
          ...joined(wherePieces(isObject(entry) ? (entry["where"] ?? null) : null, names), ` ${t("where.and")} `),
        ]),
      );
    case "keyValues":
      return isObject(value) ? lines(Object.entries(value).map(([key, own]) => named(key, one(own)))) : one(value);
    case "fields":
    case "customFields":
      return lines(
        entriesIn(value).map((entry) =>
          named(textIn(entry, "name"), one(isObject(entry) ? (entry["value"] ?? null) : entry)),
        ),
      );
    case "rows":
      return lines(entriesIn(value).map((row) => rowPieces(row, param, node, names)));
    case "list":
      return lines(entriesIn(value).map(one));
    case "dateRange":
      return isObject(value) ? [...one(value["from"] ?? "…"), { text: " – " }, ...one(value["to"] ?? "…")] : one(value);
    default:
      return param?.options?.some((option) => option.value === value) ? one(value) : deepPieces(value, one);
  }
}

const entriesIn = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const textIn = (entry: Json, key: string): string => {
  const value = isObject(entry) ? entry[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};
const named = (name: string, value: Piece[]): Piece[] => [{ text: `${name}: ` }, ...value];

function rowPieces(
  row: Json,
  param: ParamDefinition,
  node: Pick<WorkflowNode, "labels"> | undefined,
  names: Names,
): Piece[] {
  if (!isObject(row)) return scalarPieces(row, param, node, names);
  const cells = Object.entries(row).map(([key, cell]) => {
    const column = param.columns?.find(({ name }) => name === key);
    return named(column?.title[names.locale] ?? key, valuePieces(cell, column, node, names));
  });
  return joined(cells, ", ");
}

/** Objects and lists as JSON, since that is what they are to whoever writes them. */
function deepPieces(value: Json, one: (value: Json) => Piece[]): Piece[] {
  return value !== null && typeof value === "object" ? templatePieces(JSON.stringify(value, null, 2)) : one(value);
}

function scalarPieces(
  value: Json,
  param: ParamDefinition | undefined,
  node: Pick<WorkflowNode, "labels"> | undefined,
  { t, locale, step }: Names,
): Piece[] {
  if (typeof value === "boolean") return [{ text: t(value ? "value.yes" : "value.no") }];
  const option = param?.options?.find((known) => known.value === value);
  if (option) return [{ text: option.title[locale] }];
  const label = param && labelIn(node, param.name, value);
  if (label !== undefined) return [{ text: label }];
  if (typeof value !== "string") return [{ text: JSON.stringify(value) }];
  return param?.literal ? [{ text: value }] : templatePieces(value, step);
}

/** Texts as they are, formulas as chips that say where the value comes from. */
function templatePieces(text: string, step?: Names["step"]): Piece[] {
  return piecesOf(text).map(({ literal, expression }) =>
    literal === undefined ? { text: sourceName((expression ?? "").trim(), step), chip: true } : { text: literal },
  );
}

const path = /^steps\.(\w+)((?:\??\.\w+|\??\.?\[\d+\])*)$/;

/** `steps.find.data[0].id` as “Find a person › data[0].id”; anything else as it is written. */
function sourceName(expression: string, step: Names["step"] | undefined): string {
  const [, id, rest = ""] = path.exec(expression) ?? [];
  if (id === undefined || !step) return expression;
  return [step(id), rest.replace(/^\??\./, "")].filter(Boolean).join(" › ");
}

function wherePieces(value: Json, names: Names): Piece[][] {
  const { success, data } = whereSchema.safeParse(value);
  return success ? conditionLines(data, names, "") : [scalarPieces(value, undefined, undefined, names)];
}

/** One condition a line; from the second one on each begins with “and” or “or”, groups are set in. */
function conditionLines(where: Where, names: Names, indent: string): Piece[][] {
  const { t } = names;
  const every = "all" in where;
  const joint = t(every ? "where.and" : "where.or");
  return entriesOf(where).flatMap((entry, index): Piece[][] => {
    const lead = `${indent}${index > 0 ? `${joint} ` : ""}`;
    if (isGroup(entry)) {
      const inside = conditionLines(entry, names, `${indent}  `);
      return [[{ text: `${lead}(` }], ...inside, [{ text: `${indent})` }]];
    }
    const value = scalarPieces(entry.value, undefined, undefined, names);
    const lone = loneOps.has(entry.op) || entry.to === undefined;
    const to = lone ? [] : [{ text: " " }, ...valuePieces(entry.to ?? null, undefined, undefined, names)];
    return [[{ text: lead }, ...value, { text: ` ${t(`op.${entry.op}`)}` }, ...to]];
  });
}

const lines = (all: Piece[][]): Piece[] => joined(all, "\n");

function joined(all: Piece[][], by: string): Piece[] {
  return all.flatMap((pieces, index) => [...(index > 0 ? [{ text: by }] : []), ...pieces]);
}

/** The same as plain text. */
export const textOfPieces = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");
