import { jsonSchema } from "@leeway/engine";
import { z } from "zod";

/** Asked twice with one of these, a run is replayed once: for a button that was pressed twice, an answer that got lost. */
const requestKey = z.string().min(1).max(100).optional();

/** Refused where something of it was done again elsewhere, or may still be (`replay.elsewhere`, `above`, `below`): for whoever knows of none. */
const unlessReplayed = z.literal(true).optional();

/**
 * Does again what may have been done (`replay.mayRepeat`): a step of which nobody knows whether it took effect, of the run itself or of one
 * that it has called. A step that `from` names, or an item by its number, needs no such word.
 */
const despiteDoubt = z.literal(true).optional();

const versionSchema = z.enum(["draft", "published"]);

/** `POST /runs/:id/replay`. `from`: the step that runs again with all behind it; without it, the whole run. */
export const replayRunSchema = z.object({
  from: z.string().min(1).max(500).optional(),
  /** By default the one that the run used. */
  version: versionSchema.optional(),
  /** Rehearse it: the sandbox stands in for every Leeloo account. What begins with a rehearsal is one anyway. */
  rehearsal: z.literal(true).optional(),
  unlessReplayed,
  despiteDoubt,
  requestKey,
});
export type ReplayRun = z.infer<typeof replayRunSchema>;

/**
 * `POST /runs/:id/steps/:key/items`: items of a loop again, or not at all. `rest`: those of which nothing has taken effect. A run that has
 * ended stays as it is: the answer then names a new one.
 */
export const changeItemsSchema = z
  .object({
    indexes: z.union([z.array(z.number().int().min(0)).min(1).max(100_000), z.enum(["failed", "rest"])]),
    action: z.enum(["retry", "skip"]),
    /** Stands in the place of the one item that is meant. */
    data: jsonSchema.optional(),
    /** Of a run that has ended, in which version what is done again is done; by default the one that the run used. */
    version: versionSchema.optional(),
    /** Of a run that has ended: see `POST /runs/:id/replay`. */
    unlessReplayed,
    despiteDoubt,
    requestKey,
  })
  .refine(
    ({ indexes, action, data }) =>
      data === undefined || (action === "retry" && indexes.length === 1 && typeof indexes !== "string"),
    {
      path: ["data"],
      message: "oneItem",
    },
  );
export type ChangeItems = z.infer<typeof changeItemsSchema>;
