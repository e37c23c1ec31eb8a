import "reflect-metadata";
import { StartRefused } from "./adapters/database/data-folder.js";
import { isFullDisk } from "./adapters/database/full-disk.js";
import { BadEnvironment, readEnvironment } from "./config/environment.js";
import { leaveCodeAsItIs } from "./launch/v8-flags.js";
import { createLog } from "./logging/json-log.js";
import { serve, type Served } from "./serve.js";
import { ownVersion } from "./server-folder.js";

const log = createLog();
let folder = "the data folder";

async function start(): Promise<Served> {
  leaveCodeAsItIs();
  const version = ownVersion();
  const environment = readEnvironment(process.env);
  folder = environment.LEEWAY_DATA_DIR;
  const served = await serve(environment, version, log, (line) => console.log(line));
  const { url, stop } = served;
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    // Until the stop is done, an end for want of work is a fault.
    process.exitCode = 1;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, "the stop failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  console.log(`Leeway ${version} is ready. Open ${url} in a browser. Ctrl+C stops it.`);
  return served;
}

/** Settles when the server is ready; without one the process ends. */
export const started = start().catch((error: unknown) => {
  if (error instanceof StartRefused || error instanceof BadEnvironment) console.error(error.message);
  else if (isFullDisk(error)) {
    console.error(`The disk of ${folder} is full. Free some space on it, then start Leeway again.`);
    // A disk that fails may say the same.
    log.fatal({ err: error }, "the start found no room");
  } else log.fatal({ err: error }, "the start failed");
  process.exit(1);
});
