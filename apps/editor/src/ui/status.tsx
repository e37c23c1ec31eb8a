import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconLoader2,
  IconPlayerSkipForward,
  IconPoint,
  type Icon,
} from "@tabler/icons-react";
import type { RunStatus, StepStatus } from "@leeway/engine";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "./language.js";

export type AnyStatus = RunStatus | StepStatus;

/** Icon, colour and word of every state: never colour alone. */
export const statusLooks: Record<AnyStatus, { icon: Icon; color: string; word: MessageId }> = {
  queued: { icon: IconClock, color: "gray", word: "status.queued" },
  pending: { icon: IconPoint, color: "gray", word: "status.pending" },
  running: { icon: IconLoader2, color: "blue", word: "status.running" },
  waiting: { icon: IconClock, color: "violet", word: "status.waiting" },
  succeeded: { icon: IconCircleCheck, color: "teal", word: "status.succeeded" },
  failed: { icon: IconCircleX, color: "red", word: "status.failed" },
  skipped: { icon: IconPlayerSkipForward, color: "gray", word: "status.skipped" },
  unknown: { icon: IconHelpCircle, color: "orange", word: "status.unknown" },
  cancelled: { icon: IconBan, color: "gray", word: "status.cancelled" },
  needs_attention: { icon: IconAlertTriangle, color: "orange", word: "status.needs_attention" },
};

export function StatusBadge({ status, size = "md" }: { status: AnyStatus; size?: "sm" | "md" }) {
  const t = useT();
  const { icon: Sign, color, word } = statusLooks[status];
  return (
    <Badge
      color={color}
      size={size}
      // A block of its own: on a line of text it would stand higher than its row.
      display="grid"
      w="fit-content"
      autoContrast
      data-status={status}
      leftSection={<Sign size={14} aria-hidden />}
      styles={{ label: { overflow: "visible" } }}
    >
      {t(word)}
    </Badge>
  );
}
