import type { Catalogue, Locale } from "@leeway/engine";
import { getWorkflow, publishWorkflow, unpublishWorkflow, validateWorkflow } from "../api/workflows.js";
import { inFormWords } from "../document/form-words.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";

/** What came of a wish to publish. */
export type Published = { kind: "done"; version: number } | { kind: "refused"; count: number };

/** Saves, lets the server check, and publishes what has no errors. The server's problems replace the browser's. */
export async function publishDraft(
  catalogue: Catalogue,
  locale: Locale,
  leave: readonly string[] = [],
): Promise<Published> {
  const seen = useEditor.getState();
  await saveDraft();
  const { workflow, taken } = useEditor.getState();
  if (!workflow) return { kind: "refused", count: 0 };
  const count = await showServersProblems(catalogue, locale);
  if (count > 0) return { kind: "refused", count };
  // What others have saved since it was looked at goes live only after another look: the server says so.
  const revision = (taken === seen.taken ? workflow : seen.workflow)?.revision ?? 0;
  const { version } = await publishWorkflow(workflow.id, { leave, revision });
  await refresh(workflow.id);
  return { kind: "done", version };
}

/** Puts what the server finds in the document at its steps; answers how many errors that are. */
export async function showServersProblems(catalogue: Catalogue, locale: Locale): Promise<number> {
  const { workflow, document, setProblems } = useEditor.getState();
  if (!workflow) return 0;
  const { problems } = await validateWorkflow(workflow.id, document);
  setProblems(inFormWords(problems, document, catalogue, locale));
  return problems.filter(({ severity }) => severity === "error").length;
}

export async function stopPublished(): Promise<void> {
  const { workflow } = useEditor.getState();
  if (!workflow) return;
  await unpublishWorkflow(workflow.id);
  await refresh(workflow.id);
}

async function refresh(id: string): Promise<void> {
  const workflow = await getWorkflow(id);
  if (useEditor.getState().workflow?.id === id) useEditor.getState().refreshed(workflow);
}

/** Draft, live as it is on the screen, or live without the newest changes. */
export function usePublishState(): "draft" | "current" | "changed" {
  const published = useEditor(({ workflow }) => workflow?.published);
  const revision = useEditor(({ workflow }) => workflow?.revision);
  const saved = useEditor(({ saveState }) => saveState === "saved");
  if (!published) return "draft";
  return saved && published.revision === revision ? "current" : "changed";
}
