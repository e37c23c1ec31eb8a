import "reflect-metadata";
import { emptyRunState, fold, type RunEvent } from "@leeway/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settled } from "../testing/eventually.js";
import { HiddenFields } from "./hidden-fields.js";
import { masked } from "./mask.js";
import { RunFamilies } from "./run-families.js";
import { owner, startSeeing, type Sender, type SeeingServer } from "./testing/seeing-server.js";

let viewer: Sender;
let server: SeeingServer;

beforeAll(async () => {
  server = await startSeeing();
  viewer = await server.member("viewer");
  await server.call("PUT", "/privacy", owner, { maskedFields: ["passport"] });
  // Each family is too large.
  Object.assign(server.app.get(RunFamilies), { most: 0 });
});
afterAll(() => server.close());

const unknown = new HiddenFields(["passport"]);
unknown.knowNothingOf("all");
/** A message of a stream as it is shown to somebody of whom nobody knows what is to be hidden from them. */
const shown = (data: object, hidden = unknown) =>
  (masked({ id: "1", data }, { hidden, kept: new Set(), isMessage: true }) as { data: unknown }).data;

test("of an event stays what it is and how far the run is, and all that the run works with is hidden", () => {
  const error = { code: "request.status", nodeId: "send", param: "body", message: "It said Kovalenko" };
  const failed = { type: "step.failed", seq: 1_234, at: 1_763_000_000_000, key: "send[12]", nodeId: "send" };
  expect(
    shown({
      ...failed,
      handled: "stop",
      input: { Kovalenko: "Olena" },
      error: { ...error, values: { said: "Olena" } },
    }),
  ).toEqual({
    ...failed,
    handled: "stop",
    input: { "•••": "•••" },
    error: { ...error, message: "•••", values: { said: "•••" } },
  });
  const loop = { count: 25_000, concurrency: 1_000, onItemError: "continue", body: ["send", "fetch"] };
  const started = { ...failed, type: "step.started", attempt: 1_000, loop };
  expect(shown({ ...started, input: { items: ["Kovalenko"] } })).toEqual({ ...started, input: { "•••": ["•••"] } });
  const call = { ...failed, type: "step.rehearsed", method: "PATCH", sent: "nothing", note: "credentialMissing" };
  const sent = { url: "https://x.example/?q=Kovalenko", body: "Kovalenko", names: ["Kovalenko"] };
  expect(shown({ ...call, ...sent })).toEqual({ ...call, url: "•••", body: "•••", names: ["•••"] });
  const taken = { ...failed, type: "items.taken" };
  const ended = { as: "failed", from: 2_000, count: 1_000 };
  expect(shown({ ...taken, ends: [{ ...ended, results: ["Kovalenko"], errors: [error] }] })).toEqual({
    ...taken,
    ends: [{ ...ended, results: ["•••"], errors: [{ ...error, message: "•••" }] }],
  });
  const ends = { ...failed, type: "step.succeeded", port: "main", ends: "succeeded" };
  expect(shown({ ...ends, output: 12_345 })).toEqual({ ...ends, output: "•••" });
});

test("a value that is one of our words hides none of them in an event", () => {
  const known = new HiddenFields(["passport"]);
  known.see({ passport: ["send", "main", "step.succeeded", "succeeded"] });
  const event = { type: "step.succeeded", seq: 2, at: 1, key: "send", nodeId: "send", port: "main" };
  expect(shown({ ...event, output: { said: "succeeded" } }, known)).toEqual({ ...event, output: { said: "•••" } });
});

test("names that data has are hidden where nobody knows its values, and stay as many, however many they are", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `Kovalenko ${index}`);
  const output = Object.fromEntries(names.map((name) => [name, 1]));
  const left = masked({ output }, { hidden: unknown, kept: new Set() }) as { output: object };
  expect(Object.keys(left.output)).toHaveLength(20_000);
  expect(JSON.stringify(left)).not.toContain("Kovalenko");
});

/** The events of a run that somebody is told, up to its end. */
async function told(who: Sender, id: string, query: string): Promise<RunEvent[]> {
  const response = await fetch(`${server.url}/api/v1/runs/${id}/events${query}`, { headers: who });
  const text = await response.text();
  return Array.from(text.matchAll(/^data: (\{.*"type".*\})$/gm), ([, json = ""]) => JSON.parse(json) as RunEvent);
}

test.each(["?items=none", ""])(
  "a viewer follows a run of which nobody knows what it has up to its end (%s)",
  async (query) => {
    const at = { position: { x: 0, y: 0 } };
    const fields = [{ name: "name", value: "{{ item.name }}" }];
    const document = {
      schemaVersion: 1,
      name: "Papers",
      nodes: [
        { id: "trigger", type: "trigger.manual", params: {}, ...at },
        { id: "each", type: "logic.each", params: { items: "{{ trigger.list }}", collect: "{{ steps.copy }}" }, ...at },
        { id: "copy", type: "logic.set", params: { fields }, parent: "each", ...at },
      ],
      edges: [
        { id: "a", source: "trigger", sourceHandle: "main", target: "each" },
        { id: "b", source: "each", sourceHandle: "item", target: "copy" },
      ],
      notes: [],
      settings: {},
    };
    const { id: workflowId } = (await server.call("POST", "/workflows", owner, { document })).body;
    const list = Array.from({ length: 300 }, (_, index) => ({ name: `Kovalenko ${index}` }));
    const { runId } = (await server.call("POST", `/workflows/${workflowId}/runs`, owner, { payload: { list } })).body;
    await settled(async () => (await server.call("GET", `/runs/${runId}`, owner)).body, ["succeeded"]);
    const [theirs, whole] = [await told(viewer, runId, query), await told(owner, runId, query)];
    expect(JSON.stringify(whole)).toContain("Kovalenko");
    expect(JSON.stringify(theirs)).not.toContain("Kovalenko");
    expect(theirs.map(({ seq, type }) => [seq, type])).toEqual(whole.map(({ seq, type }) => [seq, type]));
    const [mine, all] = [fold(emptyRunState, theirs), fold(emptyRunState, whole)];
    expect([mine.status, mine.finishedAt]).toEqual(["succeeded", all.finishedAt]);
    const far = ({ steps }: typeof all) =>
      [...steps.values()].map(({ key, status, loop }) => [key, status, loop?.count]);
    expect(far(mine)).toEqual(far(all));
  },
);
