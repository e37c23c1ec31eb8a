import { useState, type FormEvent } from "react";
import { Anchor, Button, Text, TextInput } from "@mantine/core";
import { IconBuilding } from "@tabler/icons-react";
import { useLocation } from "react-router";
import type { AuthState } from "@leeway/api";
import { useOidcStart, useSignIn } from "../api/account.js";
import { isAnythingKept } from "../document/kept-drafts.js";
import { useT } from "../ui/language.js";
import { Card, Password } from "./card.js";
import { ForgotPassword } from "./forgot-password.js";
import { keepPlace } from "./oidc-return.js";
import { PasskeyButton } from "./passkey-button.js";

/** Shown at every address of the editor: what was opened is there once one is signed in. */
export function SignInPage({ auth }: { auth: AuthState }) {
  const t = useT();
  const signIn = useSignIn();
  const oidc = useOidcStart();
  const { state } = useLocation();
  const [values, setValues] = useState({ email: emailIn(state), password: "" });
  const [forgot, setForgot] = useState(false);
  if (forgot) return <ForgotPassword email={values.email} byMail={auth.resetByMail} onBack={() => setForgot(false)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    oidc.reset();
    signIn.mutate(values);
  };
  return (
    <Card title={t("auth.signIn.title")} onSubmit={submit} error={signIn.error ?? oidc.error}>
      {isAnythingKept() && (
        <Text size="sm" data-testid="kept-hint">
          {t("hold.signIn.kept")}
        </Text>
      )}
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
      {auth.oidc !== null && (
        <Button
          className="leeway-wraps"
          variant="default"
          fullWidth
          leftSection={<IconBuilding size={18} aria-hidden />}
          loading={oidc.isPending || oidc.isSuccess}
          onClick={() => {
            keepPlace("signIn");
            signIn.reset();
            oidc.mutate("signIn");
          }}
        >
          {t("auth.oidc.button", { name: auth.oidc })}
        </Button>
      )}
      <PasskeyButton />
      <Anchor component="button" type="button" size="sm" onClick={() => setForgot(true)}>
        {t("auth.forgot")}
      </Anchor>
    </Card>
  );
}

/** Who has just set a password need not type the email again. */
function emailIn(state: unknown): string {
  const email = typeof state === "object" && state !== null && "email" in state ? state.email : "";
  return typeof email === "string" ? email : "";
}
