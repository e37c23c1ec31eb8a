/**
 * What a run was done again by, in SQL about a run `r`: by a run that repeats it, by one that a repetition of its caller has started
 * in its place, by a called run of its own that somebody has repeated alone. Each is asked once more in the write that would
 * repeat it (the last one by `called-again.ts`). CROSS JOIN keeps to the order that is written, each step of which is a look into an index.
 */

/** A run that was cancelled before anything of it began has repeated nothing: of its own it has the words that ended it alone. */
const began = `(n.status <> 'cancelled' OR EXISTS (SELECT 1 FROM run_events e, json_each(e.body) own WHERE e.run_id = n.id
  AND own.value ->> '$.takenFrom' IS NULL
  AND own.value ->> '$.type' NOT IN ('run.created', 'run.cancelRequested', 'run.finished', 'items.taken', 'step.cancelled')))`;

/** Whether `n` is one that counts beside `r`: as for people, a rehearsal is none beside a real one. */
export const counts = `n.rehearsal <= r.rehearsal AND ${began}`;

/** Whether a run `n` repeats `r`. */
export const repeats = `n.replay_of = r.id AND ${counts}`;

/** The step that has started a run, as its key says it: without the run above, and in which round (`:2`, `:0.1`) of an item it was. */
export function stepOf(run: string): string {
  const key = `substr(${run}.dedupe_key, length(${run}.parent_run_id) + 7)`;
  const rest = `rtrim(${key}, '0123456789.')`;
  return `CASE WHEN substr(${rest}, -1) = ':' THEN substr(${rest}, 1, length(${rest}) - 1) ELSE ${key} END`;
}

/** `n` was started by that step of `same.id`, in whichever round; in words of the index, as a loop may have started thousands. */
const startedThere = `n.parent_run_id = same.id AND n.dedupe_key >= 'step:' || same.id || ':' || up.step
  AND n.dedupe_key < 'step:' || same.id || ':' || up.step || ';'
  AND (n.dedupe_key = 'step:' || same.id || ':' || up.step OR n.dedupe_key >= 'step:' || same.id || ':' || up.step || ':')`;

/**
 * `up`: `r` and those that it was started by, each a level above; a repetition was started by what its original was. `same`: what
 * stands for each of them, which is what repeats it, or what such a one has started by the same step.
 */
export const family = `WITH RECURSIVE up (id, above, original, workflow, step, level) AS (
    SELECT r.id, r.parent_run_id, r.replay_of, r.workflow_id, ${stepOf("r")}, 0
    UNION ALL SELECT o.id, o.parent_run_id, o.replay_of, o.workflow_id, ${stepOf("o")}, up.level + (up.above IS NOT NULL)
    FROM up CROSS JOIN runs o ON o.id = coalesce(up.above, up.original)),
  same (id, level) AS (
    SELECT id, level FROM up WHERE level > 0
    UNION SELECT n.id, same.level FROM same CROSS JOIN runs n ON n.replay_of = same.id WHERE same.level > 0 AND ${counts}
    UNION SELECT n.id, up.level FROM same CROSS JOIN up ON up.level = same.level - 1 AND up.above IS NOT NULL
      CROSS JOIN runs n ON ${startedThere} WHERE n.workflow_id = up.workflow AND ${counts})`;

/** Only a run that was called, or that repeats one, has a family. */
const called = "(r.parent_run_id IS NOT NULL OR r.replay_of IS NOT NULL)";

/** The run that was started once more in the place of `r`. */
export const startedAgain = `${family} SELECT id FROM same WHERE level = 0 AND id > r.id ORDER BY id DESC LIMIT 1`;
/** A run above that has not ended, or a repetition of one: it may still start `r` once more. */
export const openAbove = `${family} SELECT a.id FROM same CROSS JOIN runs a ON a.id = same.id
  WHERE same.level > 0 AND a.finished_at IS NULL ORDER BY a.id DESC LIMIT 1`;
/** A run above for which these conditions hold of `r`, and that nothing has repeated. */
export const meantAbove = (
  conditions: string,
): string => `${family} SELECT r.id FROM same CROSS JOIN runs r ON r.id = same.id
  WHERE same.level > 0 AND ${conditions} AND NOT EXISTS (SELECT 1 FROM runs n WHERE ${repeats}) LIMIT 1`;
/** What repeats a run that `r`, or one that it repeats, has started, over however many: `r` would start that once more. */
export const repeatedBelow = `WITH RECURSIVE self (id) AS (SELECT r.id
    UNION ALL SELECT o.replay_of FROM self CROSS JOIN runs o ON o.id = self.id WHERE o.replay_of IS NOT NULL),
  below (id) AS (SELECT c.id FROM self CROSS JOIN runs c ON c.parent_run_id = self.id
    UNION ALL SELECT c.id FROM below CROSS JOIN runs c ON c.parent_run_id = below.id)
  SELECT n.id FROM below CROSS JOIN runs n ON n.replay_of = below.id WHERE n.id > r.id AND ${counts}`;

/** Whether one of these is there for `r`, which was called. */
export const ofCalled = (found: string): string => `(${called} AND EXISTS (${found}))`;

/** With whom `r` must not be done at once: the run at the top, and how deep below it `r` is. */
export const placeInFamily = {
  top: `CASE WHEN ${called} THEN (${family} SELECT id FROM up ORDER BY level DESC, id LIMIT 1) ELSE r.id END`,
  depth: `CASE WHEN ${called} THEN (${family} SELECT max(level) FROM up) ELSE 0 END`,
};
