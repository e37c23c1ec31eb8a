import { spawn } from "node:child_process";
import { root } from "./pnpm.mjs";

/**
 * Runs programs at once; each `{ program, args }` ends with a status, which `ended` is told in their order. What a program
 * says stays together: the first one has the terminal, what the others say waits for the end of those before them.
 */
export async function together(parts, ended = () => {}) {
  const running = parts.map(({ program, args }, place) =>
    start(spawn(program, args, { cwd: root, stdio: place === 0 ? "inherit" : ["ignore", "pipe", "pipe"] })),
  );
  for (const [place, { speak, status }] of running.entries()) {
    speak();
    ended(parts[place], await status);
  }
}

function start(child) {
  const status = new Promise((resolve) => {
    child.on("error", (error) => resolve(String(error)));
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  const waiting = [];
  let say = (stream, bytes) => waiting.push([stream, bytes]);
  for (const name of ["stdout", "stderr"]) child[name]?.on("data", (bytes) => say(process[name], bytes));
  const speak = () => {
    say = (stream, bytes) => stream.write(bytes);
    for (const [stream, bytes] of waiting) say(stream, bytes);
  };
  return { speak, status };
}
