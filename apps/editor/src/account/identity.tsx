import { useState, type FormEvent } from "react";
import { Alert, Button, Divider, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconBuilding, IconFingerprint } from "@tabler/icons-react";
import type { SecondFactor } from "@leeway/api";
import { useAuthState, useOidcStart } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { canPasskeys, isClosed, usePasskeyConfirm } from "../api/passkeys.js";
import { useConfirmIdentity, useSecondFactor } from "../api/second-factor.js";
import { Password } from "../sign-in/card.js";
import { keepPlace } from "../sign-in/oidc-return.js";
import { useT } from "../ui/language.js";
import { sayError, sentence } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";

interface IdentityProps {
  onDone: () => void;
  onCancel: () => void;
}

/** Asks who one is, by all that one signs in with. */
export function Identity(props: IdentityProps) {
  const factor = useSecondFactor();
  if (factor.isPending) return <Waiting rows={2} />;
  if (!factor.data) return <Failed error={factor.error} again={() => void factor.refetch()} />;
  return <Ways factor={factor.data} {...props} />;
}

function Ways({ factor, onDone, onCancel }: IdentityProps & { factor: SecondFactor }) {
  const t = useT();
  const byPasskey = usePasskeyConfirm();
  const withPasskey = () =>
    byPasskey.mutate(undefined, { onSuccess: onDone, onError: (error) => !isClosed(error) && sayError(error, t) });
  const company = useAuthState().data?.oidc ?? null;
  const oidc = useOidcStart();
  const atCompany = () => {
    keepPlace("confirm");
    oidc.mutate("confirm", { onError: (error) => sayError(error, t) });
  };
  const passkey = factor.passkey && canPasskeys();
  const linked = company !== null && factor.oidc;
  return (
    <Stack>
      <Text size="sm">{t("account.confirm.text")}</Text>
      {passkey && (
        <Button
          data-autofocus
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={byPasskey.isPending}
          onClick={withPasskey}
        >
          {t("account.confirm.passkey")}
        </Button>
      )}
      {linked && (
        <Button
          data-autofocus
          className="leeway-wraps"
          variant="default"
          leftSection={<IconBuilding size={18} aria-hidden />}
          loading={oidc.isPending || oidc.isSuccess}
          onClick={atCompany}
        >
          {t("account.confirm.oidc", { name: company })}
        </Button>
      )}
      {(passkey || linked) && <Divider label={t("account.confirm.or")} />}
      <ByPassword factor={factor} onDone={onDone} onCancel={onCancel} />
    </Stack>
  );
}

function ByPassword({ factor: { app, passkey }, onDone, onCancel }: IdentityProps & { factor: SecondFactor }) {
  const t = useT();
  const confirm = useConfirmIdentity();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { error } = confirm;
  const isCode = (one: unknown) => one instanceof ApiProblem && /^(secondFactor\.|auth\.confirmCode$)/.test(one.code);
  const isPassword = error instanceof ApiProblem && error.code === "auth.wrongPassword";
  // One that was set up elsewhere meanwhile is asked for as well.
  const asksCode = app || passkey || isCode(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ password, ...(asksCode && { code }) }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {error && !isPassword && !isCode(error) && <Alert color="red">{sentence(error, t)}</Alert>}
        <Password
          data-autofocus
          autoComplete="current-password"
          value={password}
          error={isPassword && t("settings.password.wrong")}
          onChange={({ currentTarget: { value } }) => setPassword(value)}
        />
        {asksCode && (
          <TextInput
            label={t(app ? "auth.step.code" : "auth.step.recovery")}
            description={app && t("account.confirm.code")}
            autoComplete="one-time-code"
            required
            value={code}
            error={isCode(error) && sentence(error, t)}
            onChange={({ currentTarget: { value } }) => setCode(value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
          <Button
            type="submit"
            loading={confirm.isPending}
            disabled={password === "" || (asksCode && code.trim() === "")}
          >
            {t("account.confirm.button")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
