import { useState, type ReactNode } from "react";
import { ActionIcon, Button, Group, Menu, Tooltip } from "@mantine/core";
import { IconBan, IconEye, IconEyeOff, IconPencil, IconPlayerSkipForward, IconRepeat } from "@tabler/icons-react";
import type { LoopItem } from "@leeway/api";
import type { LoopState, StepState } from "@leeway/engine";
import { ask } from "../../ui/confirm.js";
import { useMay } from "../../api/permission.js";
import { useT } from "../../ui/language.js";
import { VersionChoices, VersionMenu, type Version } from "../version-menu.js";
import { EditItem } from "./edit-item.js";
import { useLookedItems } from "./looked-items.js";
import { doneOf } from "./pace.js";
import { useSayItems } from "./say-items.js";

type Loop = StepState & { loop: LoopState };

/** A failed item has stopped the loop: once that is mended, those that have not begun follow. */
export const goesOn = ({ status, loop }: Loop): boolean => status === "failed" && doneOf(loop) < loop.count;

/** What can be done about all of a loop's items. */
export function LoopButtons({ runId, step }: { runId: string; step: Loop }) {
  const may = useMay();
  const t = useT();
  const { say, busy } = useSayItems(runId, step.key, goesOn(step));
  const { loop } = step;
  const left = loop.count - doneOf(loop);
  const again = (indexes: "failed" | "rest", count: number, version: Version) =>
    say({ indexes, action: "retry", ...(version && { version }) }, count);
  const stop = () =>
    ask(t, {
      title: t("items.stop.title"),
      text: t("items.stop.text", { count: left }),
      yes: t("items.stop"),
      no: t("items.stop.keep"),
      loss: true,
      onYes: () => say({ indexes: "rest", action: "skip" }, left),
    });
  if (!may("runs.settle")) return null;
  return (
    <>
      {loop.failed > 0 && (
        <RetryFailed
          label={t("items.retryFailed", { count: loop.failed })}
          running={step.status === "running"}
          loading={busy}
          onRetry={(version) => again("failed", loop.failed, version)}
        />
      )}
      {step.finishedAt !== undefined && left > 0 && (
        <VersionMenu
          size="compact-sm"
          variant="light"
          loading={busy}
          label={t("items.rest")}
          testId="go-on-with-rest"
          onChoose={(version) => again("rest", left, version)}
        />
      )}
      {step.status === "running" && left > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBan size={14} aria-hidden />}
          data-testid="stop-loop"
          onClick={stop}
        >
          {t("items.stop")}
        </Button>
      )}
    </>
  );
}

interface RetryFailedProps {
  label: string;
  running: boolean;
  loading: boolean;
  onRetry: (version: Version) => void;
}

/** A run that goes keeps its version; the one that repeats it may have a mended one. */
function RetryFailed({ label, running, loading, onRetry }: RetryFailedProps) {
  const testId = "retry-failed";
  const looks = { size: "compact-sm", variant: "light", loading } as const;
  if (!running) return <VersionMenu {...looks} label={label} testId={testId} onChoose={onRetry} />;
  return (
    <Button
      {...looks}
      leftSection={<IconRepeat size={14} aria-hidden />}
      data-testid={testId}
      onClick={() => onRetry(undefined)}
    >
      {label}
    </Button>
  );
}

/** Of a loop what its items need to know: it stays the same however far the loop is. */
export interface LoopName {
  runId: string;
  loopKey: string;
  loopId: string;
  running: boolean;
  /** Its items can be done again or left out now. */
  changes: boolean;
  /** A word about an item that stopped it lets it go on. */
  goesOn: boolean;
}

interface ItemButtonsProps extends LoopName {
  item: LoopItem;
  isOpen: boolean;
}

/** What can be done about one item. */
export function ItemButtons({ runId, loopKey, loopId, running, changes, goesOn, item, isOpen }: ItemButtonsProps) {
  const t = useT();
  const { say } = useSayItems(runId, loopKey, goesOn);
  const look = useLookedItems((state) => state.look);
  const [edits, setEdits] = useState(false);
  const { index, status } = item;
  const number = index + 1;
  const settles = useMay()("runs.settle") && changes;
  // What was cut off with its loop is no part of the rest: its number alone does it again.
  const isCutOff = !running && (status === "cancelled" || status === "unknown");
  const retry = (version: Version, data?: LoopItem["data"]) => {
    const send = () =>
      say({ indexes: [index], action: "retry", ...(data !== undefined && { data }), ...(version && { version }) }, 1);
    // Who has written other data has read there what doing it again means.
    if (!isCutOff || (status === "cancelled" && data !== undefined)) return send();
    const cut = { title: t("items.cutOff.title", { number }), text: t("items.cutOff.text") };
    const unclear = { title: t("replay.unknown.title"), text: t("items.unknown.text", { number }) };
    ask(t, { ...(status === "unknown" ? unclear : cut), yes: t("replay.repeated.yes"), loss: true, onYes: send });
  };
  // What is under way comes to its end by itself.
  const skippable = settles && (status === "failed" || (status === "pending" && running));
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <Tool
        label={t(isOpen ? "items.close" : "items.open", { number })}
        testId={`open-item-${index}`}
        onClick={() => look({ runId, loopKey, loopId }, isOpen ? undefined : index)}
      >
        {isOpen ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
      </Tool>
      {settles && (status === "failed" || isCutOff) && (
        <>
          <RetryOne
            label={t("items.retry.one", { number })}
            testId={`retry-item-${index}`}
            running={running}
            onRetry={retry}
          />
          <Tool label={t("items.edit.one", { number })} testId={`edit-item-${index}`} onClick={() => setEdits(true)}>
            <IconPencil size={16} aria-hidden />
          </Tool>
        </>
      )}
      {skippable && (
        <Tool
          label={t("items.skip.one", { number })}
          testId={`skip-item-${index}`}
          onClick={() => say({ indexes: [index], action: "skip" }, 1)}
        >
          <IconPlayerSkipForward size={16} aria-hidden />
        </Tool>
      )}
      {edits && (
        <EditItem
          item={item}
          running={running}
          goesOn={goesOn}
          onClose={() => setEdits(false)}
          onDone={(data, version) => {
            setEdits(false);
            retry(version, data);
          }}
        />
      )}
    </Group>
  );
}

/** As with all that failed: in which version is asked where another run does it. */
function RetryOne({ label, testId, running, onRetry }: Omit<RetryFailedProps, "loading"> & { testId: string }) {
  const icon = <IconRepeat size={16} aria-hidden />;
  if (running)
    return (
      <Tool label={label} testId={testId} onClick={() => onRetry(undefined)}>
        {icon}
      </Tool>
    );
  return (
    <Menu position="bottom-end" hideDetached={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} data-testid={testId}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <VersionChoices onChoose={onRetry} />
    </Menu>
  );
}

interface ToolProps {
  label: string;
  testId: string;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, testId, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} data-testid={testId} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
