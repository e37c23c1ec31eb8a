import { Group, MultiSelect, Select } from "@mantine/core";
import { runStatuses, type RunStatus } from "@leeway/engine";
import { definitions } from "@leeway/nodes";
import { periods, type Period, type RunFilter } from "../api/run-filter.js";
import type { FilterIn } from "../ui/filter.js";
import { useT, useText } from "../ui/language.js";
import { localTime } from "../ui/local-time.js";
import { MomentField } from "../ui/moment-field.js";
import { statusLooks } from "../ui/status.js";
import { WorkflowFilter } from "../ui/workflow-filter.js";

/** How the filter of the runs is called in the address. */
export type FilterName = "q" | "workflow" | "status" | "trigger" | "time" | "from" | "to";
/** From one moment to another, as against one of the usual stretches. */
const OWN = "own";
const triggers = definitions.filter(({ kind }) => kind === "trigger");
/** What people look for first stands first. */
const statuses: readonly RunStatus[] = [
  "needs_attention",
  "failed",
  "running",
  "waiting",
  "queued",
  "succeeded",
  "cancelled",
];

/** What of the address is meant; what means nothing is left out. */
export function filterIn({ value }: FilterIn<FilterName>): RunFilter {
  const q = value("q")?.trim();
  const workflowId = value("workflow");
  const named = value("status")?.split(",") ?? [];
  const status = runStatuses.filter((one) => named.includes(one));
  const trigger = value("trigger");
  const period = periods.find((one) => one === value("time"));
  const [from, to] = period ? [] : [momentIn(value("from")), momentIn(value("to"))];
  return {
    ...(q && { q }),
    ...(workflowId && { workflowId }),
    ...(status.length > 0 && { status }),
    ...(trigger && { trigger }),
    ...(period && { period }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

const momentIn = (text: string | null | undefined) =>
  text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined;

/** By workflow, state, what started it, and time; all of it stands in the address. */
export function RunFilters({ filter, address }: { filter: RunFilter; address: FilterIn<FilterName> }) {
  const t = useT();
  const text = useText();
  const known = triggers.map(({ type, title }) => ({ value: type, label: text(title) }));
  const { trigger } = filter;
  const own = trigger !== undefined && !known.some(({ value }) => value === trigger);
  return (
    <Group gap="sm" align="flex-start">
      <WorkflowFilter value={filter.workflowId} onChange={(workflow) => address.set({ workflow })} />
      <MultiSelect
        aria-label={t("runs.filter.status")}
        {...(!filter.status && { placeholder: t("runs.filter.status.all") })}
        data={statuses.map((value) => ({ value, label: t(statusLooks[value].word) }))}
        value={[...(filter.status ?? [])]}
        onChange={(chosen) => address.set({ status: chosen.join(",") })}
        clearable
        w={{ base: "100%", xs: "auto" }}
        miw={200}
        maw={{ xs: 420 }}
      />
      <Select
        aria-label={t("runs.filter.trigger")}
        placeholder={t("runs.filter.trigger.all")}
        data={own ? [...known, { value: trigger, label: trigger }] : known}
        value={trigger ?? null}
        onChange={(chosen) => address.set({ trigger: chosen })}
        clearable
        w={{ base: "100%", xs: 220 }}
      />
      <TimeFilter filter={filter} address={address} />
    </Group>
  );
}

function TimeFilter({ filter: { period, from, to }, address }: { filter: RunFilter; address: FilterIn<FilterName> }) {
  const t = useT();
  const own = period === undefined && (from !== undefined || to !== undefined || address.value("time") === OWN);
  const choices: readonly (Period | typeof OWN)[] = [...periods, OWN];
  return (
    <>
      <Select
        aria-label={t("runs.filter.time")}
        placeholder={t("runs.filter.time.all")}
        data={choices.map((value) => ({ value, label: t(`runs.filter.time.${value}`) }))}
        value={period ?? (own ? OWN : null)}
        onChange={(time) => address.set({ time, from: null, to: null })}
        clearable
        w={{ base: "100%", xs: 180 }}
      />
      {own && (
        <Group gap="sm" w="100%">
          <MomentField
            label={t("period.from")}
            value={shown(from)}
            onChange={(at) => address.set({ from: kept(at) })}
          />
          <MomentField label={t("period.to")} value={shown(to)} onChange={(at) => address.set({ to: kept(at) })} />
        </Group>
      )}
    </>
  );
}

const shown = (at: string | undefined) => (at === undefined ? "" : localTime(new Date(at)));
const kept = (moment: string) => momentIn(moment) ?? null;
