import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { ActionIcon, Button, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronUp, IconX } from "@tabler/icons-react";
import { useRuns } from "../api/runs.js";
import { followWorkflow } from "../api/streams.js";
import { useEditor } from "../document/store.js";
import { useFreshRuns } from "../runs/fresh-runs.js";
import { useLiveRun } from "../runs/live.js";
import { useLookedItems } from "../runs/loops/looked-items.js";
import { RunDrawer } from "../runs/run-drawer.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { remember, remembered } from "../ui/remembered.js";
import { StatusBadge } from "../ui/status.js";
import css from "./editor.module.css";

const LOWEST = 120;
const USUAL = 240;

/** The run below the canvas. One that starts by itself, by a webhook for example, appears by itself. */
export function RunArea({ workflowId }: { workflowId: string }) {
  const t = useT();
  const runId = useLiveRun((state) => state.runId);
  const follow = useLiveRun((state) => state.follow);
  const stop = useLiveRun((state) => state.stop);
  const show = useEditor((state) => state.show);
  const [open, setOpen] = useState(false);
  const closed = useRef(false);
  const [newer, setNewer] = useNewRuns(workflowId, closed);
  const [height, setHeight] = useHeight();
  if (runId === undefined && !open) {
    return (
      <Shut workflowId={workflowId} onOpen={(latest) => (latest === undefined ? setOpen(true) : follow(latest))} />
    );
  }
  const notice = newer !== undefined && newer !== runId && (
    <Group gap="xs" wrap="nowrap" role="status">
      <Text size="sm">{t("editor.drawer.newer")}</Text>
      <Button
        size="compact-sm"
        variant="light"
        data-testid="run-newer"
        onClick={() => {
          follow(newer);
          setNewer(undefined);
        }}
      >
        {t("editor.drawer.show")}
      </Button>
    </Group>
  );
  const close = () => {
    closed.current = true;
    setOpen(false);
    stop();
  };
  return (
    <div className={css.drawer} style={{ height }}>
      <Grip height={height} setHeight={setHeight} />
      <div className={css.run}>
        <RunDrawer workflowId={workflowId} runId={runId} onSelect={show} />
      </div>
      <Tooltip label={t("editor.drawer.close")} position="left">
        <ActionIcon
          className={css.close}
          variant="subtle"
          color="gray"
          aria-label={t("editor.drawer.close")}
          data-testid="run-close"
          onClick={close}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {notice && <div className={css.newer}>{notice}</div>}
    </div>
  );
}

interface ShutProps {
  workflowId: string;
  onOpen: (latest: string | undefined) => void;
}

/** The closed panel: one line with how the latest run went, kept fresh, so that it tells of a new one by itself. */
function Shut({ workflowId, onOpen }: ShutProps) {
  const t = useT();
  const latest = useRuns({ workflowId }, 10).data?.pages[0]?.items[0];
  useFreshRuns(workflowId);
  return (
    <div className={css.shut}>
      <UnstyledButton
        className={css.latest}
        aria-expanded={false}
        data-testid="run-open"
        data-run={latest?.id}
        onClick={() => onOpen(latest?.id)}
      >
        <IconChevronUp size={16} aria-hidden />
        <Text component="span" size="sm" fw={500}>
          {t("editor.drawer")}
        </Text>
        {latest ? (
          <>
            <StatusBadge status={latest.status} size="sm" />
            <Moment at={latest.createdAt} size="sm" c="dimmed" />
          </>
        ) : (
          <Text component="span" size="sm" c="dimmed">
            {t("editor.drawer.none")}
          </Text>
        )}
      </UnstyledButton>
    </div>
  );
}

const A_GLANCE_MS = 2_000;

/** A finished run has been looked at, and nobody looks into one of its steps, or of its items. */
const isSeen = (finishedAt: number | undefined): boolean =>
  finishedAt !== undefined &&
  Date.now() - finishedAt > A_GLANCE_MS &&
  useEditor.getState().selectedNodes.size === 0 &&
  useLookedItems.getState().items.length === 0;

/**
 * Runs that start while one looks: shown at once where none or a finished one is on the screen, else offered. Who has
 * closed the panel is not interrupted any more, however often the webhook is called.
 */
function useNewRuns(workflowId: string, closed: RefObject<boolean>) {
  const [newer, setNewer] = useState<string>();
  useEffect(() => {
    const seen = new Set<string>();
    const onRun = ({ runId }: { runId: string }) => {
      const live = useLiveRun.getState();
      if (seen.has(runId)) return;
      seen.add(runId);
      if (live.runId === runId) return;
      const free = live.runId === undefined ? !closed.current : isSeen(live.state?.finishedAt);
      if (free) live.follow(runId);
      else setNewer(runId);
    };
    return followWorkflow(workflowId, { onRun });
  }, [workflowId, closed]);
  return [newer, setNewer] as const;
}

function useHeight(): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => Number(remembered("drawer")) || USUAL);
  const choose = (wanted: number) => {
    const next = Math.round(Math.min(Math.max(LOWEST, wanted), window.innerHeight * 0.6));
    remember("drawer", String(next));
    setHeight(next);
  };
  return [Math.min(height, window.innerHeight * 0.6), choose];
}

/** The upper edge, to be dragged or moved by arrows. */
function Grip({ height, setHeight }: { height: number; setHeight: (height: number) => void }) {
  const t = useT();
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) setHeight(height - event.movementY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    setHeight(height + (event.key === "ArrowUp" ? 24 : -24));
  };
  return (
    <div
      className={css.grip}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t("editor.drawer.size")}
      aria-valuenow={Math.round(height)}
      aria-valuemin={LOWEST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
