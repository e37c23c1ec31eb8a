import type { CodeFault } from "@leeway/engine";
import { parse } from "acorn";

/** As the step runs it: its own `return` and `await` are allowed. */
const [before, after] = ["(async (input) => {", "\n})"];

/** Why a program of `logic.code` cannot be read; nothing where it can. A reader of the browser's and the server's in one. */
export function codeFault(source: string): CodeFault | undefined {
  try {
    parse(before + source + after, { ecmaVersion: "latest", sourceType: "script" });
    return undefined;
  } catch (error) {
    // What is nested too deep for this reader may not be for the one that runs it.
    if (!(error instanceof SyntaxError) || !("pos" in error) || typeof error.pos !== "number") return undefined;
    // What ends too early is missed behind its last line, in what is ours.
    const position = Math.min(Math.max(0, error.pos - before.length), source.length);
    const lines = source.slice(0, position).split("\n");
    const message = error.message.replace(/ \(\d+:\d+\)$/, "");
    return { message, line: lines.length, column: (lines.at(-1) ?? "").length + 1, position };
  }
}
