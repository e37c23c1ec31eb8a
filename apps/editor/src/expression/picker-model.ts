import type { Json } from "@leeway/engine";
import { segmentText } from "./path-text.js";

/** A place from which values can be taken: a step, the variables, the time. */
export interface PickerRoot {
  /** As an expression writes it: `steps.find`. */
  path: string;
  label: string;
  value: Json;
  /** A few words behind the label, e.g. that the values are samples. */
  note?: string;
}

export interface PickerRow {
  path: string;
  label: string;
  depth: number;
  value: Json;
  expandable: boolean;
  open: boolean;
  /** The names from the root down to the row, for search results that stand alone. */
  trail: string;
  note?: string;
}

const MOST_ITEMS = 20;
const MOST_KEYS = 200;
const DEEPEST = 8;
const MOST_FOUND = 200;

type Entry = [key: string | number, value: Json];

const entriesOf = (value: Json): Entry[] => {
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((one, index): Entry => [index, one]);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).slice(0, MOST_KEYS);
};

const isExpandable = (value: Json) => entriesOf(value).length > 0;
const keyLabel = (key: string | number) => (typeof key === "number" ? `#${key + 1}` : key);

/** The rows of the picker's tree that can be seen; with a query those that match, wherever they stand. */
export function pickerRows(roots: readonly PickerRoot[], open: ReadonlySet<string>, query: string): PickerRow[] {
  const wanted = query.trim().toLocaleLowerCase();
  const rows: PickerRow[] = [];
  const walk = (row: Omit<PickerRow, "expandable" | "open">) => {
    if (rows.length >= MOST_FOUND && wanted !== "") return;
    const expandable = isExpandable(row.value);
    const isOpen = expandable && (wanted === "" ? open.has(row.path) : true);
    if (wanted === "" || matches(row, wanted)) rows.push({ ...row, expandable, open: wanted === "" && isOpen });
    if (!isOpen || row.depth >= DEEPEST) return;
    for (const [key, value] of entriesOf(row.value)) {
      const label = keyLabel(key);
      const depth = row.depth + 1;
      walk({ path: row.path + segmentText(key), label, depth, value, trail: `${row.trail} › ${label}` });
    }
  };
  for (const { path, label, value, note } of roots)
    walk({ path, label, depth: 0, value, trail: label, ...(note !== undefined && { note }) });
  return rows;
}

function matches({ label, path, value }: Pick<PickerRow, "label" | "path" | "value">, wanted: string): boolean {
  if (label.toLocaleLowerCase().includes(wanted) || path.toLocaleLowerCase().endsWith(wanted)) return true;
  return (typeof value === "string" || typeof value === "number") && `${value}`.toLocaleLowerCase().includes(wanted);
}
