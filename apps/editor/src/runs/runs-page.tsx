import { Button, Group, Select, Stack } from "@mantine/core";
import { IconHistory, IconHistoryOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { runStatuses, type RunStatus } from "@leeway/engine";
import { useRuns, type RunFilter } from "../api/runs.js";
import { StopButton } from "../brakes/stop-button.js";
import { useFilter } from "../ui/filter.js";
import { useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { statusLooks } from "../ui/status.js";
import { WorkflowFilter } from "../ui/workflow-filter.js";
import { BulkBar } from "./bulk-bar.js";
import { useFreshRuns } from "./fresh-runs.js";
import { RunList } from "./run-list.js";

/** Every run of the workspace, newest first; the filter lives in the address. */
export default function RunsPage() {
  const t = useT();
  const inAddress = useFilter<"workflow" | "status">();
  const filter = filterOf(inAddress.value);
  const runs = useRuns(filter);
  useFreshRuns(filter.workflowId);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.workflowId !== undefined || filter.status !== undefined;
  return (
    <Page title={t("runs.title")} text={t("runs.text")} button={<StopButton workflowId={filter.workflowId ?? null} />}>
      <Stack>
        {(items.length > 0 || filtered) && <Filters filter={filter} onChange={inAddress.set} />}
        <BulkBar key={JSON.stringify(filter)} filter={filter} none={items.length === 0} />
        {runs.isPending && <Waiting rows={6} />}
        {runs.error && <Failed error={runs.error} again={() => void runs.refetch()} />}
        {runs.isSuccess && items.length === 0 && <Nothing filtered={filtered} onClear={inAddress.clear} />}
        {items.length > 0 && <RunList runs={items} />}
        <More list={runs} />
      </Stack>
    </Page>
  );
}

function filterOf(valueOf: (name: "workflow" | "status") => string | null): RunFilter {
  const workflowId = valueOf("workflow");
  const status = runStatuses.find((one) => one === valueOf("status"));
  return { ...(workflowId && { workflowId }), ...(status && { status }) };
}

interface FiltersProps {
  filter: RunFilter;
  onChange: (name: "workflow" | "status", value: string | null) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const t = useT();
  const statuses: readonly RunStatus[] = [
    "needs_attention",
    "failed",
    "running",
    "waiting",
    "queued",
    "succeeded",
    "cancelled",
  ];
  return (
    <Group gap="sm">
      <WorkflowFilter value={filter.workflowId} onChange={(value) => onChange("workflow", value)} />
      <Select
        aria-label={t("runs.filter.status")}
        placeholder={t("runs.filter.status.all")}
        data={statuses.map((value) => ({ value, label: t(statusLooks[value].word) }))}
        value={filter.status ?? null}
        onChange={(value) => onChange("status", value)}
        clearable
        w={{ base: "100%", xs: 200 }}
      />
    </Group>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useT();
  return filtered ? (
    <Empty icon={IconHistoryOff} title={t("runs.none.title")} text={t("runs.none.text")}>
      <Button variant="default" onClick={onClear}>
        {t("runs.filter.clear")}
      </Button>
    </Empty>
  ) : (
    <Empty icon={IconHistory} title={t("runs.empty.title")} text={t("runs.empty.text")}>
      <Button component={Link} to="/workflows">
        {t("runs.empty.button")}
      </Button>
    </Empty>
  );
}
