import type { RunEventBody } from "@leeway/engine";
import { expect, test } from "vitest";
import { HiddenFields } from "./hidden-fields.js";
import { calledBy, done, FamilyBench } from "./testing/family-bench.js";

const bench = new FamilyBench();
const of = async (id: string, names = ["passport"]) => bench.families.of("ws", names, id);
const values = async (id: string, among: readonly string[]) => {
  const { fields } = await of(id);
  return among.filter((value) => fields.values.has(value));
};

test("a log is read once, whoever looks at it, and then what was added since", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001" })]);
  await Promise.all([of(id), of(id)]);
  const first = bench.rows;
  expect(first).toBe(2);
  bench.statements = 0;
  for (let look = 0; look < 5; look++) await of(id);
  expect([bench.rows, bench.statements]).toEqual([first, 15]);
  await bench.say(id, 2, [done("b", { passport: "FM 000002" })]);
  expect(await values(id, ["FM 000001", "FM 000002"])).toHaveLength(2);
  expect(bench.rows).toBe(first + 1);
  await bench.say(id, 3, [{ type: "run.finished", at: 2, status: "succeeded" } as RunEventBody], 2);
  await of(id);
  bench.statements = 0;
  await of(id);
  expect([bench.rows, bench.statements]).toEqual([first + 2, 2]);
});

test("a long log costs a second look nothing, and what an item alone has named counts for the whole run", async () => {
  const items = Array.from({ length: 3_000 }, (_, index) => done(`read[${index}]`, { passport: `FM ${1e6 + index}` }));
  const id = await bench.runOf(items);
  expect(await values(id, ["FM 1000000", "FM 1002999", "FM 1003000"])).toEqual(["FM 1000000", "FM 1002999"]);
  expect(bench.rows).toBe(3_001);
  await of(id);
  expect(bench.rows).toBe(3_001);
});

test("others have their turn while many short logs are read, as they have while a long one is", async () => {
  const top = await bench.runOf([]);
  for (let at = 0; at < 50; at++)
    await bench.runOf([done("a", { note: "x".repeat(20_000) })], calledBy(top, `call ${at}`));
  let turns = 0;
  let next: NodeJS.Immediate;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  next = setImmediate(count);
  await of(top);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(3);
});

test("what was named in a run counts in those that it calls, in theirs, in those that call it, and beside it", async () => {
  const named = (value: string) => [done("a", { passport: value })];
  const top = await bench.runOf(named("of the top"));
  const middle = await bench.runOf(named("of the middle"), calledBy(top));
  const low = await bench.runOf(named("of the low"), calledBy(middle));
  const beside = await bench.runOf(named("of the beside"), calledBy(top, "other"));
  const stranger = await bench.runOf(named("of a stranger"));
  const all = ["of the top", "of the middle", "of the low", "of the beside"];
  for (const id of [low, beside, middle, top]) expect(await values(id, [...all, "of a stranger"])).toEqual(all);
  expect(bench.rows).toBe(8);
  expect(await values(stranger, [...all, "of a stranger"])).toEqual(["of a stranger"]);
  // Called later, while the one above is still under way.
  const later = await bench.runOf(named("of a later one"), calledBy(top, "later"));
  await bench.say(top, 2, [done("later", {})]);
  for (const id of [top, later]) expect(await values(id, ["of a later one"])).toHaveLength(1);
});

test("a replay knows what the run had named from which it took over, also in its items", async () => {
  const caller = await bench.runOf([done("a", { passport: "of the caller" })]);
  const first = await bench.runOf([done("read[0]", { passport: "of an item" })], calledBy(caller));
  const second = await bench.runOf([], { replayOf: first });
  const third = await bench.runOf([], { replayOf: second });
  expect(await values(third, ["of an item", "of the caller"])).toHaveLength(2);
});

test("runs of other workspaces are nobody's family", async () => {
  const mine = await bench.runOf([done("a", { passport: "of mine" })]);
  const theirs = await bench.runOf([done("a", { passport: "of theirs" })], { ...calledBy(mine), workspaceId: "other" });
  expect(await values(mine, ["of mine", "of theirs"])).toEqual(["of mine"]);
  expect(await values(theirs, ["of mine", "of theirs"])).toEqual([]);
});

test("what is forgotten is read anew, also where it was being read just then, and other workspaces keep theirs", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001" })]);
  const reading = of(id);
  bench.families.forget("ws");
  expect((await reading).hasRead(id, 1)).toBe(false);
  bench.database.handle.prepare("UPDATE run_events SET body = '[]' WHERE run_id = ?").run(id);
  const before = await of(id);
  expect(before.fields.values.has("FM 000001")).toBe(false);
  bench.families.forget("others");
  expect(await of(id)).toBe(before);
  bench.families.forget("ws");
  expect(await of(id)).not.toBe(before);
});

test("other names are other values", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001", code: "990011" })]);
  expect((await of(id)).fields.values.has("990011")).toBe(false);
  expect((await of(id, ["code"])).fields.values.has("990011")).toBe(true);
});

/** A run with more values than are kept. */
async function fullRun(): Promise<string> {
  const row = (from: number) =>
    JSON.stringify(Array.from({ length: 5_000 }, (_, index) => done("a", { passport: `FM ${1e7 + from + index}` })));
  const id = await bench.runOf([]);
  const insert = bench.database.handle.prepare(
    "INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, ?, ?, ?)",
  );
  for (let seq = 2; seq < 300_002; seq += 5_000) insert.run(id, seq, seq + 4_999, row(seq));
  bench.database.handle.prepare("UPDATE runs SET last_seq = 300001 WHERE id = ?").run(id);
  return id;
}
test("what is kept has a bound, however many values runs have; at the bound no more is read", async () => {
  const id = await fullRun();
  const family = await of(id);
  expect([family.isFull, family.hasRead(id, 300_001)]).toEqual([true, true]);
  expect(family.weight).toBeLessThan(20_000_000);
  expect(bench.rows).toBeLessThan(30);
  const read = bench.rows;
  await of(id);
  expect(bench.rows).toBe(read);
});

test("of a run with more values than are kept, those of the item that is looked at are hidden as well", async () => {
  const id = await fullRun();
  await bench.say(id, 300_001, [
    done("read[7]", { passport: "of the seventh" }),
    done("read[8]", { passport: "of the eighth" }),
  ]);
  const fields = await bench.shownAt("/steps/:key", { id, key: "copy[7]" })({});
  expect([fields.outOf("of the seventh"), fields.outOf("of the eighth")]).toEqual(["•••", "of the eighth"]);
});

test("a stream asks once for all that the log has by then, and again when it has more", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001" }), done("b", { passport: "FM 000002" })]);
  const fieldsFor = bench.shownAt("/events", { id });
  const message = (seq: number) => ({ id: String(seq), data: { seq, type: "step.succeeded", key: "a" } });
  expect(fieldsFor({ comment: "ping" })).toBeInstanceOf(HiddenFields);
  const [first] = await Promise.all([fieldsFor(message(1)), fieldsFor(message(1))]);
  const read = bench.statements;
  for (const seq of [2, 3]) expect(fieldsFor(message(seq))).toBe(first);
  expect([bench.statements, first.outOf("FM 000002")]).toEqual([read, "•••"]);
  await bench.say(id, 3, [done("c", { passport: "FM 000003" })]);
  const later = await fieldsFor(message(4));
  expect([later.outOf("FM 000003"), bench.rows]).toEqual(["•••", 3]);
});

test("each statement goes by an index", async () => {
  await of("run_none");
  const plans = bench.prepared.flatMap((sql) =>
    (
      bench.database.handle
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all({ id: "", workspaceId: "", ids: "[]", after: 0, row: 0, item: "" }) as { detail: string }[]
    ).map(({ detail }) => detail),
  );
  expect(plans.filter((detail) => /^SCAN (?!above|json_each|CONSTANT)/.test(detail))).toEqual([]);
});
