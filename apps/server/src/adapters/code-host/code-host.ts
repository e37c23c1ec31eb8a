import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEEPEST_OUTPUT, type Cancellation, type CodeHost, type Json, type StepError } from "@leeway/engine";
import { CodeLine } from "./code-line.js";
import { flagsFor } from "./code-process-options.js";
import { serverFolder } from "../../server-folder.js";
import { READY, type CodeAnswer, type CodeJob, type CodeResult } from "./messages.js";
import { endsWithTheServer, withTheServer } from "./with-the-server.js";
import { closesNetwork, withoutNetwork } from "./without-network.js";

type Job = Parameters<CodeHost["run"]>[0];
type Answer = Awaited<ReturnType<CodeHost["run"]>>;
interface Waiting {
  workspaceId: string;
  workflowId: string;
  job: Job;
  resolve: (answer: Answer) => void;
  /** Where it runs, once it does. */
  process?: CodeProcess;
}

/** Processes at a time, and of one workflow: code that never ends keeps others of its own waiting, not those of others. */
const MOST = 3;
const MOST_OF_ONE = 2;
/** The code's own clock stops it; whoever does not listen to that is killed this much later. */
const GRACE_MS = 500;
/** What a process takes besides the memory that code may have. */
const OWN_MB = 200;
const LOOK_EVERY_MS = 100;
/** An idle process is let go. */
const IDLE_MS = 60_000;
const START_MS = 20_000;
/** A process is replaced now and then. */
const MOST_JOBS = 1_000;
const PAGE_BYTES = 4_096;

/**
 * Runs people's JavaScript in QuickJS, in processes of its own that have no environment, no secrets, no files and, where the system
 * closes it, no network: made when they are needed, killed from here when time or memory is used up.
 */
export class ForkedCodeHost implements CodeHost {
  readonly #free: CodeProcess[] = [];
  readonly #all = new Set<CodeProcess>();
  readonly #waiting = new CodeLine<Waiting>(MOST_OF_ONE);
  #closed = false;

  /** `file`: the program of the process. */
  constructor(
    private readonly file = join(serverFolder, "dist/adapters/code-host/code-process.js"),
    private readonly idleMs = IDLE_MS,
  ) {
    // Asked while nobody waits for an answer yet.
    closesNetwork();
    endsWithTheServer();
  }

  /** Of the processes there are now. */
  get pids(): number[] {
    return [...this.#all].flatMap(({ pid }) => pid ?? []);
  }

  run(job: Job, cancellation?: Cancellation): Promise<Answer> {
    return new Promise((resolve) => {
      const { workspaceId, workflowId } = job;
      const waiting: Waiting = { workspaceId, workflowId, job, resolve };
      const forget = cancellation?.onRequest(() => this.#callOff(waiting));
      waiting.resolve = (answer) => {
        forget?.();
        resolve(answer);
      };
      this.#waiting.add(waiting);
      if (cancellation?.requested) this.#callOff(waiting);
      else this.#next();
    });
  }

  /** It leaves the line, or its process ends with it. */
  #callOff(waiting: Waiting): void {
    this.#waiting.remove(waiting);
    if (waiting.process) waiting.process.end();
    else waiting.resolve(failed({ code: "code.crashed", values: {} }));
  }

  /** Called by Nest at the server's end. */
  onModuleDestroy(): void {
    this.#closed = true;
    for (const one of this.#all) one.end();
  }

  #next(): void {
    const hasRoom = this.#all.size < MOST || this.#free.some(({ isGood }) => isGood);
    const next = hasRoom && !this.#closed ? this.#waiting.next() : undefined;
    if (!next) return;
    const found = this.#takeFree() ?? this.#start();
    next.process = found;
    void found.run(next.job).then((answer) => {
      this.#waiting.done(next);
      next.resolve(answer);
      if (found.isGood) this.#free.push(found);
      else found.end();
      this.#next();
    });
    this.#next();
  }

  /** Not one that is being killed: until its end is known, it would take the job along. */
  #takeFree(): CodeProcess | undefined {
    for (let one = this.#free.pop(); one; one = this.#free.pop()) if (one.isGood) return one;
    return undefined;
  }

  #start(): CodeProcess {
    const started: CodeProcess = new CodeProcess(this.file, this.idleMs, () => {
      this.#all.delete(started);
      const place = this.#free.indexOf(started);
      if (place >= 0) this.#free.splice(place, 1);
      this.#next();
    });
    this.#all.add(started);
    return started;
  }
}

/** One process, with one job at a time. */
class CodeProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<boolean>;
  #gone = false;
  #jobs = 0;
  #spent = false;
  #answered: (result: CodeAnswer | undefined) => void = () => {};
  #idle: NodeJS.Timeout | undefined;

  constructor(
    file: string,
    private readonly idleMs: number,
    onExit: () => void,
  ) {
    this.#child = fork(file, {
      env: {},
      cwd: "/",
      ...withoutNetwork(withTheServer({ execPath: process.execPath, execArgv: flagsFor(file) })),
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const exit = () => {
      if (this.#gone) return;
      this.#gone = true;
      clearTimeout(this.#idle);
      this.#answered(undefined);
      onExit();
    };
    this.#child.once("exit", exit).once("error", exit);
    this.#ready = new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), START_MS).unref();
      this.#child.once("exit", () => resolve(false)).once("error", () => resolve(false));
      this.#child.on("message", (message: CodeAnswer | typeof READY) => {
        if (message !== READY) return this.#answered(message);
        clearTimeout(late);
        resolve(true);
      });
    });
    // A server that ends waits for no code.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isGood(): boolean {
    return !this.#gone && !this.#spent && this.#jobs < MOST_JOBS;
  }

  end(): void {
    this.#spent = true;
    this.#child.kill("SIGKILL");
  }

  async run({ source, input, timeoutMs, memoryMb, mostOutput }: Job): Promise<Answer> {
    clearTimeout(this.#idle);
    this.#jobs += 1;
    if (!(await this.#ready)) {
      this.#spent = true;
      return failed({ code: "code.crashed", values: {} });
    }
    let killed: CodeResult["kind"] | undefined;
    const kill = (why: CodeResult["kind"]) => {
      killed ??= why;
      this.end();
    };
    const late = setTimeout(() => kill("timeout"), timeoutMs + GRACE_MS);
    const look = setInterval(() => {
      if ((this.#megabytes() ?? 0) > memoryMb + OWN_MB) kill("memory");
    }, LOOK_EVERY_MS);
    const job: CodeJob = { source, input: JSON.stringify(input), timeoutMs, memoryMb, mostOutput };
    const result = await new Promise<CodeAnswer | undefined>((resolve) => {
      this.#answered = resolve;
      if (this.#gone) resolve(undefined);
      else this.#child.send(job, (error) => error && resolve(undefined));
    });
    clearTimeout(late);
    clearInterval(look);
    // What is left of it after that is not used again.
    this.#spent ||= result === undefined || result.full || spoiling.has(result.kind);
    this.#idle = setTimeout(() => this.end(), this.idleMs).unref();
    return answerOf(result, killed, { timeoutMs, memoryMb, mostOutput });
  }

  /** What the system says that it takes; only Linux says so here. */
  #megabytes(): number | undefined {
    try {
      const pages = Number(readFileSync(`/proc/${this.pid}/statm`, "utf8").split(" ")[1]);
      return (pages * PAGE_BYTES) / (1024 * 1024);
    } catch {
      return undefined;
    }
  }
}

/** After these a process is not used again. */
const spoiling: ReadonlySet<CodeResult["kind"]> = new Set(["memory", "timeout", "tooDeep", "overflow"]);

const failed = (error: StepError): Answer => ({ ok: false, error });

function answerOf(
  result: CodeResult | undefined,
  killed: CodeResult["kind"] | undefined,
  { timeoutMs, memoryMb, mostOutput }: Pick<Job, "timeoutMs" | "memoryMb" | "mostOutput">,
): Answer {
  const kind = result?.kind ?? killed;
  if (result?.kind === "done") return { ok: true, output: JSON.parse(result.output) as Json, logs: result.logs };
  const logs = result?.logs ?? [];
  const kept = logs.length > 0 ? { logs } : {};
  if (kind === "timeout") return failed({ code: "code.timeout", values: { seconds: timeoutMs / 1_000, ...kept } });
  if (kind === "memory") return failed({ code: "code.memory", values: { limit: memoryMb, ...kept } });
  if (result?.kind === "noValue") return failed({ code: "code.noValue", values: { found: result.found, ...kept } });
  if (result?.kind === "tooLarge")
    return failed({ code: "step.outputTooLarge", values: { size: result.size, limit: mostOutput } });
  if (result?.kind === "tooDeep") return failed({ code: "step.outputTooDeep", values: { levels: DEEPEST_OUTPUT } });
  if (result?.kind === "overflow")
    return failed({ code: "code.failed", values: { message: "InternalError: stack overflow", ...kept } });
  if (result?.kind !== "failed") return failed({ code: "code.crashed", values: {} });
  const { message, line } = result;
  return failed({ code: "code.failed", values: { message, ...(line !== undefined && { line }), ...kept } });
}
