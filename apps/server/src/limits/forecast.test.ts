import { expect, test } from "vitest";
import { workflowDocumentSchema, type Json } from "@leeway/engine";
import { countCalls } from "./forecast.js";

const document = (items: unknown, loop: object = {}, find: object = {}) =>
  workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "To everybody",
    nodes: [
      { id: "in", type: "trigger.manual" },
      { id: "find", type: "leeloo.person.list", params: find, credential: "b" },
      { id: "list", type: "logic.each", params: { items, ...loop } },
      { id: "send", type: "leeloo.message.send", parent: "list", credential: "a" },
      { id: "note", type: "logic.set", parent: "list" },
      { id: "report", type: "leeloo.message.send", credential: "a" },
      { id: "off", type: "leeloo.message.send", credential: "a", disabled: true },
    ],
  });
const people = Array.from({ length: 5_000 }, () => "x");
const counted = (calls: number) => ({
  calls: new Map([
    ["b", 1],
    ["a", calls],
  ]),
  unknown: [] as string[],
});

test("a forecast counts the calls of each item, of a list in the document or in the trigger's data", () => {
  expect(countCalls(document(people), { payload: {} })).toMatchObject(counted(5_001));
  expect(countCalls(document("{{ trigger.people }}"), { payload: { people } })).toMatchObject(counted(5_001));
});

test("a forecast takes the length of a list from what the steps of the last runs gave, on an average", () => {
  const run = (length: number) => ({ find: { data: people.slice(0, length) } });
  const forecast = (...runs: Record<string, Json>[]) =>
    countCalls(document("{{ steps.find.data }}"), { payload: {}, runs });
  expect(forecast(run(40))).toMatchObject(counted(41));
  expect(forecast(run(0), run(50), run(70))).toMatchObject(counted(41));
  // A run that did not come so far says nothing.
  expect(forecast({}, run(40), {})).toMatchObject(counted(41));
});

test("a forecast says of which loop it does not know how long it is", () => {
  const unknown = countCalls(document("{{ steps.find.data }}"), { payload: {}, runs: [{ find: { error: "x" } }] });
  expect(unknown).toMatchObject({ ...counted(2), unknown: ["list"] });
});

test("a forecast counts the pages that a step says, or that its list had last time", () => {
  const pagesFound = (find: object, ...runs: Record<string, Json>[]) =>
    countCalls(document([], {}, find), { payload: {}, runs }).calls.get("b");
  expect(pagesFound({})).toBe(1);
  expect(pagesFound({ pages: "count", pageCount: 7 })).toBe(7);
  // What may be read at most says nothing of what there is.
  expect(pagesFound({ pages: "all", limit: 1, maxEntries: 1_000 })).toBe(1);
  expect(countCalls(document([], {}, { pages: "all" }), { payload: {} }).unknown).toEqual(["find"]);
  expect(pagesFound({ pages: "all", limit: 100, maxEntries: 1_000 }, { find: { data: people.slice(0, 250) } })).toBe(3);
  const [short, long] = [people.slice(0, 50), people.slice(0, 250)].map((data) => ({ find: { data } }));
  expect(pagesFound({ pages: "all", limit: 50 }, short ?? {}, long ?? {})).toBe(3);
  expect(pagesFound({ pages: "all", maxEntries: 90 }, { find: { data: people } })).toBe(5);
});

test("calls one after another take their time, several items at a time as much less", () => {
  const msOf = (loop: object) => countCalls(document(people.slice(0, 100), loop), { payload: {} }).callsMs;
  const alone = msOf({});
  expect(alone).toBe(102 * 300);
  expect(msOf({ concurrency: 10 })).toBe(2 * 300 + 10 * 300);
  // No loop takes more items at a time than it has.
  expect(msOf({ concurrency: 1_000 })).toBe(2 * 300 + 300);
});
