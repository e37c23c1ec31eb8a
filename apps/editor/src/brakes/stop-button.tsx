import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useBrake, useBrakes } from "../api/brakes.js";
import { confirmLoss } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Stops one workflow, or without one all of the workspace, after a question; gone while it is stopped. */
export function StopButton({ workflowId, small = false }: { workflowId: string | null; small?: boolean }) {
  const may = useMay();
  const t = useT();
  const { data } = useBrakes();
  const brake = useBrake();
  const kind = workflowId === null ? "all" : "one";
  const stopped = workflowId === null ? data?.workspace : data?.workflows.find((one) => one.workflowId === workflowId);
  if (!data || stopped || !may("runs.pause")) return null;
  const stop = () =>
    brake.mutate(
      { workflowId, pause: true },
      { onSuccess: () => sayDone(t(`brake.${kind}.done`)), onError: (error) => sayError(error, t) },
    );
  const ask = () => confirmLoss(t, t(`brake.${kind}.title`), t(`brake.${kind}.text`), stop, t("brake.stop"));
  const label = t(`brake.${kind}.button`);
  const common = { color: "red", onClick: ask, loading: brake.isPending, "data-testid": "brake-stop" } as const;
  if (small)
    return (
      <Tooltip label={label} openDelay={400}>
        <ActionIcon {...common} variant="light" size="lg" aria-label={label}>
          <IconHandStop size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <Button {...common} variant="light" leftSection={<IconHandStop size={18} aria-hidden />}>
      {label}
    </Button>
  );
}
