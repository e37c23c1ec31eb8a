import type { Logger } from "pino";
import type { Environment } from "../../config/environment.js";
import { makeCodeFaster } from "../../launch/v8-flags.js";
import { openUpdateDoor, type UpdateDoor } from "./update-door.js";
import type { UpdateWatch } from "./updates.js";

/**
 * Tells of an update while it takes its time, which may be minutes: in the log, to who sits at the terminal, and on the server's port.
 * @param say a line for people
 */
export function watchOfUpdates(
  { PORT, HOST }: Pick<Environment, "PORT" | "HOST">,
  log: Pick<Logger, "info">,
  say: (line: string) => void,
): UpdateWatch {
  let door: UpdateDoor | undefined;
  let [of, since] = [0, 0];
  return {
    begins: async (steps) => {
      [of, since] = [steps, performance.now()];
      makeCodeFaster();
      door = await openUpdateDoor(PORT, HOST);
      log.info({ steps }, "the database is copied, then brought up to date");
      say(
        `Leeway brings its database up to date, ${steps} step${steps === 1 ? "" : "s"}: with much in it that takes minutes.`,
      );
    },
    step: (migration, step) => log.info({ migration, step, of }, "a step of the update begins"),
    ends: async (well) => {
      await door?.close();
      if (well) log.info({ ms: Math.round(performance.now() - since) }, "the update has ended");
    },
  };
}
