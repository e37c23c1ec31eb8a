import { setImmediate as nextTurn } from "node:timers/promises";
import type { OpenDatabase } from "../adapters/database/database.js";

/** Runs, and documents, that are looked at in one go. */
const LOOKED_AT = 500;
/** What was pinned just now may be meant for a run that is about to be made. */
const JUST_PINNED_MS = 3_600_000;

/**
 * Deletes documents that were kept for runs which are gone: drafts and parts of drafts that were tried, and all of workflows
 * that are deleted. Published versions of a workflow stay, for they can be restored. Answers how many have gone.
 */
export async function cleanDocuments(
  { handle, queue }: OpenDatabase,
  now: number,
  stopped: () => boolean,
): Promise<number> {
  const nextWorkflow = handle
    .prepare<[string], string>(
      "SELECT workflow_id FROM workflow_documents WHERE workflow_id > ? ORDER BY workflow_id LIMIT 1",
    )
    .pluck();
  // A draft's newest revision is pinned again by the next run of it.
  const unpublished = handle
    .prepare<[string, number, string, number], string>(
      `SELECT d.id FROM workflow_documents d LEFT JOIN workflows w ON w.id = d.workflow_id
       WHERE d.workflow_id = ? AND d.created_at < ? AND d.id > ?
         AND (w.id IS NULL OR (d.version IS NULL AND d.revision <> w.revision)) ORDER BY d.id LIMIT ?`,
    )
    .pluck();
  let gone = 0;
  for (
    let workflow = nextWorkflow.get("");
    workflow !== undefined && !stopped();
    workflow = nextWorkflow.get(workflow)
  ) {
    const of = workflow;
    for (let last = ""; !stopped();) {
      const found = unpublished.all(of, now - JUST_PINNED_MS, last, LOOKED_AT);
      if (found.length > 0) {
        const { unused, seen } = await usedBy(handle, of, new Set(found), stopped);
        gone += await queue.write((db) => {
          const remove = db.prepare(
            `DELETE FROM workflow_documents WHERE id = @id
               AND NOT EXISTS (SELECT 1 FROM runs WHERE workflow_id = @of AND id > @seen AND document_id = @id)`,
          );
          const forget = db.prepare("DELETE FROM document_triggers WHERE document_id = ?");
          const removed = [...unused].filter((id) => remove.run({ id, of, seen }).changes > 0);
          for (const id of removed) forget.run(id);
          return removed.length;
        });
      }
      last = found.at(-1) ?? "";
      await nextTurn();
      if (found.length < LOOKED_AT) break;
    }
  }
  return gone;
}

/** Those of these documents that no run has, of the runs up to the last that was seen. */
async function usedBy(
  handle: OpenDatabase["handle"],
  workflow: string,
  documents: ReadonlySet<string>,
  stopped: () => boolean,
): Promise<{ unused: ReadonlySet<string>; seen: string }> {
  const page = handle.prepare<[string, string, number], { id: string; document: string }>(
    "SELECT id, document_id AS document FROM runs WHERE workflow_id = ? AND id > ? ORDER BY id LIMIT ?",
  );
  const unused = new Set(documents);
  for (let seen = ""; ;) {
    const runs = page.all(workflow, seen, LOOKED_AT);
    for (const { document } of runs) unused.delete(document);
    seen = runs.at(-1)?.id ?? seen;
    if (runs.length < LOOKED_AT || unused.size === 0) return { unused, seen };
    if (stopped()) return { unused: new Set(), seen };
    await nextTurn();
  }
}
