import { memo, useEffect, useMemo, useRef } from "react";
import { Button, Group, Select, Table, Text } from "@mantine/core";
import { useThrottledCallback } from "@mantine/hooks";
import type { LoopItem } from "@leeway/api";
import { ownOf, type LoopState, type StepState } from "@leeway/engine";
import { useLoopItems, useRefreshItems } from "../../api/runs.js";
import { useHandOnFocus } from "../../ui/hand-on-focus.js";
import { useT } from "../../ui/language.js";
import { Failed } from "../../ui/states.js";
import { StatusBadge, statusLooks } from "../../ui/status.js";
import { isOver } from "../cancel-button.js";
import type { RunFacts } from "../facts.js";
import { useLiveRun } from "../live.js";
import { inWords } from "../story/glimpse.js";
import { goesOn, ItemButtons, LoopButtons, type LoopName } from "./item-buttons.js";
import { Flaws } from "./flaws.js";
import { ItemSteps, type ItemStepsProps } from "./item-steps.js";
import { useLookedItems } from "./looked-items.js";
import { doneOf } from "./pace.js";
import css from "./loops.module.css";

export interface LoopItemsProps extends Omit<ItemStepsProps, "index" | "takenFrom"> {
  facts: RunFacts;
}

const shown = [
  "failed",
  "flawed",
  "unknown",
  "running",
  "waiting",
  "succeeded",
  "skipped",
  "cancelled",
  "pending",
] as const;

/** The items of a loop: how each of them fares, what it is, and what can be done about it. */
export function LoopItems({ runId, step, facts, renderStep }: LoopItemsProps) {
  const t = useT();
  const own = useRef<HTMLElement>(null);
  useHandOnFocus(own);
  // Of another run it says nothing.
  const name = `${runId} ${step.key}`;
  const status = useLookedItems(({ listed }) => ownOf(listed, name));
  const listOnly = useLookedItems((state) => state.listOnly);
  const items = useLoopItems(runId, step.key, status);
  useFreshItems(runId, step);
  const opened = useLookedItems(
    (state) => state.items.find((item) => item.runId === runId && item.loopKey === step.key)?.index,
  );
  const rows = useMemo(() => items.data?.pages.flatMap((page) => page.items) ?? [], [items.data]);
  const running = step.status === "running";
  const openedAs = rows.find(({ index }) => index === opened)?.status ?? (running ? "pending" : "succeeded");
  const takenFrom = openedAs === "succeeded" || openedAs === "failed" ? step.takenFrom : undefined;
  const over = useLiveRun(({ runId: live, state }) => live !== runId || state === undefined || isOver(state.status));
  // What comes behind the loop has begun with what there was of it.
  const changes = running || over;
  const loop = { runId, loopKey: step.key, loopId: step.nodeId, running, changes, goesOn: goesOn(step) };
  return (
    <section ref={own} className={css.items} aria-label={t("items.title")} data-testid={`items-${step.key}`}>
      <Group gap="xs" align="center">
        <Select
          size="xs"
          w={190}
          maxDropdownHeight={320}
          aria-label={t("items.filter")}
          data-testid="items-filter"
          allowDeselect={false}
          data={[
            { value: "", label: t("items.filter.all") },
            ...shown.map((one) => ({
              value: one,
              label: t(one === "flawed" ? "items.filter.flawed" : statusLooks[one].word),
            })),
          ]}
          value={status ?? ""}
          onChange={(value) =>
            listOnly(
              name,
              shown.find((one) => one === value),
            )
          }
        />
        {changes && <LoopButtons runId={runId} step={step} />}
      </Group>
      {!changes && step.loop.failed > 0 && (
        <Text size="sm" c="dimmed">
          {t("items.later")}
        </Text>
      )}
      {opened !== undefined && <ItemSteps {...{ runId, step, takenFrom, renderStep }} index={opened} />}
      {items.error && <Failed error={items.error} again={() => void items.refetch()} />}
      {!items.error && <Rows {...loop} rows={rows} opened={opened} facts={facts} />}
      {items.data && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("items.none")}
        </Text>
      )}
      {items.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={items.isFetchingNextPage}
          onClick={() => void items.fetchNextPage()}
        >
          {t("items.more")}
        </Button>
      )}
    </section>
  );
}

const QUIET_MS = 1_500;

/** What is shown of items is read again when the loop has moved on, now and then and not for each of its items. */
function useFreshItems(runId: string, { loop, status }: StepState & { loop: LoopState }): void {
  const fresh = useThrottledCallback(useRefreshItems(runId), QUIET_MS);
  const done = `${doneOf(loop)} ${loop.failed} ${status}`;
  useEffect(() => fresh(), [fresh, done]);
}

interface RowsProps extends LoopName {
  rows: readonly LoopItem[];
  opened: number | undefined;
  facts: RunFacts;
}

/** A loop of many items moves several times a second: rows that stay the same are left alone. */
const Rows = memo(function Rows({ rows, opened, facts, ...loop }: RowsProps) {
  const t = useT();
  if (rows.length === 0) return null;
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t("items.title")}>
      <Table stickyHeader verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("items.number")}</Table.Th>
            <Table.Th>{t("items.state")}</Table.Th>
            <Table.Th>{t("items.data")}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((item) => (
            <Row key={item.index} {...loop} item={item} isOpen={item.index === opened} facts={facts} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
});

interface RowProps extends LoopName {
  item: LoopItem;
  isOpen: boolean;
  facts: RunFacts;
}

const Row = memo(function Row({ item, isOpen, facts, ...loop }: RowProps) {
  const t = useT();
  const words = inWords(item.data, facts.say);
  return (
    <Table.Tr
      className={css.row}
      data-opened={isOpen || undefined}
      data-testid={`item-${item.index}`}
      data-status={item.status}
    >
      <Table.Td>{facts.say.number(item.index + 1)}</Table.Td>
      <Table.Td>
        <StatusBadge status={item.status} size="sm" />
      </Table.Td>
      <Table.Td className={css.data ?? ""}>
        <Text size="sm" className={css.cut} title={words}>
          {words}
        </Text>
        {item.error && (
          <Text size="xs" className={css.red} title={item.error.hint}>
            {item.error.message}
          </Text>
        )}
        {item.handledErrors !== undefined && <Flaws words={t("items.flawed", { count: item.handledErrors })} />}
      </Table.Td>
      <Table.Td>
        <ItemButtons {...loop} item={item} isOpen={isOpen} />
      </Table.Td>
    </Table.Tr>
  );
});
