import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { runCommand } from "./commands.js";
import { visible } from "./visible.js";

const { stderr, stdout } = process;
let noted = false;
/** A line of progress makes room for what is said next. */
const cleared = (say: (line: string) => void) => (line: string) => {
  if (noted) stderr.write("\r\u001b[K");
  noted = false;
  say(visible(line));
};
const complain = cleared((line) => console.error(line));

// Whoever reads along may have had enough: `… | head -1`.
stdout.on("error", (error: { code?: string }) => process.exit(error.code === "EPIPE" ? process.exitCode : 1));

/** Settles when the command has ended, with its code set as the process's. */
export const ended = runCommand(process.argv.slice(2), {
  env: process.env,
  readInput: () => readFileSync(0),
  print: cleared((line) => console.log(line)),
  complain,
  note: (line) => {
    if (!stderr.isTTY) return;
    stderr.write(`\r\u001b[K${visible(line)}`);
    noted = true;
  },
  whenInterrupted: (last) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        complain(last());
        process.exit(128 + constants.signals[signal]);
      });
  },
}).then((code) => void (process.exitCode = code));
