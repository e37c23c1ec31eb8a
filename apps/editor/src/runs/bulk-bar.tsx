import { useState } from "react";
import { Button, Group, Progress, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPlayerStop, IconRepeat } from "@tabler/icons-react";
import { countRuns, useBulk, useRunJob, type BulkAction } from "../api/replay.js";
import type { RunFilter } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { isOver } from "./cancel-button.js";

/** What can be done with all runs of the filter, after saying how many they are. */
export function BulkBar({ filter }: { filter: RunFilter }) {
  const t = useT();
  const { status } = filter;
  const action: BulkAction | undefined =
    status === "failed" || status === "cancelled" ? "replay" : status && !isOver(status) ? "cancel" : undefined;
  const bulk = useBulk(action ?? "replay");
  const [job, setJob] = useState<string>();
  const ask = async (what: BulkAction) => {
    const { count } = await countRuns(what, filter);
    if (count === 0) return sayDone(t("bulk.none"));
    const requestKey = crypto.randomUUID();
    const onConfirm = () =>
      bulk.mutate(
        { filter, requestKey },
        { onSuccess: ({ jobId }) => setJob(jobId), onError: (error) => sayError(error, t) },
      );
    modals.openConfirmModal({
      title: t(`bulk.${what}.title`, { count }),
      children: <Text size="sm">{t(`bulk.${what}.text`)}</Text>,
      labels: { confirm: t(`bulk.${what}`), cancel: t("bulk.keep") },
      confirmProps: what === "cancel" ? { color: "red" } : {},
      closeButtonProps: { "aria-label": t("common.close") },
      onConfirm,
    });
    return undefined;
  };
  const Icon = action === "cancel" ? IconPlayerStop : IconRepeat;
  return (
    <>
      {action && (
        <Button
          variant="default"
          w="fit-content"
          leftSection={<Icon size={16} aria-hidden />}
          loading={bulk.isPending}
          data-testid={`bulk-${action}`}
          onClick={() => void ask(action).catch((error: unknown) => sayError(error, t))}
        >
          {t(`bulk.${action}`)}
        </Button>
      )}
      <JobProgress id={job} />
    </>
  );
}

function JobProgress({ id }: { id: string | undefined }) {
  const t = useT();
  const { data } = useRunJob(id);
  if (!data) return null;
  const { count, done, refused, finishedAt } = data;
  return (
    <Group gap="sm" role="status" data-testid="bulk-progress">
      {finishedAt === null && <Progress value={(100 * (done + refused)) / count} w={160} aria-hidden />}
      <Text size="sm">{t(finishedAt === null ? "bulk.going" : "bulk.over", { count, done, refused })}</Text>
    </Group>
  );
}
