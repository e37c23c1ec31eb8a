import type { IdKind, Json, OutputId } from "@leeway/engine";
import { idAt, type KnownId } from "./known-ids.js";
import { keysIn, segmentText } from "./path-text.js";

/** A place from which values can be taken: a step, the variables, the time. */
export interface PickerRoot {
  /** As an expression writes it: `steps.find`. */
  path: string;
  label: string;
  value: Json;
  /** A few words behind the label, e.g. that the values are samples. */
  note?: string;
  /** Of what the values are the ids, by path. */
  ids?: Readonly<Record<string, OutputId>>;
}

export interface PickerRow {
  /** Tells a row from every other: one that fits stands at the top too. */
  key: string;
  path: string;
  label: string;
  depth: number;
  value: Json;
  expandable: boolean;
  open: boolean;
  /** The names from the root down to the row, for search results that stand alone. */
  trail: string;
  note?: string;
  /** Of what the value is the id. */
  id?: KnownId;
  /** Whether it is the kind of id that is wanted; undefined for what is none. */
  fits?: boolean;
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

interface Place {
  root: PickerRoot;
  keys: readonly (string | number)[];
}

/**
 * The rows of the picker's tree that can be seen; with a query those that match, wherever they stand. Where an id is
 * `wanted`, those that fit come first.
 */
export function pickerRows(
  roots: readonly PickerRoot[],
  open: ReadonlySet<string>,
  query: string,
  wanted?: IdKind,
): PickerRow[] {
  const searched = query.trim().toLocaleLowerCase();
  const rows: PickerRow[] = [];
  const walk = (row: Omit<PickerRow, "key" | "expandable" | "open">, { root, keys }: Place) => {
    if (rows.length >= MOST_FOUND && searched !== "") return;
    const expandable = isExpandable(row.value);
    const isOpen = expandable && (searched === "" ? open.has(row.path) : true);
    if (searched === "" || matches(row, searched)) {
      const id = expandable ? undefined : idAt(root.ids, root.value, keys);
      const known = id && { id, ...(wanted && { fits: id.idKind === wanted }) };
      rows.push({ ...row, ...known, key: row.path, expandable, open: searched === "" && isOpen });
    }
    if (!isOpen || row.depth >= DEEPEST) return;
    for (const [key, value] of entriesOf(row.value)) walk(below(row, key, value), { root, keys: [...keys, key] });
  };
  for (const root of roots) walk(rootRow(root), { root, keys: [] });
  if (wanted === undefined) return rows;
  if (searched !== "") return rows.toSorted((a, b) => Number(b.fits === true) - Number(a.fits === true));
  return [...fittingRows(roots, wanted), ...rows];
}

const rootRow = ({ path, label, value, note }: PickerRoot) => ({
  path,
  label,
  depth: 0,
  value,
  trail: label,
  ...(note !== undefined && { note }),
});
const below = (row: Pick<PickerRow, "path" | "depth" | "trail">, key: string | number, value: Json) => ({
  path: row.path + segmentText(key),
  label: keyLabel(key),
  depth: row.depth + 1,
  value,
  trail: `${row.trail} › ${keyLabel(key)}`,
});

const MOST_FITTING = 6;

/** The ids of the wanted kind, nearest step first; of a list those of its first entry. */
function fittingRows(roots: readonly PickerRoot[], wanted: IdKind): PickerRow[] {
  const found: PickerRow[] = [];
  for (const root of roots) {
    const walk = (row: Omit<PickerRow, "key" | "expandable" | "open">, keys: readonly (string | number)[]) => {
      if (!root.ids || found.length >= MOST_FITTING || row.depth > DEEPEST) return;
      const id = isExpandable(row.value) ? undefined : idAt(root.ids, root.value, keys);
      if (id?.idKind === wanted && row.value !== null)
        found.push({ ...row, key: `fits:${row.path}`, depth: 0, id, fits: true, expandable: false, open: false });
      for (const [key, value] of entriesOf(row.value).filter(([at]) => typeof at === "string" || at === 0))
        walk(below(row, key, value), [...keys, key]);
    };
    walk(rootRow(root), []);
  }
  return found;
}

/** Of what the value at an expression's path is the id. */
export function idOfPath(roots: readonly PickerRoot[], path: string): KnownId | undefined {
  for (const root of roots) {
    if (!root.ids || !path.startsWith(root.path)) continue;
    const keys = keysIn(path.slice(root.path.length));
    const id = keys && keys.length > 0 ? idAt(root.ids, root.value, keys) : undefined;
    if (id) return id;
  }
  return undefined;
}

function matches({ label, path, value }: Pick<PickerRow, "label" | "path" | "value">, wanted: string): boolean {
  if (label.toLocaleLowerCase().includes(wanted) || path.toLocaleLowerCase().endsWith(wanted)) return true;
  return (typeof value === "string" || typeof value === "number") && `${value}`.toLocaleLowerCase().includes(wanted);
}
