import { Button, Text, type ButtonProps } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { modals } from "@mantine/modals";
import type { RunStatus } from "@leeway/engine";
import { useCancelRun } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

export const isOver = (status: RunStatus): boolean =>
  status === "succeeded" || status === "failed" || status === "cancelled";

/** Stops a run, and says before what becomes of a call on its way. */
export function CancelButton({ runId, requested, ...props }: { runId: string; requested: boolean } & ButtonProps) {
  const t = useT();
  const cancel = useCancelRun(runId);
  const ask = () =>
    modals.openConfirmModal({
      title: t("run.cancel.title"),
      children: <Text size="sm">{t("run.cancel.text")}</Text>,
      labels: { confirm: t("run.cancel"), cancel: t("run.cancel.keep") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("common.close") },
      onConfirm: () => cancel.mutate(undefined, { onError: (error) => sayError(error, t) }),
    });
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      loading={cancel.isPending}
      disabled={requested}
      data-testid="cancel-run"
      onClick={ask}
      {...props}
    >
      {t("run.cancel")}
    </Button>
  );
}
