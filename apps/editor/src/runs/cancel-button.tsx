import { useRef } from "react";
import { Button, type ButtonProps } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import type { RunStatus } from "@leeway/engine";
import { useCancelRun } from "../api/runs.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

export const isOver = (status: RunStatus): boolean =>
  status === "succeeded" || status === "failed" || status === "cancelled";

/** Stops a run, and says before what becomes of a call on its way. */
export function CancelButton({ runId, requested, ...props }: { runId: string; requested: boolean } & ButtonProps) {
  const may = useMay();
  const t = useT();
  const own = useRef<HTMLButtonElement>(null);
  useHandOnFocus(own);
  const cancel = useCancelRun(runId);
  const press = () =>
    ask(t, {
      title: t("run.cancel.title"),
      text: t("run.cancel.text"),
      yes: t("run.cancel"),
      no: t("run.cancel.keep"),
      loss: true,
      onYes: () => cancel.mutate(undefined, { onError: (error) => sayError(error, t) }),
    });
  if (!may("runs.settle")) return null;
  return (
    <Button
      ref={own}
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      loading={cancel.isPending}
      disabled={requested}
      data-testid="cancel-run"
      onClick={press}
      {...props}
    >
      {t("run.cancel")}
    </Button>
  );
}
