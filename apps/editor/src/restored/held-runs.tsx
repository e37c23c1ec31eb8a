import { useState } from "react";
import { Anchor, Button, Checkbox, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ListedRun } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { useCancelRestored, useGoOn, useRestoredRuns } from "../api/restored.js";
import { RunMarks } from "../runs/run-marks.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { More } from "../ui/more.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { StatusBadge } from "../ui/status.js";

/** As many as the server takes in one call. */
const AT_ONCE = 1_000;

/** The runs that were under way when the backup was made, and people's word about each. */
export function HeldRuns({ total }: { total: number }) {
  const t = useT();
  const list = useRestoredRuns();
  const may = useMay()("runs.settle");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (id: string, on: boolean) =>
    setChosen((old) => new Set(on ? [...old, id] : [...old].filter((one) => one !== id)));
  const ids = items.map(({ id }) => id).filter((id) => chosen.has(id));
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {t("restored.runs.title", { count: total })}
      </Title>
      <Text size="sm" maw={820}>
        {t("restored.runs.text")}
      </Text>
      {list.isPending && <Waiting rows={4} />}
      {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
      {items.length > 0 && may && (
        <Paper withBorder px="md" py="xs">
          <Group mih={36} justify="space-between">
            <Checkbox
              label={ids.length === 0 ? t("restored.chooseAll") : t("restored.chosen", { count: ids.length })}
              checked={ids.length === items.length}
              indeterminate={ids.length > 0 && ids.length < items.length}
              onChange={(event) => setChosen(new Set(event.currentTarget.checked ? items.map(({ id }) => id) : []))}
            />
            <Words ids={ids.slice(0, AT_ONCE)} total={total} onDone={() => setChosen(new Set())} />
          </Group>
        </Paper>
      )}
      <Stack component="ul" p={0} m={0} gap="xs" aria-label={t("restored.runs.title", { count: total })}>
        {items.map((run) => (
          <Row key={run.id} run={run} chosen={chosen.has(run.id)} {...(may && { onChoose: choose })} />
        ))}
      </Stack>
      <More list={list} />
    </Stack>
  );
}

/** For those that are chosen, or, to go on, for all. */
function Words({ ids, total, onDone }: { ids: string[]; total: number; onDone: () => void }) {
  const t = useT();
  const [goOn, cancel] = [useGoOn(), useCancelRestored()];
  const count = ids.length || total;
  const told = (message: "restored.goOn.done" | "restored.cancel.done") => ({
    onSuccess: () => {
      sayDone(t(message, { count }));
      onDone();
    },
    onError: (error: Error) => sayError(error, t),
  });
  const letGoOn = () =>
    ask(t, {
      title: t("restored.goOn.title", { count }),
      text: t("restored.goOn.text"),
      yes: t("restored.goOn"),
      onYes: () => goOn.mutate(ids.length > 0 ? ids : undefined, told("restored.goOn.done")),
    });
  const end = () =>
    ask(t, {
      title: t("restored.cancel.title", { count }),
      text: t("restored.cancel.text"),
      yes: t("restored.cancel"),
      no: t("restored.cancel.keep"),
      loss: true,
      onYes: () => cancel.mutate(ids, told("restored.cancel.done")),
    });
  return (
    <Group gap="sm">
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={letGoOn}
        loading={goOn.isPending}
        data-testid="restored-go-on"
      >
        {ids.length === 0 ? t("restored.goOn.all", { count: total }) : t("restored.goOn")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={end}
        loading={cancel.isPending}
        disabled={ids.length === 0}
        data-testid="restored-cancel"
      >
        {t("restored.cancel")}
      </Button>
    </Group>
  );
}

interface RowProps {
  run: ListedRun;
  chosen: boolean;
  /** Of who may say a word about it. */
  onChoose?: (id: string, on: boolean) => void;
}

function Row({ run, chosen, onChoose }: RowProps) {
  const t = useT();
  return (
    <Paper component="li" withBorder p="sm" style={{ listStyle: "none" }} data-testid={`restored-${run.id}`}>
      <Group gap="sm" wrap="nowrap">
        {onChoose && (
          <Checkbox
            aria-label={t("restored.choose", { name: run.workflowName })}
            checked={chosen}
            onChange={(event) => onChoose(run.id, event.currentTarget.checked)}
          />
        )}
        <StatusBadge status={run.status} />
        <Group gap={6} flex={1} miw={0}>
          <Anchor component={Link} className="leeway-name" to={`/runs/${run.id}`} c="inherit" fw={500} lineClamp={2}>
            {run.workflowName}
          </Anchor>
          <RunMarks run={run} />
        </Group>
        <Moment at={run.createdAt} size="sm" c="dimmed" />
      </Group>
    </Paper>
  );
}
