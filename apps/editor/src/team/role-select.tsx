import { Select, Stack, Text, type SelectProps } from "@mantine/core";
import { isAtLeast, roles, sayRole, type Role } from "@leeway/api";
import type { MessageId } from "../messages/catalogue.js";
import { useLanguage, useT } from "../ui/language.js";

const about: Record<Role, MessageId> = {
  owner: "team.role.owner",
  admin: "team.role.admin",
  editor: "team.role.editor",
  operator: "team.role.operator",
  viewer: "team.role.viewer",
};

interface RoleSelectProps extends Omit<SelectProps, "data" | "value" | "onChange" | "renderOption"> {
  value: Role;
  /** The role of who chooses: no other above it can be given. */
  own: Role;
  onChange: (role: Role) => void;
}

/** A role, each with what it may. */
export function RoleSelect({ value, own, onChange, ...rest }: RoleSelectProps) {
  const t = useT();
  const { locale } = useLanguage();
  const given = roles.filter((role) => isAtLeast(own, role));
  return (
    <Select
      data={given.map((role) => ({ value: role, label: sayRole(role, locale) }))}
      value={value}
      onChange={(chosen) => {
        const role = given.find((one) => one === chosen);
        if (role) onChange(role);
      }}
      allowDeselect={false}
      maxDropdownHeight={360}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      renderOption={({ option: { value: role, label } }) => (
        <Stack gap={0}>
          <Text span size="sm" fw={600}>
            {label}
          </Text>
          <Text span size="xs" c="dimmed">
            {t(about[role as Role])}
          </Text>
        </Stack>
      )}
      {...rest}
    />
  );
}
