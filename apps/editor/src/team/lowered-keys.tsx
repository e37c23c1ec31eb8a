import { List, Stack, Text } from "@mantine/core";
import { sayRole, type MemberKey, type Role } from "@leeway/api";
import { KeyUse } from "../settings/key-use.js";
import { useLanguage, useT } from "../ui/language.js";

/** Which keys of somebody may less as soon as they may less, and who uses each. */
export function LoweredKeys({ keys, role }: { keys: readonly MemberKey[]; role: Role }) {
  const t = useT();
  const { locale } = useLanguage();
  return (
    <Stack gap="xs">
      <Text size="sm">{t("team.lower.text", { role: sayRole(role, locale) })}</Text>
      <List size="sm" spacing="xs">
        {keys.map((key) => (
          <List.Item key={key.id}>
            <b>{key.name}</b> · {sayRole(key.role, locale)} → {sayRole(role, locale)}
            <KeyUse of={key} />
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
