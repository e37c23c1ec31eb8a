import { lazy, Suspense, type KeyboardEvent } from "react";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { focusCard } from "../canvas/focus.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { WaitingPage } from "../ui/states.js";
import css from "./editor.module.css";

const Inspector = lazy(() => import("../inspector/inspector.js").then((module) => ({ default: module.Inspector })));

/** The settings of the one chosen step, at the right. Escape goes back to its card. */
export function Side({ workflowId }: { workflowId: string }) {
  const t = useT();
  const nodeId = useEditor(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  const select = useEditor((state) => state.select);
  if (nodeId === undefined) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Menus and lists that belong to a field close themselves first.
    if (event.key !== "Escape" || event.defaultPrevented || !event.currentTarget.contains(event.target as Element))
      return;
    event.stopPropagation();
    focusCard(nodeId);
  };
  return (
    <aside
      className={css.side}
      aria-label={t("editor.inspector")}
      data-inspector
      data-testid="inspector"
      onKeyDown={onKeyDown}
    >
      <Suspense fallback={<WaitingPage />}>
        <Inspector workflowId={workflowId} nodeId={nodeId} />
      </Suspense>
      <Tooltip label={t("editor.inspector.close")} position="left">
        <ActionIcon
          className={css.close}
          variant="subtle"
          color="gray"
          aria-label={t("editor.inspector.close")}
          data-testid="inspector-close"
          onClick={() => {
            select([]);
            focusCard(nodeId);
          }}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </aside>
  );
}
