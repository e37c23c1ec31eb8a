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

test("a loop in which nothing is sent is no question, however long it is", () => {
  const quiet = workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "Sums",
    nodes: [
      { id: "list", type: "logic.each", params: { items: "{{ steps.gone.data }}" } },
      { id: "note", type: "logic.set", parent: "list" },
    ],
  });
  expect(countCalls(quiet, { payload: {} })).toEqual({ calls: new Map(), callsMs: 0, unknown: [] });
});

test("a forecast counts what called workflows send, for each item that calls them, with the data that they get", () => {
  const calling = (params: object, ...more: object[]) =>
    workflowDocumentSchema.parse({
      schemaVersion: 1,
      name: "Calls",
      nodes: [
        { id: "in", type: "trigger.manual" },
        { id: "ask", type: "logic.workflow", params, ...more[0] },
        ...more.slice(1),
      ],
    });
  const input = { people: "{{ trigger.some }}", much: "{{ steps.none.x }}" };
  const sends = { document: document("{{ trigger.people }}"), runs: [] };
  const known = { payload: { some: ["x", "y", "z"] }, called: new Map([["wf_send", sends]]) };
  expect(countCalls(calling({ workflowId: "wf_send", input }), known)).toMatchObject(counted(4));
  const loop = { id: "each", type: "logic.each", params: { items: people.slice(0, 10) } };
  const looped = calling({ workflowId: "wf_send", input }, { parent: "each" }, loop);
  const { calls, unknown } = countCalls(looped, known);
  expect([...calls, unknown]).toEqual([["b", 10], ["a", 40], []]);
  // What it is given is not known before, so neither is how often it sends.
  const blind = countCalls(calling({ workflowId: "wf_send", input: {} }), known);
  expect(blind).toMatchObject({ ...counted(2), unknown: ["ask"] });
  expect(countCalls(calling({ workflowId: "wf_gone" }), known).calls.size).toBe(0);
  // Workflows that call each other end somewhere.
  const round = calling(
    { workflowId: "wf_round" },
    { credential: "c" },
    { id: "send", type: "leeloo.message.send", credential: "c" },
  );
  const rounds = { payload: {}, called: new Map([["wf_round", { document: round, runs: [] }]]) };
  expect(countCalls(round, rounds).calls.get("c")).toBe(8);
});

test("workflows that call one another in many ways are not counted to the end, and it says so", () => {
  const calls = (id: string) => ({ id, type: "logic.workflow", params: { workflowId: "wf_round", input: {} } });
  const round = workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "Round",
    nodes: [{ id: "send", type: "leeloo.message.send", credential: "c" }, ...["a", "b", "c", "d", "e", "f"].map(calls)],
  });
  let looked = 0;
  const called = new Map([["wf_round", { document: round, runs: [] }]]);
  called.get = (id) => (looked++, Map.prototype.get.call(called, id));
  const { unknown } = countCalls(round, { payload: {}, called });
  // Six at a time, eight deep, would be more than three hundred thousand.
  expect(looked).toBeLessThan(10_000);
  expect(unknown).toEqual(["a", "b", "c", "d", "e", "f"]);
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
