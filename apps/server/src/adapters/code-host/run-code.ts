import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from "quickjs-emscripten-core";
import type { CodeJob, CodeResult } from "./messages.js";

const MOST_LINES = 100;
const LONGEST_LINE = 1_000;
const LONGEST_MESSAGE = 1_000;
const STACK_BYTES = 256 * 1024;
const FILE = "code.js";
/** Whose death nobody tells this process of while code runs in it. */
const PARENT = process.ppid;
/**
 * Windows never gives a process another parent, ends it with the one it has, and took 3.6 ms to name it until libuv 1.49, which is not
 * in Node 20: asked each time, code was forty times slower.
 */
const isOrphan = process.platform === "win32" ? () => false : () => process.ppid !== PARENT;

/** Lines are kept outside, so that they outlive whatever happens inside. */
const PRELUDE = `((write) => {
  const number = (key, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
  const shown = (value) => {
    if (typeof value !== "object") return String(value);
    try { return JSON.stringify(value, number) ?? String(value); } catch { return String(value); }
  };
  const line = (...values) => write(values.map(shown).join(" "));
  globalThis.console = { log: line, info: line, warn: line, error: line, debug: line };
})`;

/** JSON.stringify writes null where there is no number, and who reads it never learns that a price is missing. */
const NUMBERS = `((isFinite, no) => (key, value) => {
  if (typeof value === "number" && !isFinite(value)) throw no;
  return value;
})(Number.isFinite, new TypeError("no number"))`;

/** Runs one job in a runtime of its own; nothing of it is left afterwards. */
export function runCode(quickjs: QuickJSWASMModule, job: CodeJob): CodeResult {
  const runtime = quickjs.newRuntime();
  const deadline = Date.now() + job.timeoutMs;
  const logs: string[] = [];
  runtime.setMemoryLimit(job.memoryMb * 1024 * 1024);
  runtime.setMaxStackSize(STACK_BYTES);
  runtime.setInterruptHandler(() => Date.now() > deadline || isOrphan());
  const context = runtime.newContext();
  const isFull = () => isFullFor(quickjs, job);
  const result = new Job(context, runtime, job, { logs, deadline, isFull }).run();
  if (!spoiling.has(result.kind)) {
    context.dispose();
    runtime.dispose();
  }
  return result;
}

/** Whether all of the memory that a job may have has been used since the process began: it never gives any back. */
export const isFullFor = (quickjs: QuickJSWASMModule, { memoryMb }: CodeJob): boolean =>
  quickjs.getWasmMemory().buffer.byteLength >= memoryMb * 1024 * 1024;

interface Bounds {
  logs: string[];
  deadline: number;
  isFull: () => boolean;
}

/** After its memory or its stack has run out, what is left of it cannot be trusted to take itself apart. */
const spoiling: ReadonlySet<CodeResult["kind"]> = new Set(["memory", "tooDeep", "overflow"]);
/** What JSON.stringify of QuickJS says of values that are no data. */
const noData = new Map([
  ["circular reference", "circular"],
  ["Do not know how to serialize a BigInt", "bigint"],
  ["no number", "number"],
]);

class Refused extends Error {
  constructor(readonly result: CodeResult) {
    super(result.kind);
  }
}

class Job {
  /** Taken before any code of others has run. */
  readonly #parse: QuickJSHandle;
  readonly #stringify: QuickJSHandle;
  readonly #numbers: QuickJSHandle;
  readonly #handles: QuickJSHandle[] = [];
  #writing = false;

  constructor(
    private readonly context: QuickJSContext,
    private readonly runtime: QuickJSRuntime,
    private readonly job: CodeJob,
    private readonly bounds: Bounds,
  ) {
    const json = this.#kept(context.getProp(context.global, "JSON"));
    this.#parse = this.#kept(context.getProp(json, "parse"));
    this.#stringify = this.#kept(context.getProp(json, "stringify"));
    this.#numbers = this.#evaluate(NUMBERS);
  }

  get logs(): string[] {
    return this.bounds.logs;
  }

  run(): CodeResult {
    const result = this.#result();
    if (!spoiling.has(result.kind)) for (const handle of this.#handles) if (handle.alive) handle.dispose();
    return result;
  }

  #result(): CodeResult {
    try {
      this.#openConsole();
      const code = this.#evaluate(`(async (input) => {${this.job.source}\n})`);
      const input = this.#call(this.#parse, this.#kept(this.context.newString(this.job.input)));
      return { kind: "done", output: this.#textOf(this.#awaited(this.#call(code, input))), logs: this.logs };
    } catch (error) {
      if (error instanceof Refused) return error.result;
      // What is nested without end, or looks at such, takes the stack of WebAssembly before QuickJS sees its own bound.
      if (error instanceof RangeError) return { kind: this.#writing ? "tooDeep" : "overflow", logs: this.logs };
      throw error;
    }
  }

  #openConsole(): void {
    const write = this.#kept(
      this.context.newFunction("write", (text) => {
        if (this.logs.length < MOST_LINES) this.logs.push(this.context.getString(text).slice(0, LONGEST_LINE));
      }),
    );
    this.#call(this.#evaluate(PRELUDE), write);
  }

  /** The value of a promise, once nothing is left to be done for it. Here nothing ever comes from outside. */
  #awaited(promise: QuickJSHandle): QuickJSHandle {
    const done = this.runtime.executePendingJobs();
    if (done.error) throw this.#refusal(this.#kept(done.error));
    done.dispose();
    if (Date.now() > this.bounds.deadline) throw new Refused({ kind: "timeout", logs: this.logs });
    const state = this.context.getPromiseState(promise);
    if (state.type === "pending") throw new Refused({ kind: "noValue", found: "promise", logs: this.logs });
    if (state.type === "rejected") throw this.#refusal(this.#kept(state.error));
    return this.#kept(state.value);
  }

  /** The value as JSON. */
  #textOf(value: QuickJSHandle): string {
    const type = this.context.typeof(value);
    if (["function", "undefined", "symbol", "bigint"].includes(type))
      throw new Refused({ kind: "noValue", found: type, logs: this.logs });
    this.#writing = true;
    const written = this.context.callFunction(this.#stringify, this.context.undefined, value, this.#numbers);
    if (written.error) {
      const refused = this.#refusal(this.#kept(written.error));
      const said = refused.result.kind === "failed" ? refused.result.message : "";
      const found = noData.get(said.replace(/^TypeError: /, ""));
      throw found === undefined ? refused : new Refused({ kind: "noValue", found, logs: this.logs });
    }
    const text = this.#kept(written.value);
    if (this.context.typeof(text) !== "string") throw new Refused({ kind: "noValue", found: type, logs: this.logs });
    const output = this.context.getString(text);
    if (output.length <= this.job.mostOutput) return output;
    throw new Refused({ kind: "tooLarge", size: output.length, logs: this.logs });
  }

  #evaluate(source: string): QuickJSHandle {
    const result = this.context.evalCode(source, FILE);
    if (result.error) throw this.#refusal(this.#kept(result.error));
    return this.#kept(result.value);
  }

  #call(code: QuickJSHandle, argument: QuickJSHandle): QuickJSHandle {
    const result = this.context.callFunction(code, this.context.undefined, argument);
    if (result.error) throw this.#refusal(this.#kept(result.error));
    return this.#kept(result.value);
  }

  #refusal(thrown: QuickJSHandle): Refused {
    const { logs } = this;
    if (Date.now() > this.bounds.deadline) return new Refused({ kind: "timeout", logs });
    const error: unknown = this.context.dump(thrown);
    const { name, message, stack } = (typeof error === "object" && error !== null ? error : {}) as Record<
      string,
      unknown
    >;
    // Null where not even the error found room; code that throws null itself has left some.
    if ((error === null && this.bounds.isFull()) || (name === "InternalError" && message === "out of memory"))
      return new Refused({ kind: "memory", logs });
    const said =
      typeof message === "string" ? `${typeof name === "string" ? name : "Error"}: ${message}` : shown(error);
    const line = Number(/code\.js:(\d+)/.exec(typeof stack === "string" ? stack : "")?.[1]);
    // What ends too early is missed behind its last line, in what is ours.
    const where = Number.isInteger(line) ? { line: Math.min(line, this.job.source.split("\n").length) } : {};
    return new Refused({ kind: "failed", message: said.slice(0, LONGEST_MESSAGE), ...where, logs });
  }

  #kept(handle: QuickJSHandle): QuickJSHandle {
    this.#handles.push(handle);
    return handle;
  }
}

function shown(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "number" || typeof thrown === "bigint") return String(thrown);
  return JSON.stringify(thrown) ?? String(thrown);
}
