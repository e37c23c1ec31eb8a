import { useState, type RefObject } from "react";
import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconPlus } from "@tabler/icons-react";
import type { NodeDefinition } from "@leeway/engine";
import { useT } from "../ui/language.js";
import { remember, remembered } from "../ui/remembered.js";
import { PaletteList } from "./palette-list.js";
import css from "./palette.module.css";

interface PalettePanelProps {
  onPick: (definition: NodeDefinition) => void;
  searchRef: RefObject<HTMLInputElement | null>;
  open: boolean;
  setOpen: (open: boolean) => void;
}

/** Whether the palette is open; the choice stays in this browser. */
export function usePaletteOpen(): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => remembered("palette") !== "closed");
  const choose = (next: boolean) => {
    remember("palette", next ? undefined : "closed");
    setOpen(next);
  };
  return [open, choose];
}

/** Every step there is, at the left of the canvas. */
export function PalettePanel({ onPick, searchRef, open, setOpen }: PalettePanelProps) {
  const t = useT();
  if (!open) {
    return (
      <aside className={`${css.panel} ${css.closed}`} aria-label={t("palette.title")}>
        <Tooltip label={t("palette.show")} position="right">
          <ActionIcon variant="default" size="lg" aria-label={t("palette.show")} onClick={() => setOpen(true)}>
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </aside>
    );
  }
  return (
    <aside className={css.panel} aria-label={t("palette.title")}>
      <div className={css.head}>
        <Text component="h2" size="sm" fw={600}>
          {t("palette.title")}
        </Text>
        <Tooltip label={t("palette.hide")} position="right">
          <ActionIcon variant="subtle" color="gray" aria-label={t("palette.hide")} onClick={() => setOpen(false)}>
            <IconLayoutSidebarLeftCollapse size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <PaletteList onPick={onPick} testId="palette-item" draggable searchRef={searchRef} shortcut="A" />
    </aside>
  );
}
