import { flushSync } from "react-dom";
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

/** A row's name, and the buttons that move it or take it away. The focus goes with a row that is moved. */
export function RowHead({ name, first, last, onMove, onRemove }: RowHeadProps) {
  const t = useT();
  const move = (button: HTMLElement, by: 1 | -1) => {
    const list = button.closest("[data-rows]");
    const place = headsIn(list).findIndex((one) => one.contains(button)) + by;
    flushSync(() => onMove(by));
    const head = headsIn(list)[place];
    // At the end of the list that direction is closed: then the way back.
    const next = head?.querySelector<HTMLElement>(`[data-move="${by}"]:not(:disabled)`);
    (next ?? head?.querySelector<HTMLElement>("[data-move]:not(:disabled)"))?.focus();
  };
  return (
    <Group gap={4} data-row wrap="nowrap" mih={32}>
      <Text size="sm" fw={600} flex={1} style={{ overflowWrap: "anywhere" }}>
        {name}
      </Text>
      {!(first && last) && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={first}
            data-move="-1"
            aria-label={t("rows.up", { name })}
            onClick={({ currentTarget }) => move(currentTarget, -1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            data-move="1"
            aria-label={t("rows.down", { name })}
            onClick={({ currentTarget }) => move(currentTarget, 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
      <RemoveRow label={t("rows.remove", { name })} onClick={onRemove} />
    </Group>
  );
}

const headsIn = (list: Element | null): Element[] => [...(list?.querySelectorAll("[data-row]") ?? [])];
