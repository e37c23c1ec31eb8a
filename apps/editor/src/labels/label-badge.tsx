import { Badge } from "@mantine/core";
import type { Label } from "@leeway/api";

/** A label as it stands beside a workflow's name. */
export function LabelBadge({ label: { name, color } }: { label: Label }) {
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      maw={240}
      radius="sm"
      styles={{ label: { color: "var(--mantine-color-text)" } }}
      title={name}
    >
      {name}
    </Badge>
  );
}
