import { Anchor, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { ListedRun, Run } from "@leeway/api";
import { useT, type Translate } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { StatusBadge } from "../ui/status.js";
import { Found } from "./found.js";
import { RunMarks } from "./run-marks.js";
import { Took } from "./story/words.js";

/** Runs as a table; on a phone as cards. */
export function RunList({ runs }: { runs: readonly ListedRun[] }) {
  const narrow = useMediaQuery("(max-width: 48em)");
  return narrow ? <Cards runs={runs} /> : <Rows runs={runs} />;
}

/** What became of it, in a sentence. */
function resultOf(run: Run, t: Translate): string {
  switch (run.status) {
    case "failed":
      return run.error?.message ?? t("run.failed.title");
    case "needs_attention":
      return t("runs.needsYou");
    case "succeeded":
      return run.handledErrors > 0 ? t("runs.handled", { count: run.handledErrors }) : t("runs.allDone");
    case "cancelled":
      return run.error?.message ?? t("runs.stopped");
    case "waiting":
      if (run.held) return t(`runs.held.${run.held}`);
      return run.waitingFor ? t(`story.waits.${run.waitingFor.reason}`) : t("runs.waits");
    case "queued":
      return run.held ? t(`runs.held.${run.held}`) : t("runs.inQueue");
    case "running":
      return run.held === "restored" ? t("runs.held.restored") : t("runs.underway");
  }
}

const ends = (run: Run) => (run.finishedAt === null ? undefined : Date.parse(run.finishedAt));
const hasErrors = (run: Run) => run.status === "succeeded" && run.handledErrors > 0;
const loud = new Set<Run["status"]>(["failed", "needs_attention"]);

function Result({ run }: { run: Run }) {
  const t = useT();
  return (
    <Text size="sm" lineClamp={2} {...(!loud.has(run.status) && !hasErrors(run) && { c: "dimmed" })}>
      {hasErrors(run) && <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: -2, marginRight: 4 }} />}
      {resultOf(run, t)}
    </Text>
  );
}
/** A run that waits for a person has stopped its clock. */
const Lasted = ({ run }: { run: Run }) =>
  run.status === "needs_attention" || run.startedAt === null ? null : (
    <Took from={Date.parse(run.startedAt)} to={ends(run)} />
  );

function Rows({ runs }: { runs: readonly ListedRun[] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("runs.column.status")}</Table.Th>
            <Table.Th w="32%">{t("runs.column.workflow")}</Table.Th>
            <Table.Th>{t("runs.column.result")}</Table.Th>
            <Table.Th>{t("runs.column.started")}</Table.Th>
            <Table.Th ta="right">{t("runs.column.took")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Row key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ run }: { run: ListedRun }) {
  const navigate = useNavigate();
  const address = `/runs/${run.id}`;
  return (
    <Table.Tr data-testid={`run-row-${run.id}`} style={{ cursor: "pointer" }} onClick={() => void navigate(address)}>
      <Table.Td w={140}>
        <StatusBadge status={run.status} />
      </Table.Td>
      <Table.Td>
        {/* Marks go below a name that leaves them no room: the name says which run it is. */}
        <Group gap={4}>
          <Anchor
            component={Link}
            to={address}
            className="leeway-name"
            c="inherit"
            fw={500}
            lineClamp={2}
            title={run.workflowName}
            onClick={(event) => event.stopPropagation()}
          >
            {run.workflowName}
          </Anchor>
          <RunMarks run={run} />
        </Group>
      </Table.Td>
      <Table.Td>
        <Result run={run} />
        <Found run={run} />
      </Table.Td>
      <Table.Td w={170}>
        <Moment at={run.createdAt} size="sm" />
      </Table.Td>
      <Table.Td miw={110} ta="right" style={{ whiteSpace: "nowrap" }}>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: "tabular-nums" }}>
          <Lasted run={run} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Cards({ runs }: { runs: readonly ListedRun[] }) {
  return (
    <Stack gap="xs">
      {runs.map((run) => (
        <Paper
          key={run.id}
          component={Link}
          to={`/runs/${run.id}`}
          withBorder
          p="sm"
          data-testid={`run-row-${run.id}`}
          c="inherit"
          td="none"
        >
          <Stack gap={4}>
            <Group justify="space-between" gap="xs">
              <StatusBadge status={run.status} />
              <Moment at={run.createdAt} size="sm" c="dimmed" />
            </Group>
            <Text fw={500} className="leeway-name">
              {run.workflowName}
            </Text>
            <Result run={run} />
            <RunMarks run={run} />
            <Found run={run} links={false} />
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}
