import { Code, Group, Stack, Text } from "@mantine/core";
import type { Me } from "@leeway/api";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Section } from "./section.js";

/** Which Leeway this is, and where others reach it. */
export function AboutSection({ me: { version, publicUrl, reach } }: { me: Me }) {
  const t = useT();
  return (
    <Section title={t("settings.about")}>
      <Stack gap="xs">
        <Text data-testid="version">{t("settings.version", { version })}</Text>
        <Group gap={4}>
          <Text size="sm">{t("settings.address")}</Text>
          <Code>{publicUrl}</Code>
          <Copy text={publicUrl} label={t("settings.address.copy")} />
        </Group>
        <Text size="sm" c="dimmed">
          {t(reach === "local" ? "settings.reach.local" : "settings.reach.public")}
        </Text>
      </Stack>
    </Section>
  );
}
