import { ActionIcon, Group, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useT } from "../../ui/language.js";
import { RemoveRow } from "../fields/row-tools.js";

interface RowHeadProps {
  /** What the row is called. */
  name: string;
  first: boolean;
  last: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** A row's name, and the buttons that move it or take it away. */
export function RowHead({ name, first, last, onMove, onRemove }: RowHeadProps) {
  const t = useT();
  return (
    <Group gap={4} wrap="nowrap" mih={32}>
      <Text size="sm" fw={600} flex={1} style={{ overflowWrap: "anywhere" }}>
        {name}
      </Text>
      {!(first && last) && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={first}
            aria-label={t("rows.up", { name })}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            aria-label={t("rows.down", { name })}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
      <RemoveRow label={t("rows.remove", { name })} onClick={onRemove} />
    </Group>
  );
}
