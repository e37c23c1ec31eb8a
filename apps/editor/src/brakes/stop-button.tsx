import { useRef } from "react";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useBrake, useBrakes } from "../api/brakes.js";
import { confirmLoss } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Stops one workflow, or without one all of the workspace, after a question; gone while it is stopped. */
export function StopButton(props: StopProps) {
  const { workflowId } = props;
  const may = useMay();
  const { data } = useBrakes();
  const stopped = workflowId === null ? data?.workspace : data?.workflows.find((one) => one.workflowId === workflowId);
  return !data || (stopped && stopped.unwritten !== "resume") || !may("runs.pause") ? null : (
    <Stop {...props} full={data.diskFull} />
  );
}

interface StopProps {
  workflowId: string | null;
  small?: boolean;
}

/** `full`: nothing is accepted at the moment, for want of room on the disk. */
function Stop({ workflowId, small = false, full }: StopProps & { full: boolean }) {
  const t = useT();
  const own = useRef<HTMLButtonElement>(null);
  useHandOnFocus(own);
  const brake = useBrake();
  const kind = workflowId === null ? "all" : "one";
  const stop = () =>
    brake.mutate(
      { workflowId, pause: true },
      { onSuccess: () => sayDone(t(`brake.${kind}.done`)), onError: (error) => sayError(error, t) },
    );
  const text = t(full ? "brake.full.text" : `brake.${kind}.text`);
  const ask = () => confirmLoss(t, t(`brake.${kind}.title`), text, stop, t("brake.stop"));
  const label = t(`brake.${kind}.button`);
  const common = {
    ref: own,
    color: "red",
    onClick: ask,
    loading: brake.isPending,
    "data-testid": "brake-stop",
  } as const;
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
