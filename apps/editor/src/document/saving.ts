import { useEffect } from "react";
import { ApiProblem } from "../api/http.js";
import { saveWorkflow } from "../api/workflows.js";
import { useEditor } from "./store.js";

const QUIET_MS = 1_200;
const AGAIN_MS = 8_000;
const CONFLICT = 409;

let underWay: Promise<void> | undefined;

/**
 * Saves the draft, one save at a time since each needs the revision of the one before. Resolves once the server has
 * what is on the screen; rejects with the server's refusal.
 */
export async function saveDraft(): Promise<void> {
  while (underWay) await underWay.catch(() => undefined);
  const { workflow, saveState } = useEditor.getState();
  if (!workflow || saveState === "saved") return;
  underWay = put().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** Once no save is under way: what the server answers then has in it what was drawn here. */
export async function savesDone(): Promise<void> {
  while (underWay) await underWay.catch(() => undefined);
}

async function put(): Promise<void> {
  const { workflow, document, setSaveState } = useEditor.getState();
  if (!workflow) return;
  const isHere = () => useEditor.getState().workflow?.id === workflow.id;
  setSaveState("saving");
  try {
    const saved = await saveWorkflow(workflow.id, workflow.revision, document);
    if (isHere()) useEditor.getState().saved(saved, document);
  } catch (error) {
    if (isHere()) setSaveState(error instanceof ApiProblem && error.status === CONFLICT ? "conflict" : "failed");
    throw error;
  }
}

/** Saves by itself when the hands rest, again when the server did not answer, and before the page is left. */
export function useSaving(): void {
  const document = useEditor((state) => state.document);
  const saveState = useEditor((state) => state.saveState);
  useEffect(() => {
    if (saveState !== "unsaved" && saveState !== "failed") return undefined;
    // The state tells what came of it.
    const timer = setTimeout(
      () => void saveDraft().catch(() => undefined),
      saveState === "failed" ? AGAIN_MS : QUIET_MS,
    );
    return () => clearTimeout(timer);
  }, [document, saveState]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (useEditor.getState().saveState !== "saved") event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      const { saveState: last } = useEditor.getState();
      if (last !== "conflict") void saveDraft().catch(() => undefined);
    };
  }, []);
}
