import { isObject, setOwn, type Json, type JsonObject } from "../../json.js";
import { isEqual, isNothing } from "../../same.js";
import { arranged } from "./arranged.js";
import { conflictKey, type Ruling, type Subject, type Versions } from "./conflict.js";

/**
 * How far a value is taken apart: `whole` is one field; `look` is where something stands or how it looks, of which nobody
 * is asked, the last one counts; `keys` merges each key by itself; `entries` each entry of a list by the key that names it.
 */
export type Shape = "whole" | "look" | { keys: (name: string) => Shape } | { entries: string };

/** Where a value stands. */
export interface Place {
  of: Subject;
  path: readonly string[];
}
type Value = Json | undefined;

const wholes: Shape = { keys: () => "whole" };

/** One value of three. What only one side changed is theirs without a word, what both changed alike as well. */
export function mergeValue(shape: Shape, place: Place, versions: Versions<Value>, ruling: Ruling): Value {
  const settled = settledBy(isEqual, versions);
  if (settled) return settled.value;
  const { base, mine, theirs } = versions;
  if (shape === "look") return mine;
  if (typeof shape === "object" && "keys" in shape) {
    const objects = { base: base ?? {}, mine, theirs };
    if (allObjects(objects)) return mergeKeys(shape.keys, place, objects, ruling);
  }
  if (typeof shape === "object" && "entries" in shape) {
    const lists = {
      base: entriesOf(base ?? [], shape),
      mine: entriesOf(mine, shape),
      theirs: entriesOf(theirs, shape),
    };
    if (allThere(lists) && oneOrder(lists)) return mergeEntries(shape.entries, place, lists, ruling);
  }
  return mergeWhole(place, versions, ruling);
}

function mergeWhole({ of, path }: Place, versions: Versions<Value>, ruling: Ruling): Value {
  // An emptied field and one that was never filled in are the same to a run: nobody is asked about that.
  const settled = settledBy((one, other) => isEqual(one, other) || (isNothing(one) && isNothing(other)), versions);
  if (settled) return settled.value;
  const { mine, theirs } = versions;
  return versions[ruling.on({ kind: "value", key: conflictKey(of, path), of, path, mine, theirs })];
}

function settledBy(same: (one: Value, other: Value) => boolean, { base, mine, theirs }: Versions<Value>) {
  if (same(theirs, base) || same(mine, theirs)) return { value: mine };
  return same(mine, base) ? { value: theirs } : undefined;
}

function mergeKeys(
  shapeOf: (name: string) => Shape,
  { of, path }: Place,
  { base, mine, theirs }: Versions<JsonObject>,
  ruling: Ruling,
): JsonObject {
  const merged: JsonObject = {};
  const own = (object: JsonObject, key: string): Value => (Object.hasOwn(object, key) ? object[key] : undefined);
  for (const key of arranged(Object.keys(mine), Object.keys(theirs))) {
    const versions = { base: own(base, key), mine: own(mine, key), theirs: own(theirs, key) };
    const value = mergeValue(shapeOf(key), { of, path: [...path, key] }, versions, ruling);
    if (value !== undefined) setOwn(merged, key, value);
  }
  return merged;
}

type Entries = ReadonlyMap<string, JsonObject>;

/** The entries of a list by what names them; undefined where it is no list of named entries. */
function entriesOf(value: Value, { entries: name }: { entries: string }): Entries | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = new Map<string, JsonObject>();
  for (const entry of value) {
    const key = isObject(entry) ? entry[name] : undefined;
    if (!isObject(entry) || typeof key !== "string" || key === "" || entries.has(key)) return undefined;
    entries.set(key, entry);
  }
  return entries;
}

function mergeEntries(name: string, { of, path }: Place, lists: Versions<Entries>, ruling: Ruling): Json {
  const { base, mine, theirs } = lists;
  const [lead, other] = isOrdered(mine, base) ? [theirs, mine] : [mine, theirs];
  return arranged(lead.keys(), other.keys()).flatMap((key): Json[] => {
    const versions = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) };
    const place = { of, path: [...path, key] };
    const both = versions.mine !== undefined && versions.theirs !== undefined;
    const entry = both
      ? mergeValue(wholes, place, { ...versions, base: versions.base ?? { [name]: key } }, ruling)
      : mergeWhole(place, versions, ruling);
    return entry === undefined ? [] : [entry];
  });
}

/** Whether what a list has kept of another one stands in its order. */
function isOrdered(list: Entries, before: Entries): boolean {
  const kept = [...before.keys()].filter((key) => list.has(key));
  return isEqual(
    [...list.keys()].filter((key) => before.has(key)),
    kept,
  );
}
const oneOrder = ({ base, mine, theirs }: Versions<Entries>): boolean =>
  isOrdered(mine, base) || isOrdered(theirs, base);

const allThere = (lists: Versions<Entries | undefined>): lists is Versions<Entries> =>
  lists.base !== undefined && lists.mine !== undefined && lists.theirs !== undefined;
const allObjects = (versions: Versions<Value>): versions is Versions<JsonObject> =>
  isObject(versions.base) && isObject(versions.mine) && isObject(versions.theirs);
