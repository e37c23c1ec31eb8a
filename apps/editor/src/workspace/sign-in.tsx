import { useState, type FormEvent } from "react";
import {
  Alert,
  Button,
  Center,
  Group,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { locales, type Locale } from "@leeway/engine";
import { useSetup, useSignIn } from "../api/account.js";
import { localeNames, useLanguage, useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The first start: makes the owner, a workspace and the demo, and signs in. */
export function SetupPage() {
  const t = useT();
  const { locale } = useLanguage();
  const setup = useSetup();
  const form = useForm({
    initialValues: { name: "", email: "", password: "", workspace: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("field.required")),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t("field.email")),
      password: (value) => (value.length >= 10 ? null : t("auth.password.rule")),
    },
  });
  const submit = form.onSubmit(({ workspace, ...rest }) =>
    setup.mutate({ ...rest, ...(workspace.trim() && { workspace }), locale, timezone: zone() }),
  );
  return (
    <Card title={t("auth.welcome")} text={t("auth.setup.text")} onSubmit={submit} error={setup.error}>
      <TextInput label={t("auth.name")} autoComplete="name" required data-autofocus {...form.getInputProps("name")} />
      <TextInput
        label={t("auth.email")}
        type="email"
        autoComplete="username"
        required
        {...form.getInputProps("email")}
      />
      <Password description={t("auth.password.rule")} autoComplete="new-password" {...form.getInputProps("password")} />
      <TextInput
        label={t("auth.workspace")}
        description={t("auth.workspace.hint")}
        {...form.getInputProps("workspace")}
      />
      <Button type="submit" loading={setup.isPending} fullWidth>
        {t("auth.setup.button")}
      </Button>
    </Card>
  );
}

export function SignInPage() {
  const t = useT();
  const signIn = useSignIn();
  const [values, setValues] = useState({ email: "", password: "" });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(values);
  };
  return (
    <Card title={t("auth.signIn.title")} onSubmit={submit} error={signIn.error}>
      <TextInput
        label={t("auth.email")}
        type="email"
        autoComplete="username"
        required
        value={values.email}
        onChange={({ currentTarget: { value } }) => setValues((old) => ({ ...old, email: value }))}
      />
      <Password
        autoComplete="current-password"
        value={values.password}
        onChange={({ currentTarget: { value } }) => setValues((old) => ({ ...old, password: value }))}
      />
      <Button type="submit" loading={signIn.isPending} fullWidth>
        {t("auth.signIn.button")}
      </Button>
    </Card>
  );
}

function Password(props: Omit<React.ComponentProps<typeof PasswordInput>, "label" | "required">) {
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

interface CardProps {
  title: string;
  text?: string;
  error: unknown;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  children: React.ReactNode;
}

function Card({ title, text, error, onSubmit, children }: CardProps) {
  const t = useT();
  const { locale, setLocale } = useLanguage();
  return (
    <Center component="main" mih="100%" p="md" style={{ background: "var(--leeway-ground)" }}>
      <Paper withBorder shadow="sm" p="xl" w={420}>
        <form onSubmit={onSubmit} noValidate>
          <Stack>
            <Group gap="xs">
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
        </form>
      </Paper>
    </Center>
  );
}
