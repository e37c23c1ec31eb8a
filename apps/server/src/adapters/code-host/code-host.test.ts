import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "@leeway/engine";
import { codeFault } from "@leeway/nodes/code";
import { eventually } from "../../testing/eventually.js";
import { ForkedCodeHost } from "./code-host.js";
import { isAlive } from "./testing/is-alive.js";
import { closesNetwork, withoutNetwork, type Started } from "./without-network.js";

// A process runs what is built.
const file = join(import.meta.dirname, "../../../dist/adapters/code-host/code-process.js");
const host = new ForkedCodeHost(file);
beforeAll(() => expect(existsSync(file)).toBe(true));
afterAll(() => host.onModuleDestroy());

const limits = { workspaceId: "ws", workflowId: "wf", timeoutMs: 60_000, memoryMb: 64, mostOutput: 1e6 };
const run = (source: string, input: Json = {}, timeoutMs = limits.timeoutMs) =>
  host.run({ ...limits, source, input, timeoutMs });
const failed = (code: string) => ({ ok: false, error: { code, values: {} } });
/** Asked for from outside. */
const cancellation = () => {
  const listeners = new Set<() => void>();
  const asked = {
    requested: false,
    onRequest: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    request: () => {
      asked.requested = true;
      for (const listener of listeners) listener();
    },
  };
  return asked;
};

test("code that comes just when an idle process is let go runs in another one", async () => {
  const idleMs = 50;
  const own = new ForkedCodeHost(file, idleMs);
  const job = { ...limits, source: "return 1;", input: {} };
  for (let turn = 0; turn < 5; turn++) {
    expect(await own.run(job)).toMatchObject({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, idleMs));
  }
  own.onModuleDestroy();
});

describe("code whose run is cancelled", () => {
  const endless = { ...limits, source: "for (;;);", input: {}, timeoutMs: 3_600_000 };

  test("ends with its process, and what waits for one comes to run", async () => {
    const own = new ForkedCodeHost(file);
    const cancelled = [cancellation(), cancellation()];
    const ends = cancelled.map((one) => own.run(endless, one));
    const next = own.run({ ...endless, source: "return 1;" });
    const before = own.pids;
    for (const one of cancelled) one.request();
    expect(await Promise.all(ends)).toEqual([failed("code.crashed"), failed("code.crashed")]);
    expect(await next).toMatchObject({ ok: true, output: 1 });
    await eventually("the end of both", () => !before.some(isAlive));
    own.onModuleDestroy();
  });

  test("leaves the line while others compute, and takes no process", async () => {
    const own = new ForkedCodeHost(file);
    const going = [cancellation(), cancellation()];
    const ends = going.map((one) => own.run(endless, one));
    const pids = own.pids;
    const waiting = cancellation();
    const left = own.run(endless, waiting);
    waiting.request();
    expect(await left).toEqual(failed("code.crashed"));
    const late = cancellation();
    late.request();
    expect(await own.run(endless, late)).toEqual(failed("code.crashed"));
    expect(own.pids).toEqual(pids);
    for (const one of going) one.request();
    await Promise.all(ends);
    own.onModuleDestroy();
  });
});

describe("code", () => {
  test("computes with what it is given and says what comes out", async () => {
    const source = "const sum = input.orders.reduce((all, { total }) => all + total, 0);\nreturn { sum };";
    expect(await run(source, { orders: [{ total: 5 }, { total: 7 }] })).toEqual({
      ok: true,
      output: { sum: 12 },
      logs: [],
    });
  });

  test("may wait for promises, and keeps the lines of its console", async () => {
    const source = 'console.log("one", { a: 1 });\nconst x = await Promise.resolve(2);\nconsole.warn(x);\nreturn x;';
    expect(await run(source)).toEqual({ ok: true, output: 2, logs: ['one {"a":1}', "2"] });
  });

  test("writes what is no number as it is, also within", async () => {
    const answer = await run("console.log(5 * undefined, 1 / 0, { total: [NaN, 5] }, null, undefined, 5n); return 1;");
    expect(answer).toMatchObject({ ok: true, logs: ['NaN Infinity {"total":["NaN",5]} null undefined 5'] });
  });

  test("keeps a hundred lines, and of each the beginning", async () => {
    const answer = await run('for (let i = 0; i < 500; i++) console.log("x".repeat(5000)); return 1;');
    const logs = answer.ok ? answer.logs : [];
    expect([logs.length, logs[0]?.length]).toEqual([100, 1_000]);
  });

  test.each([
    ["throws", "\n\nthrow new TypeError('bad');", { message: "TypeError: bad", line: 3 }],
    ["throws in a function", "function f() {\n  return input.a.b.c;\n}\nreturn f();", { line: 2 }],
    ["throws no error", "throw { code: 5 };", { message: '{"code":5}' }],
    ["throws null", "throw null;", { message: "null" }],
    ["throws nothing", "throw undefined;", { message: "undefined" }],
    ["throws a number", "throw 5;", { message: "5" }],
    ["throws what is no number", "throw NaN;", { message: "NaN" }],
    ["throws a BigInt", "throw 5n;", { message: "5" }],
    ["throws a symbol", "throw Symbol('a');", { message: "Symbol(a)" }],
    ["throws a circle", "const a = {}; a.a = a; throw a;", { message: "[object Object]" }],
    ["waits for what is refused with null", "await Promise.reject(null);", { message: "null" }],
    ["waits for what is refused with nothing", "await Promise.reject();", { message: "undefined" }],
    ["waits for what is refused with a number", "return Promise.reject(5);", { message: "5" }],
    ["throws null after what took some memory", "const a = new ArrayBuffer(3e7); throw null;", { message: "null" }],
    ["is no JavaScript", "const a = 1;\nreturn a +;", { message: expect.stringContaining("SyntaxError"), line: 2 }],
    ["calls itself for ever", "const f = () => f(); f();", { message: expect.stringContaining("stack overflow") }],
    ["reads what is nested without end", "JSON.parse('['.repeat(1e6));", { message: "InternalError: stack overflow" }],
    ["ends too early", "return {", { line: 1 }],
    ["cannot be written", "return { toJSON() { throw new Error('mine'); } };", { message: "Error: mine", line: 1 }],
  ])("that %s fails, and says where", async (_what, source, values) => {
    expect(await run(source)).toMatchObject({ ok: false, error: { code: "code.failed", values } });
  });

  test.each([
    ["a function", "return () => 1;", "function"],
    ["nothing", "const a = 1;", "undefined"],
    ["a symbol", "return Symbol('a');", "symbol"],
    ["a circle", "const a = {}; a.a = a; return a;", "circular"],
    ["a BigInt", "return 5n;", "bigint"],
    ["a BigInt within", "return { total: [5n] };", "bigint"],
    ["what is no number", "return input.price * 2;", "number"],
    ["what is no number within", "return { total: [1, 5 / 0] };", "number"],
    ["what is no number where it says how it is written", "return { toJSON: () => NaN };", "number"],
    ["what will never be there", "await new Promise(() => {}); return 1;", "promise"],
  ])("that returns %s has no value", async (_what, source, found) => {
    expect(await run(source)).toMatchObject({ ok: false, error: { code: "code.noValue", values: { found } } });
  });

  test("that returns more than can be kept fails", async () => {
    expect(await run("return 'x'.repeat(1e6 + 1);")).toMatchObject({
      ok: false,
      error: { code: "step.outputTooLarge", values: { limit: 1e6 } },
    });
    const source = "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a;";
    expect(await run(source)).toMatchObject({ ok: false, error: { code: "step.outputTooDeep" } });
    expect(await run("return 1;")).toMatchObject({ ok: true });
  });
});

describe("code that does not end", () => {
  test.each([
    ["a loop", "console.log('begun'); while (true) {}"],
    ["promises", "console.log('begun'); for (;;) await null;"],
    ["promises that nobody waits for", "console.log('begun'); (async () => { for (;;) await null; })(); return 1;"],
    ["a caught end", "console.log('begun'); for (;;) try { for (;;) {} } catch {}"],
  ])("in %s is stopped, with what it has written", async (_what, source) => {
    expect(await run(source, {}, 300)).toEqual({
      ok: false,
      error: { code: "code.timeout", values: { seconds: 0.3, logs: ["begun"] } },
    });
    expect(await run("return 1;")).toMatchObject({ ok: true });
  });

  test.each([
    ["one thing", "return new ArrayBuffer(1e9).byteLength;"],
    ["bytes", "const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));"],
    ["what is too small for an error beside it", "const all = []; for (;;) all.push({});"],
    ["a chain", "let last = null; for (;;) last = { last };"],
    ["a map", "const all = new Map(); for (let i = 0; ; i++) all.set(i, {});"],
  ])("taking memory for %s is stopped, and others go on", async (_what, source) => {
    expect(await run(source, {}, 20_000)).toMatchObject({
      ok: false,
      error: { code: "code.memory", values: { limit: 64 } },
    });
    expect(await run("return 1;")).toMatchObject({ ok: true, output: 1 });
  });

  test("is not said of code that throws null where others have taken nearly all", async () => {
    const own = new ForkedCodeHost(file);
    const take = "const a = []; for (let i = 0; i < 62; i++) a.push(new Uint8Array(1e6)); return a.length;";
    expect(await own.run({ ...limits, source: take, input: {} })).toMatchObject({ output: 62 });
    const error = { code: "code.failed", values: { message: "null" } };
    expect(await own.run({ ...limits, source: "throw null;", input: {} })).toMatchObject({ ok: false, error });
    own.onModuleDestroy();
  });

  test.each([
    ["time", "compute", { timeoutMs: 300 }, { code: "code.timeout", values: { seconds: 0.3 } }],
    ["memory", "take memory", { memoryMb: 16 }, { code: "code.memory", values: { limit: 16 } }],
  ])("is killed from outside where nothing in its process minds the %s", async (_what, source, more, error) => {
    const deaf = new ForkedCodeHost(join(import.meta.dirname, "testing/deaf-process.mjs"));
    const going = deaf.run({ ...limits, ...more, source, input: {} });
    const before = deaf.pids;
    expect(await going).toEqual({ ok: false, error });
    await eventually("the end of its process", () => !before.some(isAlive));
    deaf.onModuleDestroy();
  });

  test("is a crash where its process dies, and the next has a new one", async () => {
    const endless = run("while (true) {}", {}, 20_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { pids } = host;
    for (const pid of pids) process.kill(pid, "SIGKILL");
    expect(await endless).toEqual({ ok: false, error: { code: "code.crashed", values: {} } });
    expect(await run("return 1;")).toMatchObject({ ok: true });
    expect(host.pids.filter((pid) => pids.includes(pid))).toEqual([]);
  });
});

describe("code reaches nothing outside:", () => {
  test.each([
    "process",
    "require",
    "module",
    "fetch",
    "WebSocket",
    "EventSource",
    "Worker",
    "navigator",
    "Deno",
    "Bun",
    "importScripts",
    "setInterval",
    "queueMicrotask",
    "XMLHttpRequest",
    "WebAssembly",
    "setTimeout",
    "Buffer",
    "std",
    "os",
  ])("%s is not there", async (name) => {
    expect(await run(`return typeof ${name};`)).toMatchObject({ output: "undefined" });
  });

  test.each([
    ["constructors of constructors", "return typeof [].constructor.constructor('return this')().process;", "undefined"],
    ["the constructor of the console", "return typeof console.log.constructor('return this')().process;", "undefined"],
    [
      "the caller of the input",
      "return typeof input.constructor.constructor('return globalThis')().process;",
      "undefined",
    ],
    ["an import", "try { await import('fs'); return 'there'; } catch (error) { return 'not there'; }", "not there"],
  ])("not by %s", async (_what, source, output) => {
    expect(await run(source)).toMatchObject({ ok: true, output });
  });

  test("what it changes of the language is gone with it, and does not change how it is read", async () => {
    const source =
      "JSON.stringify = () => '1'; JSON.parse = () => 2; Object.prototype.bad = 1; globalThis.kept = 5; return { a: 3 };";
    expect(await run(source)).toMatchObject({ output: { a: 3 } });
    expect(await run("return [typeof kept, ({}).bad ?? null];")).toMatchObject({ output: ["undefined", null] });
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  test("keys of prototypes are keys", async () => {
    const answer = await run('return JSON.parse(\'{"__proto__":{"bad":1}}\');');
    expect(JSON.stringify(answer)).toContain('"__proto__":{"bad":1}');
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  test("its process has no environment", async () => {
    await run("return 1;");
    const [pid = 0] = host.pids;
    if (!existsSync(`/proc/${pid}/environ`)) return expect(isAlive(pid)).toBe(true);
    const names = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
    expect(names.map((pair) => pair.split("=")[0]).filter((name) => !name?.startsWith("NODE_CHANNEL"))).toEqual([]);
    expect(readdirSync(`/proc/${pid}/fd`).length).toBeLessThan(40);
  });
});

// Where the system has no such place (macOS, many containers), the log and docs/operating.md say so.
describe.runIf(closesNetwork() || process.env["CI"])("the process of code has no network:", () => {
  test("it is in a place of its own that has no address, not even its own machine's", async () => {
    await run("return 1;");
    const [pid = 0] = host.pids;
    expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync("/proc/self/ns/net"));
    expect(readFileSync(`/proc/${pid}/net/fib_trie`, "utf8")).toBe("");
  });

  test("a program that is started like it reaches no server, which it does otherwise", async () => {
    const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const source = `require("node:net").connect(${port}, "127.0.0.1", () => console.log("reached")).on("error", ({ code }) => console.log(code))`;
    const said = async ({ execPath, execArgv }: Started) => {
      const { stdout } = await promisify(execFile)(execPath, [...execArgv, "-e", source]);
      return stdout.trim();
    };
    const plain = { execPath: process.execPath, execArgv: [] };
    expect(await said(withoutNetwork(plain))).toBe("ENETUNREACH");
    expect(await said(plain)).toBe("reached");
    server.close();
  });
});

test("two are done at a time, and the others wait for them", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => run("return input.index;", { index })));
  expect(answers.map((answer) => (answer.ok ? answer.output : answer.error))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(host.pids).toHaveLength(2);
});

test("code that never ends keeps others of its workflow waiting, and nobody else's", async () => {
  const own = new ForkedCodeHost(file);
  const stopping = cancellation();
  let ended = 0;
  const goOn = () =>
    own.run({ ...limits, source: "for (;;);", input: {}, timeoutMs: 3_600_000 }, stopping).finally(() => (ended += 1));
  const endless = Array.from({ length: 8 }, goOn);
  const quick = { ...limits, source: "return 1;", input: {} };
  const behind = own.run(quick).finally(() => (ended += 1));
  expect(await own.run({ ...quick, workflowId: "other" })).toMatchObject({ ok: true });
  expect(await own.run({ ...quick, workspaceId: "other", workflowId: "another" })).toMatchObject({ ok: true });
  expect(ended).toBe(0);
  stopping.request();
  expect(await Promise.all(endless)).toEqual(endless.map(() => failed("code.crashed")));
  expect(await behind).toMatchObject({ ok: true });
  own.onModuleDestroy();
});

test("the time that code may take is counted from when it runs, not while it waits", async () => {
  const own = new ForkedCodeHost(file);
  const loop = { ...limits, source: "for (;;);", input: {}, timeoutMs: 2_000 };
  const before = [own.run(loop), own.run(loop)];
  expect(await own.run({ ...loop, source: "return 1;", timeoutMs: 1_000 })).toMatchObject({ ok: true });
  await Promise.all(before);
  own.onModuleDestroy();
});

test("at the end no process is left", async () => {
  const other = new ForkedCodeHost(file);
  await other.run({ ...limits, source: "return 1;", input: {} });
  const { pids } = other;
  expect(pids.filter(isAlive)).toEqual(pids);
  other.onModuleDestroy();
  await eventually("the end of all", () => !pids.some(isAlive));
});

test.each([
  "return 1 +;",
  "return { a: 1",
  "const a = 1; const a = 2;",
  "let input = 1;",
  "function* f() { yield 1; } return [...f()];",
  "class A { #x = 1; static { this.y = 2; } get x() { return this.#x; } } return new A().x + A.y;",
  "return input?.a ?? 1_000;",
  "for await (const one of [1]) return one;",
  "return /(?<year>\\d{4})(?<=\\d)/u.exec('2026').groups.year;",
  "return /(/;",
  "return /[\\p{L}--[a-z]]/v.test('A');",
  "a ||= 1; var a; return a;",
  "label: for (;;) break label; return 1;",
  "return `a${`b${1}`}`;",
  "return await Promise.all([1, 2]);",
  "break;",
  "return 1 }); (async () => { return 2;",
  "import x from 'y';",
  "return typeof import.meta;",
  "yield 1;",
  "return 08 + 010;",
  "'use strict'; return 010;",
  "with ({ a: 1 }) return a;",
  "<!-- a remark of old\nreturn 1;",
  "try { throw 1 } catch { return 2 }",
  "return [1, 2, 3].findLast((x) => x < 3);",
  "return new.target;",
  "async function f() { await 1 } return f().then(() => 1);",
  "return 'a\nb';",
  "return \u0061;",
  "enum A { B }",
  "const x: number = 1;",
])("what is said of %j before it goes live is what it comes to", async (source) => {
  const result = await run(source);
  const message = result.ok || result.error.code !== "code.failed" ? "" : (result.error.values["message"] as string);
  expect([source, codeFault(source) !== undefined, message]).toEqual([
    source,
    message.startsWith("SyntaxError"),
    message,
  ]);
});
