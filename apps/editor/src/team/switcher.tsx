import { useState } from "react";
import { Avatar, Combobox, Group, Text, UnstyledButton, useCombobox } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import type { Me } from "@leeway/api";
import { useT } from "../ui/language.js";
import { switchTo } from "./switch.js";
import css from "./switcher.module.css";

/** From so many on one finds a workspace by its name faster than by looking. */
const MANY = 7;
const NEW = "new";

/** Which workspace this tab is in, and the way to the others. */
export function Switcher({ workspace, workspaces }: Pick<Me, "workspace" | "workspaces">) {
  const t = useT();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const isMany = workspaces.length > MANY;
  const combobox = useCombobox({
    onDropdownOpen: () => {
      if (isMany) combobox.focusSearchInput();
      combobox.selectActiveOption();
    },
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
  });
  const wanted = search.trim().toLowerCase();
  const shown = workspaces.filter(({ name }) => name.toLowerCase().includes(wanted));
  const choose = (id: string) => {
    combobox.closeDropdown();
    if (id === NEW) void navigate("/workspaces/new");
    else if (id !== workspace.id) void switchTo(id);
  };
  return (
    <Combobox store={combobox} width={280} position="right-start" shadow="md" onOptionSubmit={choose}>
      <Combobox.Target targetType="button">
        <UnstyledButton
          className={css.button}
          aria-label={t("team.switch", { name: workspace.name })}
          title={workspace.name}
          onClick={() => combobox.toggleDropdown()}
          data-testid="workspace"
        >
          <span className={css.face}>
            <Avatar name={workspace.name} color="cyan" radius="md" size={32} aria-hidden />
            <IconSelector size={12} className={css.sign} aria-hidden />
          </span>
          <Text span className={css.name} lineClamp={2}>
            {workspace.name}
          </Text>
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {isMany && (
          <Combobox.Search
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            placeholder={t("team.find")}
            aria-label={t("team.find")}
          />
        )}
        <Combobox.Options mah="60vh" className={css.options} aria-label={t("team.workspaces")}>
          {shown.map(({ id, name }) => (
            <Combobox.Option value={id} key={id} active={id === workspace.id}>
              <Group gap="xs" wrap="nowrap">
                <Avatar name={name} color="cyan" radius="md" size={24} aria-hidden />
                <Text span size="sm" lineClamp={2} flex={1}>
                  {name}
                </Text>
                {id === workspace.id && <IconCheck size={16} aria-label={t("team.here")} />}
              </Group>
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t("team.find.none")}</Combobox.Empty>}
          <Combobox.Option value={NEW} className={css.more}>
            <Group gap="xs" wrap="nowrap">
              <IconPlus size={16} aria-hidden /> {t("team.new")}
            </Group>
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
