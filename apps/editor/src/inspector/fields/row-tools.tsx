import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";

/** Takes a row away. */
export function RemoveRow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" w={26} h={36} aria-label={label} onClick={onClick}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Adds a row at the end. */
export function AddRow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={onClick}
      style={{ justifySelf: "start" }}
    >
      {label}
    </Button>
  );
}
