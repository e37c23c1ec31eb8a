import { useEffect, useRef } from "react";
import { notifications } from "@mantine/notifications";
import type { Workflow } from "@leeway/api";
import { useMe } from "../api/account.js";
import { useMay } from "../api/permission.js";
import { openWithKept, takeKept } from "../document/kept-drafts.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { useClock } from "../ui/moment.js";

/** Opens what the server has, with what this person could not save the last time; who may only look changes nothing. */
export function useOpening(workflow: Workflow | undefined): void {
  const t = useT();
  const clock = useClock();
  const userId = useMe().data?.user.id;
  const mayEdit = useMay()("workflows.edit");
  useEffect(() => {
    const { hold, setHold } = useEditor.getState();
    if (mayEdit && hold === "role") setHold(undefined);
  }, [mayEdit]);
  const opened = useRef<Workflow>(undefined);
  useEffect(() => {
    if (!workflow || userId === undefined || opened.current === workflow) return;
    opened.current = workflow;
    const kept = mayEdit ? takeKept(userId, workflow.id) : undefined;
    if (!kept) return useEditor.getState().open(workflow);
    openWithKept(workflow, kept);
    notifications.show({ color: "gray", message: t("together.back", { when: clock(kept.at) }), autoClose: 8_000 });
  }, [workflow, userId, mayEdit, t, clock]);
}
