import type { Icon } from "@tabler/icons-react";
import { ActionIcon, Tooltip } from "@mantine/core";

interface RowActionProps {
  sign: Icon;
  /** What it does, in a word. */
  hint: string;
  /** What it does with what, for who hears and does not see which row it stands in. */
  label: string;
  loading?: boolean;
  onClick: () => void;
}

/** A sign at the end of a table's row that does one thing with what stands in it. */
export function RowAction({ sign: Sign, hint, label, loading = false, onClick }: RowActionProps) {
  return (
    <Tooltip label={hint}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} loading={loading} onClick={onClick}>
        <Sign size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
