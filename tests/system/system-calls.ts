import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** One call of the system that has come back, by the server's main thread. */
export interface SystemCall {
  name: string;
  /** What strace says of its arguments: the file's or connection's name is among them, and the bytes. */
  args: string;
  result: number;
}

const traced = "fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg";

/** Why there can be no trace here; nothing where there can. */
export function noTrace(): string | undefined {
  if (process.platform !== "linux") return "strace is for Linux";
  const tried = spawnSync("strace", ["-D", "-f", "-o", "/dev/null", "true"], { encoding: "utf8" });
  if (tried.error) return "strace is not installed";
  return tried.status === 0 ? undefined : `strace cannot be used here: ${tried.stderr.trim()}`;
}

/** What runs a program with its calls written into `file`; the program is the child itself, so that it can be killed. */
export const traceInto = (file: string) =>
  ["strace", "-D", "-f", "-yy", "-s", "100000", "-e", `trace=${traced}`, "-e", "signal=none", "-o", file] as const;

const finished = /^(\d+) +(\w+)\((.*)\) += (-?\d+)/;
const begun = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/;
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (-?\d+)/;

/** The calls of one thread in their order: which of them the other threads interrupted in the trace is of no interest. */
export function callsOf(file: string, pid: number): SystemCall[] {
  if (!existsSync(file)) return [];
  let open: string | undefined;
  const calls: SystemCall[] = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (!line.startsWith(`${pid} `)) continue;
    const [, , started, first] = begun.exec(line) ?? [];
    if (started !== undefined) {
      open = first;
      continue;
    }
    const [, , name, args, result] = finished.exec(line) ?? resumed.exec(line) ?? [];
    if (name === undefined || args === undefined) continue;
    calls.push({ name, args: resumed.test(line) ? `${open ?? ""}${args}` : args, result: Number(result) });
  }
  return calls;
}
