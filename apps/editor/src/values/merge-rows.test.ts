import { expect, test } from "vitest";
import { mergeRows } from "./merge-rows.js";
import type { ValueRow } from "./value-rows.js";

const row = (key: string, name: string, value: ValueRow["value"] = ""): ValueRow => ({
  key,
  name,
  type: "text",
  value,
});
const merge = (base: ValueRow[], mine: ValueRow[], theirs: ValueRow[]) => {
  let made = 0;
  return mergeRows(base, mine, theirs, () => `t${++made}`);
};
const seen = (rows: readonly ValueRow[]) => rows.map(({ name, value }) => `${name}=${value}`);
const base = [row("s0", "a", "1"), row("s1", "b", "2"), row("s2", "c", "3")];

test("what was typed stays, and what somebody else has saved comes in", () => {
  const mine = [row("s0", "a", "mine"), row("s1", "b", "2"), row("s2", "c", "3"), row("n1", "new", "x")];
  const theirs = [row("s0", "theirs", "y"), row("s1", "a", "1"), row("s2", "b", "theirs"), row("s3", "c", "3")];
  const merged = merge(base, mine, theirs);
  expect(seen(merged.rows)).toEqual(["theirs=y", "a=mine", "b=theirs", "c=3", "new=x"]);
  expect(seen(merged.base)).toEqual(seen(theirs));
  expect(new Set(merged.rows.map(({ key }) => key)).size).toBe(5);
});

test("a row that was removed here stays removed, one that was removed there is gone unless it was changed here", () => {
  const mine = [row("s1", "b", "mine"), row("s2", "c", "3")];
  const merged = merge(base, mine, [row("s0", "a", "1")]);
  expect(seen(merged.rows)).toEqual(["b=mine"]);
});

test("a row that was renamed here takes the place of its old name", () => {
  const mine = [row("s0", "renamed", "1"), row("s1", "b", "2"), row("s2", "c", "3")];
  expect(seen(merge(base, mine, base).rows)).toEqual(["renamed=1", "b=2", "c=3"]);
});

test("a second merge knows still what was changed here", () => {
  const mine = [row("s0", "a", "mine"), row("s1", "b", "2"), row("s2", "c", "3")];
  const once = merge(base, mine, [row("s0", "a", "theirs"), row("s1", "b", "4")]);
  const twice = merge(once.base, once.rows, [row("s0", "b", "5"), row("s1", "a", "theirs")]);
  expect(seen(twice.rows)).toEqual(["b=5", "a=mine"]);
});
