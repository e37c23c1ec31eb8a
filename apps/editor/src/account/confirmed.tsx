import { useState, type FormEvent } from "react";
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useAuthState, useOidcStart } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { isClosed, usePasskeyConfirm, usePasskeys } from "../api/passkeys.js";
import { useConfirmIdentity, useSecondFactor } from "../api/second-factor.js";
import { Password } from "../sign-in/card.js";
import { keepPlace } from "../sign-in/oidc-return.js";
import { useT, type Translate } from "../ui/language.js";
import { sayError, sentence } from "../ui/said.js";

/** What somebody does who closes the question instead of answering it. */
export class NotConfirmed extends Error {}

/** Does something that takes who has shown lately who they are: asks for it where the server wants it, then does it again. */
export async function confirmed<T>(t: Translate, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "auth.confirm") throw error;
    await askIdentity(t);
    return act();
  }
}

const askIdentity = (t: Translate) =>
  new Promise<void>((resolve, reject) => {
    const id = modals.open({
      title: t("account.confirm.title"),
      closeButtonProps: { "aria-label": t("common.close") },
      onClose: () => reject(new NotConfirmed()),
      children: (
        <Identity
          onDone={() => {
            resolve();
            modals.close(id);
          }}
        />
      ),
    });
  });

function Identity({ onDone }: { onDone: () => void }) {
  const t = useT();
  const factor = useSecondFactor();
  const confirm = useConfirmIdentity();
  const passkeys = usePasskeys();
  const byPasskey = usePasskeyConfirm();
  const withPasskey = () =>
    byPasskey.mutate(undefined, { onSuccess: onDone, onError: (error) => !isClosed(error) && sayError(error, t) });
  const company = useAuthState().data?.oidc ?? null;
  const oidc = useOidcStart();
  const atCompany = () => {
    keepPlace();
    oidc.mutate(true, { onError: (error) => sayError(error, t) });
  };
  const [by, setBy] = useState<"password" | "code">("password");
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(by === "password" ? { password: typed } : { code: typed }, { onSuccess: onDone });
  };
  const error = confirm.error ? sentence(confirm.error, t) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t("account.confirm.text")}</Text>
        {factor.data?.app && (
          <SegmentedControl
            size="xs"
            value={by}
            onChange={(value) => {
              setBy(value as typeof by);
              setTyped("");
            }}
            data={[
              { value: "password", label: t("auth.password") },
              { value: "code", label: t("auth.step.code") },
            ]}
          />
        )}
        {by === "password" ? (
          <Password
            data-autofocus
            autoComplete="current-password"
            value={typed}
            error={error}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
        ) : (
          <TextInput
            label={t("auth.step.code")}
            autoComplete="one-time-code"
            value={typed}
            error={error}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
        )}
        <Group justify="flex-end">
          {passkeys.data && passkeys.data.items.length > 0 && (
            <Button variant="default" loading={byPasskey.isPending} onClick={withPasskey}>
              {t("account.confirm.passkey")}
            </Button>
          )}
          {company !== null && factor.data?.oidc && (
            <Button variant="default" loading={oidc.isPending || oidc.isSuccess} onClick={atCompany}>
              {t("account.confirm.oidc", { name: company })}
            </Button>
          )}
          <Button type="submit" loading={confirm.isPending} disabled={typed === ""}>
            {t("account.confirm.button")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
