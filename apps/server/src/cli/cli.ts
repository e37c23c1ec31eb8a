import { readFileSync } from "node:fs";
import { runCommand } from "./commands.js";

const { stderr } = process;
let noted = false;
/** A line of progress makes room for what is said next. */
const cleared = (say: (line: string) => void) => (line: string) => {
  if (noted) stderr.write("\r\u001b[K");
  noted = false;
  say(line);
};

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  readInput: () => readFileSync(0, "utf8"),
  print: cleared((line) => console.log(line)),
  complain: cleared((line) => console.error(line)),
  note: (line) => {
    if (!stderr.isTTY) return;
    stderr.write(`\r\u001b[K${line}`);
    noted = true;
  },
});
