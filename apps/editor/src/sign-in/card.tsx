import type { FormEvent, ReactNode } from "react";
import { Alert, Center, Group, Paper, PasswordInput, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { locales, type Locale } from "@leeway/engine";
import { localeNames, useLanguage, useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { useTitle } from "../ui/title.js";

interface CardProps {
  title: string;
  text?: string;
  /** What the server said to the last try; null where it said nothing. */
  error?: unknown;
  /** Without it the card is no form: what is in it may have one of its own. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  /** For what needs more room than two fields. */
  wide?: boolean;
  children: ReactNode;
}

/** What everybody sees who is not inside yet: one card, one thing to do, and the choice of language. */
export function Card({ title, text, error = null, onSubmit, wide = false, children }: CardProps) {
  const t = useT();
  const { locale, setLocale } = useLanguage();
  useTitle(title);
  const content = (
    <Stack>
      <Group gap="xs" wrap="nowrap">
        <img src="/leeway.svg" alt="" width={32} height={32} />
        <Title order={1}>{title}</Title>
      </Group>
      {text && <Text c="dimmed">{text}</Text>}
      {error !== null && <Alert color="red">{sentence(error, t)}</Alert>}
      {children}
      <SegmentedControl
        size="xs"
        aria-label={t("auth.language")}
        value={locale}
        onChange={(value) => setLocale(value as Locale)}
        data={locales.map((value) => ({ value, label: localeNames[value] }))}
      />
    </Stack>
  );
  return (
    <Center component="main" mih="100%" p="md" style={{ background: "var(--leeway-ground)" }}>
      <Paper className="leeway-narrow" withBorder shadow="sm" p="xl" w={wide ? 600 : 420} maw="100%">
        {onSubmit ? (
          <form onSubmit={onSubmit} noValidate>
            {content}
          </form>
        ) : (
          content
        )}
      </Paper>
    </Center>
  );
}

type PasswordProps = Omit<React.ComponentProps<typeof PasswordInput>, "required">;

/** A password, which one may look at while typing. */
export function Password(props: PasswordProps) {
  const t = useT();
  return (
    <PasswordInput
      label={t("auth.password")}
      required
      visibilityToggleButtonProps={{ "aria-label": t("auth.show") }}
      {...props}
    />
  );
}
