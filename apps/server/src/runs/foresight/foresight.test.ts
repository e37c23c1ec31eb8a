import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createdEvent, foresee, usualBounds, type Json, type NewRun, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { runners } from "@leeway/nodes/run";
import { expect, onTestFinished, test, vi } from "vitest";
import { storedRows } from "../../adapters/run-store/event-rows.js";
import { systemClock } from "../../adapters/system-clock.js";
import { Foresight, usualManner, type ForesightManner } from "./foresight.js";
import type { Whole } from "./messages.js";

const scope = { timezone: "Europe/Kyiv", publicUrl: "https://x", vars: { greeting: "Вітаю" }, fields: {} };
const node = (id: string, type: string, params = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, params });
const greets = [
  node("name", "logic.set", { fields: [{ name: "name", value: "{{ trigger.body.name | trim }}" }] }),
  node("answer", "logic.respond", { status: 201, body: { text: "{{ vars.greeting }}, {{ steps.name.name }}" } }),
];

function workflow(...steps: ReturnType<typeof node>[]): WorkflowDocument {
  const nodes = [node("in", "trigger.webhook"), ...steps];
  const link = (_: unknown, i: number) => ({
    id: `e${i}`,
    source: nodes[i]!.id,
    sourceHandle: "main",
    target: nodes[i + 1]!.id,
  });
  return { schemaVersion: 1, name: "W", nodes, edges: steps.map(link), notes: [], settings: {} };
}

let runs = 0;
const runWith = (body: Json, more: Partial<NewRun> = {}): NewRun => ({
  id: `run_${++runs}`,
  workspaceId: "ws",
  workflowId: "wf",
  documentId: "doc",
  version: 1,
  trigger: "in",
  payload: { body, query: {}, headers: {}, method: "POST" },
  rehearsal: false,
  at: Date.now(),
  ...more,
});

/** `lateMs` and `idleMs`: for ever, unless it is about that; this machine may be a slow one. */
function started(manner: Partial<ForesightManner> = {}): Foresight {
  const foresight = new Foresight(usualBounds, {
    ...usualManner,
    processors: 4,
    lateMs: 60_000,
    idleMs: 60_000,
    ...manner,
  });
  onTestFinished(() => foresight.stop());
  return foresight;
}

/** What comes of runs that are asked for in one message; of one that is not taken, `left`. */
function ask(
  foresight: Foresight,
  document: WorkflowDocument,
  asked: NewRun[],
): Promise<(Whole | undefined | "left")[]> {
  const all = asked.map(
    (run) =>
      new Promise<Whole | undefined | "left">((resolve) => {
        const told = { run, document, scope: () => scope, respond: "node" as const, done: resolve };
        if (!foresight.takes(told)) resolve("left");
      }),
  );
  foresight.send();
  return Promise.all(all);
}

/** Until the thread is there, and has shown that it may be given many. */
const ready = async (foresight: Foresight, document: WorkflowDocument) =>
  vi.waitUntil(
    async () => {
      const asked = Array.from({ length: 60 }, () => runWith({ name: "first" }));
      return (await ask(foresight, document, asked)).every((found) => typeof found === "object");
    },
    { timeout: 20_000, interval: 20 },
  );

/** A thread of these lines. */
function program(lines: string): string {
  const folder = mkdtempSync(join(tmpdir(), "leeway-thread-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "thread.mjs");
  writeFileSync(file, `import { parentPort } from "node:worker_threads";\n${lines}\nparentPort.postMessage("ready");`);
  return file;
}

const timeless = (text: string) => text.replaceAll(/"at":\d+/g, '"at":0');

test("what comes from the thread is what is computed and written here, for each run its own", async () => {
  const document = workflow(...greets);
  const foresight = started();
  await ready(foresight, document);
  const names = ["Оксана", "a\ud800b", "😀", "", 'x"\\\n', ...Array.from({ length: 40 }, (_, i) => `person ${i}`)];
  const asked = names.map((name) => runWith({ name, list: [1, { deep: name }] }));
  const found = await ask(foresight, document, asked);
  for (const [index, run] of asked.entries()) {
    const own = {
      clock: { ...systemClock, monotonic: () => 0 },
      bounds: usualBounds,
      catalogue,
      runners,
      random: () => 0.5,
      scope,
    };
    const here = await foresee(run, document, own);
    const rows = storedRows([createdEvent(run), ...here!.birth.events], 1);
    const { log, summary, answer } = found[index] as Whole;
    const text = (body: string | Uint8Array) =>
      timeless(typeof body === "string" ? body : Buffer.from(body).toString());
    expect(log.rows.map((row) => [...row.slice(0, 4), text(row[4])])).toEqual(
      rows.map((row) => [...row.slice(0, 4), text(row[4])]),
    );
    expect(log.lastSeq).toBe(1 + here!.birth.events.length);
    expect({ ...summary, startedAt: 0, finishedAt: 0 }).toEqual({
      ...here!.birth.summary,
      startedAt: 0,
      finishedAt: 0,
    });
    expect(answer).toEqual({
      kind: "node",
      status: 201,
      headers: {},
      body: { text: `Вітаю, ${names[index]!.trim()}` },
    });
  }
});

test("a run that fails is computed here, and others of its version come from the thread all the same", async () => {
  const document = workflow(...greets);
  const foresight = started();
  await ready(foresight, document);
  const [failed, whole] = await ask(foresight, document, [runWith({}), runWith({ name: "Оксана" })]);
  expect(failed).toBeUndefined();
  expect(whole).toMatchObject({ summary: { status: "succeeded" } });
  expect(await ask(foresight, document, [runWith({ name: "Іван" })])).toMatchObject([{ log: { lastSeq: 4 } }]);
});

test("versions whose runs do not end at once are not asked for again, and those with calls and loops never", async () => {
  const document = workflow(...greets);
  const foresight = started();
  await ready(foresight, document);
  const waits = workflow(node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "hours" }));
  const wait = () => ask(foresight, waits, [runWith({}, { documentId: "waits" })]);
  expect(await wait()).toEqual([undefined]);
  expect(await wait()).toEqual(["left"]);
  const calls = workflow(node("call", "http.request", { method: "GET", url: "https://x" }));
  const loops = workflow(node("each", "logic.each", { items: [1] }));
  for (const one of [calls, loops]) expect(await ask(foresight, one, [runWith({})])).toEqual(["left"]);
});

test("rehearsals, runs of other runs, and very long ones are computed here", async () => {
  const document = workflow(...greets);
  const foresight = started();
  await ready(foresight, document);
  const parent = { runId: "run_0", key: "a", depth: 1 };
  const others = [runWith({ name: "a" }, { rehearsal: true }), runWith({ name: "a" }, { parent })];
  expect(await ask(foresight, document, [...others, runWith({ name: "a".repeat(50_000) })])).toEqual([
    "left",
    "left",
    "left",
  ]);
});

test("what is saved anew in the workspace is known to the next run", async () => {
  const document = workflow(...greets);
  const foresight = started();
  await ready(foresight, document);
  const before = { ...scope };
  scope.vars = { greeting: "Добридень" };
  onTestFinished(() => void Object.assign(scope, before));
  const [whole] = await ask(foresight, document, [runWith({ name: "Оксана" })]);
  expect(whole).toMatchObject({ answer: { body: { text: "Добридень, Оксана" } } });
});

test("a thread is given as much more as it has said in time", async () => {
  const document = workflow(...greets);
  const foresight = started();
  const many = Array.from({ length: 20 }, () => runWith({ name: "one of many" }));
  const taken = async () => (await ask(foresight, document, many)).filter((found) => typeof found === "object").length;
  const first = await vi.waitUntil(taken, { timeout: 20_000, interval: 20 });
  expect([first, await taken(), await taken()]).toEqual([4, 8, 16]);
});

test("a thread that hangs loses nothing: its runs are computed here, once each, and it is left alone", async () => {
  const late = `parentPort.on("message", ({ wishes }) => setTimeout(() => {
    const said = JSON.stringify(JSON.parse(wishes).map(({ ticket }) => ({ ticket, kind: "whole", rows: [] })));
    parentPort.postMessage({ said, bytes: new Uint8Array(0) });
  }, 200));`;
  const document = workflow(...greets);
  const foresight = started({ program: program(late), lateMs: 50 });
  const done = vi.fn();
  const asked = { run: runWith({}), document, scope: () => scope, respond: "node" as const, done };
  await vi.waitUntil(() => foresight.takes(asked), { timeout: 10_000, interval: 20 });
  foresight.send();
  await vi.waitUntil(() => done.mock.calls.length > 0, { timeout: 10_000 });
  expect(foresight.takes(asked)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(done.mock.calls).toEqual([[undefined]]);
});

test("a thread that dies loses nothing, and another takes its place", async () => {
  const document = workflow(...greets);
  const foresight = started({ program: program(`parentPort.on("message", () => process.exit(1));`) });
  const first = await vi.waitUntil(
    async () => {
      const [found] = await ask(foresight, document, [runWith({}), runWith({})]);
      return found === "left" ? false : [found];
    },
    { timeout: 10_000, interval: 20 },
  );
  expect(first).toEqual([undefined]);
  const again = async () => (await ask(foresight, document, [runWith({})]))[0] !== "left";
  expect(await vi.waitUntil(again, { timeout: 10_000, interval: 50 })).toBe(true);
});

test("a thread that is asked for nothing ends, and begins again for who asks", async () => {
  const document = workflow(...greets);
  const foresight = started({ idleMs: 50 });
  const asks = async () => (await ask(foresight, document, [runWith({ name: "one" })]))[0];
  const found = () => vi.waitUntil(async () => typeof (await asks()) === "object", { timeout: 20_000, interval: 5 });
  await found();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await asks()).toBe("left");
  await found();
});

test("with one processor, or when the server stops, everything is computed here", async () => {
  const document = workflow(...greets);
  const silent = program(`parentPort.on("message", () => {});`);
  const alone = started({ program: silent, processors: 1 });
  expect(await ask(alone, document, [runWith({})])).toEqual(["left"]);
  const foresight = started({ program: silent });
  const done = vi.fn();
  const asked = { run: runWith({}), document, scope: () => scope, respond: "node" as const, done };
  await vi.waitUntil(() => foresight.takes(asked), { timeout: 10_000, interval: 20 });
  foresight.send();
  await foresight.stop();
  expect(done.mock.calls).toEqual([[undefined]]);
  expect(foresight.takes(asked)).toBe(false);
});
