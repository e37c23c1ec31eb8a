import { Button, Group, Progress, Text } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import type { BulkAnswer } from "@leeway/api";
import { useBulk, useCountRuns, useRunJob, type BulkAction } from "../api/replay.js";
import type { RunFilter } from "../api/run-filter.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { isOver } from "./cancel-button.js";
import { VersionMenu, type Version } from "./version-menu.js";

interface BulkBarProps {
  filter: RunFilter;
  /** There is nothing to be done with none; what became of them is told all the same. */
  none: boolean;
}

/** What can be done with all runs of the filter, after saying how many they are. */
export function BulkBar({ filter, none }: BulkBarProps) {
  const t = useT();
  const may = useMay();
  const counting = useCountRuns();
  const bulk = useBulk();
  const onError = (error: Error) => sayError(error, t);
  const question = (action: BulkAction, { count, left = 0 }: BulkAnswer, version: Version) =>
    count === 0
      ? sayDone(left > 0 ? t("bulk.left", { left }) : t("bulk.none"))
      : ask(t, {
          title: t(`bulk.${action}.title`, { count }),
          text: t(`bulk.${action}.text`, { left }),
          yes: t(`bulk.${action}`),
          no: t("bulk.keep"),
          loss: action === "cancel",
          onYes: () => bulk.mutate({ action, filter, version }, { onError }),
        });
  const press = (what: BulkAction, version: Version) =>
    counting.mutate({ action: what, filter }, { onSuccess: (answer) => question(what, answer, version), onError });
  const action = none || !may("runs.settle") ? undefined : actionFor(filter);
  if (action && filter.q !== undefined)
    return (
      <Text size="sm" c="dimmed">
        {t("bulk.notByValue")}
      </Text>
    );
  const shape = { w: "fit-content", loading: counting.isPending || bulk.isPending };
  return (
    <>
      {action === "replay" && (
        <VersionMenu
          label={t("bulk.replay")}
          testId="bulk-replay"
          onChoose={(version) => press("replay", version)}
          {...shape}
        />
      )}
      {action === "cancel" && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          data-testid="bulk-cancel"
          onClick={() => press("cancel", undefined)}
          {...shape}
        >
          {t("bulk.cancel")}
        </Button>
      )}
      <JobProgress id={bulk.data?.jobId} />
    </>
  );
}

function actionFor({ status = [] }: RunFilter): BulkAction | undefined {
  if (status.length === 0) return undefined;
  if (status.every((one) => one === "failed" || one === "cancelled")) return "replay";
  return status.every((one) => !isOver(one)) ? "cancel" : undefined;
}

function JobProgress({ id }: { id: string | undefined }) {
  const t = useT();
  const { data } = useRunJob(id);
  if (!data) return null;
  const { action, count, done, refused, repeated, above, below, finishedAt } = data;
  const seen = done + refused + repeated + above + below;
  const over = action === "replay" ? "bulk.replay.over" : "bulk.cancel.over";
  return (
    <Group gap="sm" role="status" data-testid="bulk-progress">
      {finishedAt === null && <Progress value={(100 * seen) / count} w={160} aria-hidden />}
      <Text size="sm">
        {t(finishedAt === null ? "bulk.going" : over, {
          count,
          done,
          refused,
          left: count - done - refused,
          repeated,
          above,
          below,
          gone: count - seen,
        })}
      </Text>
    </Group>
  );
}
