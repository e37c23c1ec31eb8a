import { family, ofCalled, startedAgain } from "../adapters/run-store/repetitions.js";

/** The newest that repeats another one which is kept. */
const lastReplay = `(r.replay_of IS NOT NULL AND EXISTS (SELECT 1 FROM runs o WHERE o.id = r.replay_of AND o.rehearsal >= r.rehearsal)
  AND NOT EXISTS (SELECT 1 FROM runs n WHERE n.replay_of = r.replay_of AND n.id > r.id AND n.rehearsal <= r.rehearsal))`;

/** The newest that was started in the place of another called run which is kept. */
const lastStart = `(r.parent_run_id IS NOT NULL AND NOT EXISTS (${startedAgain})
  AND EXISTS (${family} SELECT 1 FROM same WHERE level = 0 AND id < r.id))`;

/**
 * Has called one that is kept, and stands between it and another: either was repeated, or started once more by the one above, or what
 * calls it was done again here. What is asked of it alone is asked once, and not for each of what may be a hundred thousand.
 */
const calls = "SELECT 1 FROM runs c WHERE c.parent_run_id = r.id";
const between = `(EXISTS (${calls} AND c.dedupe_key GLOB 'step:' || r.id || ':*:*') OR EXISTS (${calls})
  AND (r.replay_of IS NOT NULL OR EXISTS (SELECT 1 FROM runs n WHERE n.replay_of = r.id) OR ${ofCalled(startedAgain)}))`;

/**
 * Those of the runs `@ids` of a workspace that stay as long as others do, however old they are: without them one that is kept, as what failed is
 * kept longer, would look as if it had not been done again, and would be done once more with many others.
 */
export const staysWithOthers = `SELECT r.id FROM json_each(@ids) given CROSS JOIN runs r ON r.id = given.value
  WHERE r.workspace_id = @workspaceId AND (${lastReplay} OR ${lastStart} OR ${between})`;
