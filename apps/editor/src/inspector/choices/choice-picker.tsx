import { useState, type ReactNode } from "react";
import { ActionIcon, Combobox, Tooltip, useCombobox } from "@mantine/core";
import { IconListSearch } from "@tabler/icons-react";
import type { ParamDefinition } from "@leeway/engine";
import type { Choice } from "../../api/choices.js";
import { useT } from "../../ui/language.js";
import { useStep } from "../step-context.js";
import { choiceQuery } from "./choice-query.js";
import { ChoiceResults } from "./choice-results.js";
import { NotReady } from "./not-ready.js";
import { useService } from "./use-service.js";

interface ChoicePickerProps {
  param: ParamDefinition;
  label: string;
  /** What is chosen already. */
  chosen: ReadonlySet<string>;
  onChoose: (choice: Choice) => void;
  /** Several can be chosen: it stays open. */
  many?: boolean;
  /** The button, where it is not the picture in a field. */
  children?: (button: { open: boolean; toggle: () => void }) => ReactNode;
}

/** The button in a field that opens the service's own list, to choose by name. */
export function ChoicePicker({ param, label, chosen, onChoose, many = false, children }: ChoicePickerProps) {
  const t = useT();
  const { definition, node } = useStep();
  const service = useService();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const open = combobox.dropdownOpened;
  const toggle = () => combobox.toggleDropdown();
  const query = choiceQuery(definition, node, param);
  return (
    <Combobox
      store={combobox}
      width={320}
      position={children ? "bottom-start" : "bottom-end"}
      shadow="md"
      // An option's title is what it is called.
      onOptionSubmit={(value, { title }) => {
        onChoose({ value, label: title ?? value });
        if (!many) combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        {children ? (
          <div>{children({ open, toggle })}</div>
        ) : (
          <Tooltip label={t("choices.pick.short", { service })} openDelay={400} disabled={open}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("choices.pick", { label, service })}
              aria-haspopup="listbox"
              aria-expanded={open}
              onClick={toggle}
            >
              <IconListSearch size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Combobox.Target>
      <Combobox.Dropdown data-testid="choices">
        {open && query.ready && (
          <ChoiceResults
            {...{ param, chosen, search, setSearch }}
            values={query.values}
            selectFirst={combobox.selectFirstOption}
          />
        )}
        {open && !query.ready && <NotReady query={query} close={() => combobox.closeDropdown()} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}
