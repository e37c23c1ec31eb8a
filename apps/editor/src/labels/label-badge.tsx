import { Badge } from "@mantine/core";
import type { Label } from "@leeway/api";

/** A label as it stands beside a workflow's name. */
export function LabelBadge({ label: { name, color } }: { label: Label }) {
  return (
    <Badge
      color={color}
      maw={240}
      radius="sm"

      title={name}
    >
      {name}
    </Badge>
  );
}
