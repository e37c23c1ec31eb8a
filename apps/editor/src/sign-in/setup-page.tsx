import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSetup } from "../api/account.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useLanguage, useT } from "../ui/language.js";
import { Card, Password } from "./card.js";

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
  const submit = form.onSubmit(
    ({ workspace, ...rest }) =>
      setup.mutate({ ...rest, ...(workspace.trim() && { workspace }), locale, timezone: zone() }),
    focusFirstWrong,
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
