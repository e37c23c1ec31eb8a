import { Alert, Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useChangePassword } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useT } from "../ui/language.js";
import { sayDone, sentence } from "../ui/said.js";
import { Section } from "../settings/section.js";

const MIN_LENGTH = 10;
const isWrong = (error: unknown): boolean => error instanceof ApiProblem && error.code === "auth.wrongPassword";

/** A new password ends the sessions on every other device. */
export function PasswordSection({ email }: { email: string }) {
  const t = useT();
  const change = useChangePassword();
  const form = useForm({
    initialValues: { current: "", password: "" },
    validate: {
      current: (value) => (value === "" ? t("field.required") : null),
      password: (value) => (value.length >= MIN_LENGTH ? null : t("auth.password.rule")),
    },
  });
  const submit = form.onSubmit(
    (values) =>
      change.mutate(values, {
        onError: (error) => {
          if (isWrong(error)) form.setFieldError("current", t("settings.password.wrong"));
        },
        onSuccess: () => {
          form.reset();
          sayDone(t("settings.password.changed"));
        },
      }),
    focusFirstWrong,
  );
  const toggle = { visibilityToggleButtonProps: { "aria-label": t("auth.show") } };
  return (
    <Section title={t("settings.password")} text={t("settings.password.text")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {/* Lets the browser's password manager know whose password this is. */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label={t("settings.password.current")}
            autoComplete="current-password"
            {...toggle}
            {...form.getInputProps("current")}
          />
          <PasswordInput
            label={t("settings.password.new")}
            description={t("auth.password.rule")}
            autoComplete="new-password"
            {...toggle}
            {...form.getInputProps("password")}
          />
          {change.error && !isWrong(change.error) && <Alert color="red">{sentence(change.error, t)}</Alert>}
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={change.isPending} disabled={!form.isDirty()}>
              {t("settings.password.change")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
