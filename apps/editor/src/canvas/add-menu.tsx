import { FocusTrap, Popover } from "@mantine/core";
import type { NodeDefinition } from "@leeway/engine";
import { PaletteList } from "../palette/palette-list.js";
import { useT } from "../ui/language.js";
import { addStep } from "./actions.js";
import { useAdding } from "./adding.js";
import { focusCard } from "./focus.js";
import css from "./canvas.module.css";

const follows = ({ kind }: NodeDefinition) => kind !== "trigger";
const begins = ({ kind }: NodeDefinition) => kind === "trigger";

/** What a plus opens: the steps that may stand there, with a search. */
export function AddMenu() {
  const t = useT();
  const { spot, x, y, triggersOnly, close } = useAdding();
  if (!spot) return null;
  return (
    <Popover
      opened
      onDismiss={close}
      position="right-start"
      shadow="md"
      width={296}
      withinPortal
      trapFocus={false}
      withRoles={false}
    >
      <Popover.Target>
        <span className={css.anchor} style={{ left: x, top: y }} />
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t("canvas.plus.what")} data-testid="add-menu">
        <FocusTrap active>
          <div className={css.choices}>
            <PaletteList
              autoFocus
              testId="add"
              only={triggersOnly ? begins : follows}
              onPick={(definition) => {
                const id = addStep(definition, spot);
                useAdding.setState({ spot: undefined, from: undefined });
                focusCard(id);
              }}
            />
          </div>
        </FocusTrap>
      </Popover.Dropdown>
    </Popover>
  );
}
