import { useState } from "react";
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useLocation, useNavigate } from "react-router";
import { useResetLink, useResetPassword } from "../api/account.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Card, Password } from "./card.js";

/** Where a link for a new password leads. The token stands behind `#`, and leaves the browser in a body only. */
export default function ResetPasswordPage() {
  const t = useT();
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const link = useResetLink(token);
  return link.data ? (
    <NewPassword token={token} email={link.data.email} />
  ) : (
    <Card title={t("auth.reset.title")}>
      {link.isPending && <Waiting rows={2} />}
      {link.error && <Failed error={link.error} />}
      <Button component={Link} to="/" replace variant="default">
        {t("auth.back")}
      </Button>
    </Card>
  );
}

function NewPassword({ token, email }: { token: string; email: string }) {
  const t = useT();
  const go = useNavigate();
  const reset = useResetPassword();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => (value.length >= 10 ? null : t("auth.password.rule")) },
  });
  const submit = form.onSubmit(
    ({ password }) =>
      reset.mutate(
        { token, password },
        {
          onSuccess: () => {
            sayDone(t("auth.reset.done"));
            void go("/", { replace: true, state: { email } });
          },
        },
      ),
    focusFirstWrong,
  );
  return (
    <Card title={t("auth.reset.title")} text={email} onSubmit={submit} error={reset.error}>
      {/* Lets the browser's password manager know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Password
        label={t("settings.password.new")}
        description={t("auth.password.rule")}
        autoComplete="new-password"
        autoFocus
        {...form.getInputProps("password")}
      />
      <Button type="submit" loading={reset.isPending} fullWidth>
        {t("auth.reset.button")}
      </Button>
    </Card>
  );
}
