import { byName, type UsedBy } from "@leeway/api";
import { usesIn, type Locale, type Used, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import type { Database } from "better-sqlite3";
import { wordsOf } from "../workflows/words.js";

interface Row {
  id: string;
  name: string;
  draft: string;
  live: string | null;
}

/** The workflows that use something in their draft or as they are published, by name, with the steps that do. */
export function usersOf(db: Database, workspaceId: string, used: Used, locale: Locale): UsedBy[] {
  const rows = db
    .prepare(
      `SELECT w.id, w.name, w.document AS draft, d.document AS live
       FROM workflows w LEFT JOIN workflow_documents d ON d.id = w.published_document_id
       WHERE w.workspace_id = ? AND (instr(w.document, ?) > 0 OR instr(d.document, ?) > 0) ORDER BY w.name LIMIT 1000`,
    )
    .all(workspaceId, used.id, used.id) as Row[];
  return rows.toSorted(byName).flatMap((row) => {
    // A workflow that calls itself goes with itself.
    if (used.kind === "workflow" && row.id === used.id) return [];
    const steps = stepsOf(row, used, locale);
    return steps.length > 0 ? [{ id: row.id, name: row.name, published: row.live !== null, steps }] : [];
  });
}

/** Those of them whose live version would fail without it. */
export const liveUsers = (users: readonly UsedBy[]): UsedBy[] =>
  users.filter(({ steps }) => steps.some(({ live, needs }) => live && needs));

function stepsOf({ draft, live }: Row, used: Used, locale: Locale): UsedBy["steps"] {
  const steps = new Map<string | undefined, UsedBy["steps"][number]>();
  const add = (text: string, which: "draft" | "live") => {
    if (!text.includes(used.id)) return;
    const document = JSON.parse(text) as WorkflowDocument;
    const { nodeName } = wordsOf(document, locale);
    for (const { nodeId, needs } of usesIn(document, used, catalogue)) {
      const known = steps.get(nodeId);
      steps.set(nodeId, {
        ...(nodeId !== undefined && { nodeId, name: known?.name ?? nodeName(nodeId) }),
        draft: which === "draft" || known?.draft === true,
        live: which === "live",
        // What the draft needs, a live version that has the step switched off does not.
        needs,
      });
    }
  };
  add(draft, "draft");
  if (live !== null) add(live, "live");
  return [...steps.values()];
}

/** “New order (Add to Leeloo, Tag); Newsletter”: for a sentence that refuses. */
export function sayUsers(users: readonly UsedBy[]): string {
  return users
    .map(({ name, steps }) => {
      const names = steps.flatMap((step) => (step.live && step.name !== undefined ? [step.name] : []));
      return names.length > 0 ? `${name} (${names.join(", ")})` : name;
    })
    .join("; ");
}
