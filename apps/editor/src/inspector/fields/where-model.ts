import {
  entriesOf,
  isGroup,
  loneOps,
  whereSchema,
  type Condition,
  type Json,
  type Where,
  type WhereOp,
} from "@leeway/engine";

/** Where an entry stands: indexes from the outermost group inwards; the empty path is the outermost group. */
export type WherePath = readonly number[];
export type Joint = "all" | "any";
export type ValueKind = "text" | "number" | "boolean" | "date" | "list" | "object" | "unknown";

export const emptyCondition: Condition = { value: "", op: "equals", to: "" };
export const emptyWhere: Where = { all: [emptyCondition] };

/** What the document holds as a condition; anything else is shown as an empty one. */
export function readWhere(value: Json | undefined): Where {
  const parsed = whereSchema.safeParse(value);
  return parsed.success ? parsed.data : emptyWhere;
}

export const jointOf = (where: Where): Joint => ("all" in where ? "all" : "any");
const groupOf = (joint: Joint, entries: (Condition | Where)[]): Where =>
  joint === "all" ? { all: entries } : { any: entries };

type Change = (entry: Condition | Where) => (Condition | Where)[];

/** Changes the entry at a path; an empty answer removes it. A group that got empty goes too, but never the outermost. */
function changeAt(where: Where, path: WherePath, change: Change): Where {
  const [index, ...rest] = path;
  if (index === undefined) {
    const [next] = change(where);
    return next && isGroup(next) ? next : where;
  }
  const entries = entriesOf(where).flatMap((entry, at) => {
    if (at !== index) return [entry];
    if (rest.length === 0) return change(entry);
    if (!isGroup(entry)) return [entry];
    const inner = changeAt(entry, rest, change);
    return entriesOf(inner).length === 0 ? [] : [inner];
  });
  return groupOf(jointOf(where), entries);
}

export const setCondition = (where: Where, path: WherePath, condition: Condition): Where =>
  changeAt(where, path, () => [condition]);

export const setJoint = (where: Where, path: WherePath, joint: Joint): Where =>
  changeAt(where, path, (entry) => [isGroup(entry) ? groupOf(joint, entriesOf(entry)) : entry]);

export const removeEntry = (where: Where, path: WherePath): Where => changeAt(where, path, () => []);

export const addCondition = (where: Where, path: WherePath): Where => append(where, path, emptyCondition);

/** A group inside a group speaks the other word, or it would change nothing. */
export const addGroup = (where: Where, path: WherePath): Where =>
  changeAt(where, path, (entry) => {
    if (!isGroup(entry)) return [entry];
    const other: Joint = jointOf(entry) === "all" ? "any" : "all";
    return [groupOf(jointOf(entry), [...entriesOf(entry), groupOf(other, [emptyCondition])])];
  });

function append(where: Where, path: WherePath, added: Condition | Where): Where {
  return changeAt(where, path, (entry) =>
    isGroup(entry) ? [groupOf(jointOf(entry), [...entriesOf(entry), added])] : [entry],
  );
}

/** Another operator: one that looks at the value alone has nothing to compare with. */
export function withOp(condition: Condition, op: WhereOp): Condition {
  const { to, value } = condition;
  return loneOps.has(op) ? { value, op } : { value, op, to: to ?? "" };
}

const fitting: Record<ValueKind, readonly WhereOp[]> = {
  text: ["equals", "notEquals", "contains", "notContains", "startsWith", "endsWith", "in", "isEmpty", "isNotEmpty"],
  number: ["equals", "notEquals", "greater", "greaterOrEqual", "less", "lessOrEqual", "in", "isEmpty", "isNotEmpty"],
  boolean: ["isTrue", "isFalse", "isEmpty", "isNotEmpty"],
  date: ["before", "after", "equals", "isEmpty", "isNotEmpty"],
  list: ["contains", "notContains", "isEmpty", "isNotEmpty"],
  object: ["contains", "notContains", "isEmpty", "isNotEmpty"],
  unknown: ["equals", "notEquals", "contains", "isEmpty", "isNotEmpty"],
};

/** The operators that make sense for a value of this kind; the others stay within reach. */
export const opsFor = (kind: ValueKind): readonly WhereOp[] => fitting[kind];

const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d|\s\d\d:\d\d|$)|^\d\d\.\d\d\.\d{4}/;

/** What a sample value is, as a person would say. */
export function kindOf(value: Json | undefined): ValueKind {
  if (value === undefined || value === null || value === "") return "unknown";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  if (typeof value === "string") return date.test(value) ? "date" : numeric(value) ? "number" : "text";
  return typeof value === "number" ? "number" : "boolean";
}

/** A phone begins with `+` and an id with letters: neither is a number to count with. */
const numeric = (text: string) => /^-?\d{1,15}([.]\d+)?$/.test(text.trim());
