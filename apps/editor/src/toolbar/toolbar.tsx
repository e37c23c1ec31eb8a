import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { StopButton } from "../brakes/stop-button.js";
import { useEditor } from "../document/store.js";
import { ClashBanner } from "../together/clash-banner.js";
import { HoldBanner } from "../together/hold-banner.js";
import { PeopleHere } from "../together/people-here.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { More } from "./more.js";
import { Problems } from "./problems.js";
import { PublishButton, PublishWord } from "./publish.js";
import { RunButton } from "./run.js";
import { SaveButton } from "./save.js";
import { WorkflowName } from "./workflow-name.js";
import css from "./toolbar.module.css";

/** What the workflow is called and how it stands at the left, what one does with it at the right. */
export function Toolbar({ workflowId, onKeys }: { workflowId: string; onKeys: () => void }) {
  return (
    <header className={css.bar}>
      <div className={css.row}>
        <WorkflowName />
        <PublishWord />
        <Group gap="xs" wrap="nowrap" ml="auto">
          <PeopleHere />
          <Allowed to="workflows.edit">
            <UndoRedo />
            <SaveButton />
          </Allowed>
          <Problems />
          <StopButton workflowId={workflowId} small />
          <Allowed to="runs.start">
            <RunButton workflowId={workflowId} />
          </Allowed>
          <Allowed to="workflows.publish">
            <PublishButton workflowId={workflowId} />
          </Allowed>
          <More workflowId={workflowId} onKeys={onKeys} />
        </Group>
      </div>
      <ClashBanner />
      <HoldBanner />
    </header>
  );
}

function UndoRedo() {
  const t = useT();
  const back = useEditor(({ history }) => history.past.length > 0);
  const forth = useEditor(({ history }) => history.future.length > 0);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={`${t("editor.undo")} · Ctrl+Z`} openDelay={400}>
        <ActionIcon
          className={css.quiet ?? ""}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("editor.undo")}
          disabled={!back}
          onClick={undo}
        >
          <IconArrowBackUp size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("editor.redo")} · Ctrl+Y`} openDelay={400}>
        <ActionIcon
          className={css.quiet ?? ""}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("editor.redo")}
          disabled={!forth}
          onClick={redo}
        >
          <IconArrowForwardUp size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
