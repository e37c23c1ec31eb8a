import { useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { PresenceAnswer, Role, WorkflowNews } from "@leeway/api";
import { useMe } from "../api/account.js";
import { followWorkflow } from "../api/streams.js";
import { tabId } from "../api/tab-id.js";
import { leavePresence, tellPresence } from "../api/together.js";
import { getWorkflow } from "../api/workflows.js";
import { holdOf, savesDone, takeInNewest } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { heardOf } from "./authors.js";
import { usePeople } from "./people.js";
import { useWho } from "./use-who.js";

/** Well below the time after which the server forgets a tab. */
const BEAT_MS = 15_000;
/** Choosing one step after the other is told once. */
const CHOSEN_MS = 250;

const known = (workflowId: string): number => {
  const { workflow, clash } = useEditor.getState();
  return workflow?.id === workflowId ? (clash ?? workflow).revision : Infinity;
};

/** Brings in what others have saved, once no save of one's own is under way. */
async function hearOf(workflowId: string, revision: number): Promise<void> {
  await savesDone();
  // Where it cannot be fetched, the next sign of life tells of it again.
  if (revision > known(workflowId)) await takeInNewest(workflowId).catch(() => undefined);
}

/** Together with others at one workflow: hears what they do, and tells them where one is oneself. */
export function useTogether(workflowId: string): void {
  const me = useMe().data;
  const userId = me?.user.id;
  const role = me?.workspace.role;
  const client = useQueryClient();
  const t = useT();
  const { one } = useWho();
  const chosen = useEditor(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  useEffect(() => {
    if (userId === undefined) return undefined;
    const show = ({ people }: Pick<PresenceAnswer, "people">) => {
      usePeople.getState().show(people, userId);
      const own = people.find(({ id }) => id === userId);
      // What one may do here has been changed by somebody else.
      if (own && own.role !== latest.role) void client.invalidateQueries({ queryKey: ["me"] });
    };
    const beat = async () => {
      try {
        latest.told = latest.step;
        const answer = await tellPresence(workflowId, tabId, latest.told);
        show(answer);
        if (useEditor.getState().hold === "signedOut") useEditor.getState().setHold(undefined);
        await hearOf(workflowId, answer.revision);
        // What was told while this tab could not be reached.
        if (isKnownLive(workflowId, answer.published)) return;
        await refresh(workflowId);
      } catch (error) {
        latest.told = undefined;
        const hold = holdOf(error);
        if (hold && useEditor.getState().workflow?.id === workflowId) useEditor.getState().setHold(hold);
        if (hold === "role") void client.invalidateQueries({ queryKey: ["me"] });
      }
    };
    const onNews = (news: WorkflowNews) => {
      if (news.type === "people") show(news);
      if (news.type === "deleted") useEditor.getState().setHold("deleted");
      if (news.type === "published") {
        void refresh(workflowId);
        if (news.by?.id !== userId) latest.tell(news);
      }
      if (news.type !== "saved") return;
      heardOf(workflowId, news);
      void hearOf(workflowId, news.revision);
    };
    latest.beat = () => void beat();
    const stop = followWorkflow(workflowId, { onNews, onOpen: latest.beat });
    const timer = setInterval(latest.beat, BEAT_MS);
    const awake = () => document.visibilityState === "visible" && latest.beat();
    const leave = () => void leavePresence(workflowId, tabId).catch(() => undefined);
    document.addEventListener("visibilitychange", awake);
    addEventListener("online", latest.beat);
    addEventListener("pagehide", leave);
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", awake);
      removeEventListener("online", latest.beat);
      removeEventListener("pagehide", leave);
      leave();
      latest.told = undefined;
      usePeople.getState().show([], undefined);
    };
  }, [workflowId, userId, client]);
  useEffect(() => {
    latest.role = role;
    latest.tell = ({ by, version }) =>
      sayDone(
        version === null ? t("together.stopped", { who: one(by) }) : t("together.published", { who: one(by), version }),
      );
  }, [role, t, one]);
  useEffect(() => {
    latest.step = chosen ?? null;
    // A tab that has just opened has told of it by its first sign of life.
    const timer = setTimeout(() => latest.told === latest.step || latest.beat(), CHOSEN_MS);
    return () => clearTimeout(timer);
  }, [chosen]);
}

type Published = Extract<WorkflowNews, { type: "published" }>;
/** What the next sign of life says, what the last one said, how to give one, the role that one is known to have, and how to tell of others. */
const latest: {
  step: string | null;
  told: string | null | undefined;
  role: Role | undefined;
  beat: () => void;
  tell: (news: Published) => void;
} = {
  step: null,
  told: undefined,
  role: undefined,
  beat: () => {},
  tell: () => {},
};

const isKnownLive = (workflowId: string, version: number | null): boolean => {
  const { workflow } = useEditor.getState();
  return workflow?.id !== workflowId || (workflow.published?.version ?? null) === version;
};

/** Whether something is live, and what, as others have just decided. */
async function refresh(workflowId: string): Promise<void> {
  const workflow = await getWorkflow(workflowId).catch(() => undefined);
  if (workflow && useEditor.getState().workflow?.id === workflowId) useEditor.getState().refreshed(workflow);
}
