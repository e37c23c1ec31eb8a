import { readFileSync } from "node:fs";
import { runCommand } from "./commands.js";

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  readInput: () => readFileSync(0, "utf8"),
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
});
