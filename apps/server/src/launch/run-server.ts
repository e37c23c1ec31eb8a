import { bundled, run } from "./bundled.js";
import { keepTheHeapSmall } from "./v8-flags.js";

/** Runs the bundle of the server in this process. */
export function runServer(file: string): void {
  const { started } = run(bundled(file), file) as typeof import("../main.js");
  void started.then(({ threads }) => threads).then(keepTheHeapSmall);
}
