import { createRequire } from "node:module";
import type BetterSqlite3 from "better-sqlite3";
import { belongsToQueue, guarded, refusePast } from "./queue-rule.js";
import { workspaceFault } from "./workspace-rule.js";

/** Statements that say of which workspace they speak; asked once each. */
const right = new Set<string>();
const watched = Symbol.for("leeway: statements are watched");

/**
 * For every test: a statement that touches rows of workspaces and does not say of which is refused as it is prepared; one
 * that writes past the writer queue, as it is run.
 */
function watch({ prototype }: typeof BetterSqlite3): void {
  // The files of a worker share what it has loaded.
  if (watched in prototype) return;
  // oxlint-disable-next-line typescript/unbound-method -- each is called with its database below
  const { prepare, exec } = prototype;
  Object.defineProperty(prototype, watched, { value: true });
  prototype.prepare = function (this: BetterSqlite3.Database, sql: string) {
    if (!right.has(sql)) refuseFault(sql);
    if (sql === "BEGIN IMMEDIATE" && isQueue()) {
      belongsToQueue(this);
      return prepare.call(this, sql);
    }
    return guarded(this, prepare.call(this, sql), writer);
  } as typeof prepare;
  prototype.exec = function (this: BetterSqlite3.Database, sql: string) {
    for (const one of sql.split(";")) if (!right.has(one)) refuseFault(one);
    refusePast(this, sql, writer);
    return exec.call(this, sql);
  };
}

function refuseFault(sql: string): void {
  if (workspaceFault(sql, "") === undefined) return void right.add(sql);
  const file = fileThatAsks();
  const fault = file === undefined ? undefined : workspaceFault(sql, file);
  if (fault !== undefined) throw new Error(fault);
}

/** The file of the server that prepares a statement; none where a test does it by itself. */
function fileThatAsks(): string | undefined {
  const files = filesOfStack().map((file) => /\/apps\/server\/src\/(.+)/.exec(file)?.[1] ?? "");
  const own = files.find((file) => file !== "" && !WATCHES.test(file) && !PASSES_ON.has(file));
  return own === undefined || /\.test\.ts$|\/testing\/|\/migrations\//.test(own) ? undefined : own;
}

/** The same of a write, where TypeORM may ask as well: it does so later, when nobody of the server is on the stack any more. */
const writer = (): string | undefined =>
  fileThatAsks() ?? (filesOfStack().some((file) => file.includes("/typeorm/")) ? "what asks TypeORM" : undefined);

const isQueue = (): boolean => filesOfStack().some((file) => file.endsWith("/adapters/database/writer-queue.ts"));

/** Their names alone: Vite would look up the line of each in a source map, which was a twentieth of the server's tests. */
function filesOfStack(): string[] {
  const { stackTraceLimit } = Error;
  const prepareStackTrace: unknown = Reflect.get(Error, "prepareStackTrace");
  Error.stackTraceLimit = 20;
  Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? "");
  const files = new Error().stack as unknown as string[];
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  return files;
}
const WATCHES = /\/testing\/(watch-statements|queue-rule)\.ts$/;
/** What only hands a connection on is not who asks. */
const PASSES_ON = new Set(["adapters/database/prepared.ts", "adapters/database/writer-queue.ts"]);

watch(createRequire(import.meta.url)("better-sqlite3") as typeof BetterSqlite3);
