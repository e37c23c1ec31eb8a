import type { Brake, Brakes } from "@leeway/api";
import { PARKED_AT } from "@leeway/engine";
import type { Database } from "better-sqlite3";

/** What somebody has said of a workflow, or of the whole workspace. */
export interface StopWord {
  verb: "pause" | "resume";
  workspaceId: string;
  workflowId: string | undefined;
  userId: string | null;
  at: number;
}

/** More waiting runs are not counted: the list is read every few seconds. */
const MOST_COUNTED = 10_000;
const notOfABackup = "NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = one.id)";
const parkedSql = `SELECT id, workflow_id, parent_run_id FROM runs AS one INDEXED BY runs_parked
  WHERE due_at = ${PARKED_AT} AND workspace_id = @workspaceId AND ${notOfABackup} LIMIT ${MOST_COUNTED}`;
/** Those that stand in a workflow's line. */
const inLineSql = `SELECT r.workflow_id FROM workflows w
  JOIN runs r INDEXED BY runs_line ON r.line IN (w.id, w.id || ' rehearsal') AND r.place IN ('next', 'behind') AND r.place IS NOT NULL
  WHERE w.workspace_id = @workspaceId AND EXISTS (SELECT 1 FROM brakes b WHERE b.subject IN (w.id, w.workspace_id))
  LIMIT ${MOST_COUNTED}`;

type Row = Omit<Brake, "since" | "unwritten" | "runs"> & { since: number };

/** What is stopped in a workspace, by what is written and by what there was no room to write. */
export function readBrakes(
  db: Database,
  workspaceId: string,
  words: readonly (readonly [string, StopWord])[],
): Omit<Brakes, "diskFull"> {
  const rows = db
    .prepare(
      `SELECT b.workflow_id AS workflowId, w.name AS workflowName, b.since, CASE WHEN b.by IS NOT NULL THEN coalesce(u.name, '') END AS by
       FROM brakes b LEFT JOIN workflows w ON w.id = b.workflow_id LEFT JOIN users u ON u.id = b.by
       WHERE b.workspace_id = ? AND (b.workflow_id IS NULL OR w.id IS NOT NULL) ORDER BY b.since`,
    )
    .all(workspaceId) as Row[];
  const waiting = db
    .prepare(
      `SELECT workflow_id AS workflowId, count(*) AS runs FROM
         (SELECT * FROM (SELECT workflow_id FROM (${parkedSql})) UNION ALL SELECT * FROM (${inLineSql}) LIMIT ${MOST_COUNTED})
       GROUP BY workflow_id`,
    )
    .all({ workspaceId }) as Brakes["waiting"];
  const started = startedRuns(db, workspaceId, rows);
  const runsOf = ({ workflowId }: Row) =>
    waiting.reduce((sum, one) => (workflowId === null || one.workflowId === workflowId ? sum + one.runs : sum), 0) +
    (started.get(workflowId) ?? 0);
  const said = new Map(words);
  const known = new Set(rows.map(({ workflowId }) => workflowId ?? workspaceId));
  const unknown = words.flatMap(([subject, word]) =>
    word.verb === "pause" && word.workspaceId === workspaceId && !known.has(subject) ? unwritten(db, word) : [],
  );
  const told = rows.map((row): Brake => {
    const word = said.get(row.workflowId ?? workspaceId);
    return { ...row, since: isoOf(row.since), runs: runsOf(row), unwritten: word?.verb === "resume" ? "resume" : null };
  });
  const all = [...told, ...unknown];
  return {
    workspace: all.find(({ workflowId }) => workflowId === null) ?? null,
    workflows: all.filter(({ workflowId }) => workflowId !== null),
    waiting,
  };
}

/** Whose runs a brake has parked, for whoever lets those go on whose brake is gone. */
export function parkedWorkflows(db: Database): { workspaceId: string; workflowId: string }[] {
  return db
    .prepare(
      `SELECT DISTINCT workspace_id AS workspaceId, workflow_id AS workflowId FROM runs AS one INDEXED BY runs_parked
       WHERE due_at = ${PARKED_AT} AND ${notOfABackup}`,
    )
    .all() as { workspaceId: string; workflowId: string }[];
}

/** By stopped workflow: the parked runs of others that its own have started, however deep. */
function startedRuns(db: Database, workspaceId: string, rows: readonly Row[]): Map<string | null, number> {
  if (rows.every(({ workflowId }) => workflowId === null)) return new Map();
  const counted = db
    .prepare(
      `WITH parked AS MATERIALIZED (${parkedSql})
       SELECT b.workflow_id AS workflowId, count(*) AS runs FROM brakes b
       JOIN parked p ON p.workflow_id <> b.workflow_id AND p.parent_run_id IS NOT NULL
       WHERE b.workspace_id = @workspaceId AND b.workflow_id IS NOT NULL AND EXISTS (
         WITH RECURSIVE above (id) AS (SELECT p.parent_run_id
           UNION ALL SELECT had.parent_run_id FROM above JOIN runs AS had ON had.id = above.id WHERE had.parent_run_id IS NOT NULL)
         SELECT 1 FROM above JOIN runs AS up ON up.id = above.id WHERE up.workflow_id = b.workflow_id)
       GROUP BY b.workflow_id`,
    )
    .all({ workspaceId }) as { workflowId: string; runs: number }[];
  return new Map(counted.map(({ workflowId, runs }) => [workflowId, runs]));
}

function unwritten(db: Database, { workspaceId, workflowId, userId, at }: StopWord): Brake[] {
  const named = db.prepare<[string, string], { name: string }>(
    "SELECT name FROM workflows WHERE id = ? AND workspace_id = ?",
  );
  const user = db.prepare<[string], { name: string }>("SELECT name FROM users WHERE id = ?");
  const workflow = workflowId === undefined ? undefined : named.get(workflowId, workspaceId);
  if (workflowId !== undefined && !workflow) return [];
  return [
    {
      workflowId: workflowId ?? null,
      workflowName: workflow?.name ?? null,
      since: isoOf(at),
      by: userId === null ? null : (user.get(userId)?.name ?? ""),
      runs: 0,
      unwritten: "pause",
    },
  ];
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
