import { lazy, Suspense, useEffect, type KeyboardEvent, type ReactNode } from "react";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { focusCard } from "../canvas/focus.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { WaitingPage } from "../ui/states.js";
import { useSettingsOpen } from "../workflow-settings/settings-open.js";
import css from "./editor.module.css";

const Inspector = lazy(() => import("../inspector/inspector.js").then((module) => ({ default: module.Inspector })));
const WorkflowSettings = lazy(() =>
  import("../workflow-settings/panel.js").then((module) => ({ default: module.WorkflowSettings })),
);

/** The settings of the one chosen step, or of the workflow, at the right. */
export function Side({ workflowId }: { workflowId: string }) {
  const t = useT();
  const nodeId = useEditor(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  const select = useEditor((state) => state.select);
  const settings = useSettingsOpen((state) => state.workflowId === workflowId);
  const close = useSettingsOpen((state) => state.close);
  // Whoever chooses a step is done with the workflow as a whole.
  useEffect(() => {
    if (nodeId !== undefined) close();
  }, [nodeId, close]);
  if (nodeId !== undefined) {
    const leave = () => {
      select([]);
      focusCard(nodeId);
    };
    return (
      <Panel label={t("editor.inspector")} testId="inspector" onEscape={() => focusCard(nodeId)} onClose={leave}>
        <Inspector workflowId={workflowId} nodeId={nodeId} />
      </Panel>
    );
  }
  if (!settings) return null;
  const leave = () => {
    close();
    document.querySelector<HTMLElement>("[data-testid=toolbar-more]")?.focus();
  };
  return (
    <Panel label={t("wsettings.title")} testId="workflow-settings" onEscape={leave} onClose={leave}>
      <WorkflowSettings workflowId={workflowId} />
    </Panel>
  );
}

interface PanelProps {
  label: string;
  testId: "inspector" | "workflow-settings";
  onEscape: () => void;
  onClose: () => void;
  children: ReactNode;
}

function Panel({ label, testId, onEscape, onClose, children }: PanelProps) {
  const t = useT();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Menus and lists that belong to a field close themselves first.
    if (event.key !== "Escape" || event.defaultPrevented || !event.currentTarget.contains(event.target as Element))
      return;
    event.stopPropagation();
    onEscape();
  };
  return (
    <aside
      className={css.side}
      aria-label={label}
      {...(testId === "inspector" && { "data-inspector": true })}
      data-testid={testId}
      onKeyDown={onKeyDown}
    >
      <Suspense fallback={<WaitingPage />}>{children}</Suspense>
      <Tooltip label={t("editor.inspector.close")} position="left">
        <ActionIcon
          className={css.close}
          variant="subtle"
          color="gray"
          aria-label={t("editor.inspector.close")}
          data-testid={`${testId}-close`}
          onClick={onClose}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </aside>
  );
}
