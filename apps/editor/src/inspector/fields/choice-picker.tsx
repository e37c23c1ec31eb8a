import { useState } from "react";
import { ActionIcon, Combobox, Loader, Text, Tooltip, useCombobox } from "@mantine/core";
import { IconListSearch } from "@tabler/icons-react";
import { useChoices } from "../../api/workflows.js";
import { useT } from "../../ui/language.js";
import { sentence } from "../../ui/said.js";
import { useStep } from "../step-context.js";
import { choiceQuery } from "./choice-query.js";
import type { FieldProps } from "./field-props.js";

const MOST = 100;

/** The button in a field that opens the service's own list, to choose by name. */
export function ChoicePicker({ field }: { field: FieldProps }) {
  const t = useT();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(value) => {
        field.onChange(value);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t("field.id.pick.short")} openDelay={400} disabled={combobox.dropdownOpened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("field.id.pick", { label: field.label })}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconListSearch size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={t("field.id.search")}
          placeholder={t("field.id.search")}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        {combobox.dropdownOpened && <Choices field={field} search={search} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Choices({ field, search }: { field: FieldProps; search: string }) {
  const t = useT();
  const { definition, node } = useStep();
  const { ready, values } = choiceQuery(definition, node, field.param);
  const { data, error, isPending } = useChoices(definition.type, field.param.name, values, ready);
  const wanted = search.trim().toLocaleLowerCase();
  const found = (data ?? []).filter(({ label, value }) => `${label} ${value}`.toLocaleLowerCase().includes(wanted));
  const said = !ready
    ? t("field.id.needCredential")
    : error
      ? sentence(error, t)
      : !isPending && found.length === 0
        ? t("field.id.none")
        : undefined;
  if (ready && isPending) return <Loader size="sm" m="sm" aria-label={t("common.loading")} />;
  return (
    <Combobox.Options mah={260} style={{ overflowY: "auto" }}>
      {said !== undefined && <Combobox.Empty>{said}</Combobox.Empty>}
      {found.slice(0, MOST).map(({ value, label }) => (
        <Combobox.Option key={value} value={value}>
          <Text size="sm">{label || value}</Text>
          {label !== value && (
            <Text size="xs" c="dimmed" ff="monospace">
              {value}
            </Text>
          )}
        </Combobox.Option>
      ))}
    </Combobox.Options>
  );
}
