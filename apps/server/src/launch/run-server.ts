import { setFlagsFromString } from "node:v8";
import { bundled, run } from "./bundled.js";

/** Runs the bundle of the server in this process. */
export function runServer(file: string): void {
  run(bundled(file), file);

  // Left alone, V8 lets the heap grow to twice what is alive before it collects: 130 MB beside 35 under a load of webhooks, and
  // they stay the process's. With this it is 48 MB, and as many webhooks a second. Only now: what the bundle was compiled to
  // ahead counts for the flags that it was compiled with alone.
  setFlagsFromString("--heap-growing-percent=30");
}
