import type { MouseEvent } from "react";
import { Menu } from "@mantine/core";
import {
  IconCopy,
  IconCopyPlus,
  IconLayoutAlignLeft,
  IconLayoutAlignTop,
  IconLayoutDistributeVertical,
  IconPower,
  IconTrash,
} from "@tabler/icons-react";
import { notifications } from "@mantine/notifications";
import type { WorkflowNode } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { deleteSelected } from "./actions.js";
import { copySelected } from "./clipboard.js";
import { duplicateSelected } from "./copying.js";
import { focusCard } from "./focus.js";
import { Action } from "./menu-action.js";
import { useMenuOpen } from "./menu-open.js";
import { alignSelected, areOff, spreadSelected, switchSelected } from "./selection.js";
import { StepActions } from "./step-actions.js";
import css from "./canvas.module.css";

/** Opens the menu of a card or note; one that is not among the chosen becomes the choice. */
export function openMenu(event: MouseEvent, id: string): void {
  const { nodes, document, selectedNodes, selectedNotes, select, readOnly } = useEditor.getState();
  if (readOnly) return;
  event.preventDefault();
  if (nodes.has(id) && !selectedNodes.has(id)) select([id]);
  else if (document.notes.some((note) => note.id === id) && !selectedNotes.has(id)) select([], [], [id]);
  // By the key of the keyboard for it, the menu opens at the card.
  const box = event.currentTarget.getBoundingClientRect();
  const byKey = event.clientX === 0 && event.clientY === 0;
  useMenuOpen.getState().open(byKey ? { x: box.left + 24, y: box.top + 24 } : { x: event.clientX, y: event.clientY });
}

/** What can be done with all that is chosen, one thing or many. */
export function SelectionMenu({ onGone }: { onGone: (gone: { loop: WorkflowNode; inside: number }) => void }) {
  const t = useT();
  const { at, close } = useMenuOpen();
  const catalogue = useCatalogue();
  const nodes = useEditor((state) => state.nodes);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const count = useEditor((state) => state.selectedNodes.size + state.selectedNotes.size);
  if (!at || count === 0) return null;
  const [first] = selectedNodes;
  const definition = catalogue.get(nodes.get(first ?? "")?.type ?? "");
  const alone = count === 1 && first !== undefined && definition ? { id: first, definition } : undefined;
  const after = () => {
    close();
    const [next] = useEditor.getState().selectedNodes;
    if (next !== undefined) focusCard(next);
  };
  const copy = () =>
    void copySelected().then(
      () => sayDone(t("common.copied")),
      // Without https a browser may keep its clipboard to itself.
      () => notifications.show({ color: "gray", message: t("canvas.copy.byKey") }),
    );
  const remove = () => {
    const gone = deleteSelected();
    if (gone) onGone(gone);
  };
  return (
    <Menu
      key={`${at.x} ${at.y}`}
      opened
      onClose={after}
      position="bottom-start"
      withinPortal
      width={260}
      returnFocus={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={`${css.anchor} ${css.unseen}`}
          style={{ left: at.x, top: at.y }}
          aria-label={t("canvas.keys.menu")}
        />
      </Menu.Target>
      <Menu.Dropdown data-testid="selection-menu">
        {count > 1 && <Menu.Label>{t("canvas.chosen", { count })}</Menu.Label>}
        {alone && <StepActions nodeId={alone.id} definition={alone.definition} />}
        {first !== undefined && (
          <Action
            icon={IconPower}
            label={t(areOff(selectedNodes, nodes) ? "canvas.menu.on" : "canvas.menu.off")}
            keys="D"
            testId="menu-switch"
            onClick={() => switchSelected()}
          />
        )}
        <Action icon={IconCopy} label={t("common.copy")} keys="Ctrl + C" onClick={copy} />
        <Action icon={IconCopyPlus} label={t("canvas.menu.duplicate")} keys="Ctrl + D" onClick={duplicateSelected} />
        {selectedNodes.size > 1 && (
          <>
            <Menu.Divider />
            <Action icon={IconLayoutAlignTop} label={t("canvas.menu.row")} onClick={() => alignSelected("row")} />
            <Action
              icon={IconLayoutAlignLeft}
              label={t("canvas.menu.column")}
              onClick={() => alignSelected("column")}
            />
            {selectedNodes.size > 2 && (
              <Action icon={IconLayoutDistributeVertical} label={t("canvas.menu.spread")} onClick={spreadSelected} />
            )}
          </>
        )}
        <Menu.Divider />
        <Action icon={IconTrash} label={t("common.delete")} keys="Delete" danger onClick={remove} />
      </Menu.Dropdown>
    </Menu>
  );
}
