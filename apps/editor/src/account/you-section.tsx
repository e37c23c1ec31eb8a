import { useState } from "react";
import {
  Button,
  Group,
  Input,
  SegmentedControl,
  Stack,
  TextInput,
  useMantineColorScheme,
  type MantineColorScheme,
} from "@mantine/core";
import type { Me } from "@leeway/api";
import { locales, type Locale } from "@leeway/engine";
import { useUpdateMe } from "../api/account.js";
import { localeNames, useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Section } from "../settings/section.js";

const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];

/** Who one is, in which language, light or dark. Language and theme take effect at once. */
export function YouSection({ user }: { user: Me["user"] }) {
  const t = useT();
  const { locale, setLocale } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const update = useUpdateMe();
  const [name, setName] = useState(user.name);
  const failed = (error: unknown) => sayError(error, t);
  const choose = (next: Locale) => {
    setLocale(next);
    update.mutate({ locale: next }, { onError: failed });
  };
  const empty = name.trim() === "";
  return (
    <Section title={t("settings.you")} text={user.email}>
      <Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!empty)
              update.mutate({ name: name.trim() }, { onSuccess: () => sayDone(t("common.saved")), onError: failed });
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              flex={1}
              label={t("auth.name")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={empty && t("field.required")}
              maxLength={100}
              autoComplete="name"
            />
            <Button
              type="submit"
              variant="default"
              disabled={empty || name.trim() === user.name}
              loading={update.isPending}
            >
              {t("common.save")}
            </Button>
          </Group>
        </form>
        <Input.Wrapper label={t("auth.language")} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t("auth.language")}
            value={locale}
            onChange={(value) => choose(value as Locale)}
            data={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t("settings.theme")} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t("settings.theme")}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as MantineColorScheme)}
            data={schemes.map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
        </Input.Wrapper>
      </Stack>
    </Section>
  );
}
