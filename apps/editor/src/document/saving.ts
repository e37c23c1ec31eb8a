import { useEffect } from "react";
import type { WorkflowDocument } from "@leeway/engine";
import { ApiProblem } from "../api/http.js";
import { isSomebodyElse } from "../api/tab-person.js";
import { getWorkflow, saveWorkflow } from "../api/workflows.js";
import { forgetKept, isGivenUp, keepHere } from "./kept-drafts.js";
import { useEditor, type Hold } from "./store.js";

const QUIET_MS = 1_200;
const AGAIN_MS = 8_000;
/** Where somebody signs in again in another tab, or is given back their role, it works again. */
const HELD_AGAIN_MS = 30_000;
const CONFLICT = 409;
/** How often in a row others may be faster; each time their work is taken in first. */
const MOST_ROUNDS = 8;
/** So many documents may be under way without an answer. */
const MOST_UNANSWERED = 5;

let underWay: Promise<void> | undefined;
/** Documents of which nobody knows whether they arrived. */
let unanswered: { workflowId: string; document: WorkflowDocument }[] = [];

/**
 * Saves the draft, one save at a time since each needs the revision of the one before. What others have saved meanwhile
 * is taken in first. Resolves once the server has what is on the screen; rejects with the server's refusal, also where
 * somebody has to choose first.
 */
export async function saveDraft(): Promise<void> {
  while (underWay) await underWay.catch(() => undefined);
  const { workflow, saveState, readOnly, clash } = useEditor.getState();
  if (!workflow || saveState === "saved" || readOnly) return;
  if (clash) throw new ApiProblem("workflow.changed", CONFLICT, "", "");
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
  for (let round = 1; ; round += 1) {
    const { workflow, document, setSaveState } = useEditor.getState();
    if (!workflow) return;
    const isHere = () => useEditor.getState().workflow?.id === workflow.id;
    setSaveState("saving");
    try {
      const saved = await saveWorkflow(workflow.id, workflow.revision, document);
      unanswered = [];
      if (!isHere()) return;
      useEditor.getState().saved(saved, document);
      useEditor.getState().setHold(undefined);
      return;
    } catch (error) {
      if (isUnanswered(error))
        unanswered = [...unanswered, { workflowId: workflow.id, document }].slice(-MOST_UNANSWERED);
      if (!isHere()) throw error;
      if (!isConflict(error) || round === MOST_ROUNDS) throw refused(error);
      await takeInNewest(workflow.id, true).catch((problem: unknown) => {
        throw refused(problem);
      });
      const { clash, saveState } = useEditor.getState();
      if (clash) throw error;
      if (saveState === "saved") return useEditor.getState().setHold(undefined);
    }
  }
}

/** Fetches what others have saved and brings it into the draft. `sure`: no save of one's own can overtake the answer. */
export async function takeInNewest(workflowId: string, sure = false): Promise<void> {
  const newest = await getWorkflow(workflowId);
  const own = unanswered.filter((one) => one.workflowId === workflowId).map(({ document }) => document);
  useEditor.getState().takeIn(newest, { unanswered: own, sure });
}

const isConflict = (error: unknown): boolean => error instanceof ApiProblem && error.status === CONFLICT;
const isFullDisk = (error: unknown): boolean => error instanceof ApiProblem && error.code === "server.diskFull";
const isUnanswered = (error: unknown): boolean => error instanceof ApiProblem && error.code === "network";

/** Why it will be refused again, however often one tries. */
const holds: Readonly<Record<number, Hold>> = { 401: "signedOut", 403: "role", 404: "deleted" };
export const holdOf = (error: unknown): Hold | undefined =>
  error instanceof ApiProblem ? holds[error.status] : undefined;

function refused(error: unknown): unknown {
  const { setSaveState, setHold, hold: before } = useEditor.getState();
  setSaveState("failed");
  // What came by other news meanwhile keeps it from being saved longer than a full disk does.
  const hold = isFullDisk(error) ? (before ?? "diskFull") : holdOf(error);
  if (hold || before === "diskFull") setHold(hold);
  return error;
}

/**
 * Saves by itself when the hands rest, again when the server did not answer, and before the page is left. What cannot be
 * saved is kept in this browser for its person.
 */
export function useSaving(userId: string | undefined): void {
  const document = useEditor((state) => state.document);
  const saveState = useEditor((state) => state.saveState);
  const hold = useEditor((state) => state.hold);
  const readOnly = useEditor((state) => state.readOnly);
  useEffect(() => {
    if ((saveState !== "unsaved" && saveState !== "failed") || hold === "deleted") return undefined;
    // The state tells what came of it.
    const save = () => void saveDraft().catch(() => undefined);
    const pause = saveState === "unsaved" ? QUIET_MS : AGAIN_MS;
    // Somebody else makes room, and nobody here hears of it.
    const timer = setTimeout(save, hold && hold !== "diskFull" ? HELD_AGAIN_MS : pause);
    window.addEventListener("online", save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", save);
    };
  }, [document, saveState, hold]);
  useEffect(() => {
    if (userId === undefined) return;
    if (saveState === "saved") forgetKept(userId);
    else if (saveState === "failed" || saveState === "conflict" || hold || readOnly) keepHere(userId);
  }, [document, saveState, hold, readOnly, userId]);
  useEffect(() => {
    const isSaved = () => useEditor.getState().saveState === "saved";
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSaved() && !isGivenUp() && !isSomebodyElse()) event.preventDefault();
    };
    const hide = () => {
      if (!isSaved() && userId !== undefined) keepHere(userId, true);
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("pagehide", hide);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("pagehide", hide);
      if (isSaved()) return;
      hide();
      const forget = () => userId !== undefined && forgetKept(userId);
      void saveDraft().then(forget, () => undefined);
    };
  }, [userId]);
}
