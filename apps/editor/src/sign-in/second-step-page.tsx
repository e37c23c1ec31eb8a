import { useState, type FormEvent } from "react";
import { Anchor, Button, TextInput } from "@mantine/core";
import type { SecondStep } from "@leeway/api";
import { useSignOut } from "../api/account.js";
import { useCheckCode } from "../api/second-factor.js";
import { useT } from "../ui/language.js";
import { Card } from "./card.js";
import { PasskeyButton } from "./passkey-button.js";

/** After a right password: a code of the app, or one from paper. */
export function SecondStepPage({ step }: { step: SecondStep }) {
  const t = useT();
  const check = useCheckCode();
  const leave = useSignOut();
  const [lost, setLost] = useState(!step.app);
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate(code);
  };
  const swap = () => {
    setLost(!lost);
    setCode("");
    check.reset();
  };
  return (
    <Card
      title={t("auth.step.title")}
      text={t(step.app ? (lost ? "auth.step.recovery.text" : "auth.step.text") : "auth.step.passkey.text")}
      onSubmit={submit}
      error={check.error}
    >
      <TextInput
        key={String(lost)}
        label={t(lost ? "auth.step.recovery" : "auth.step.code")}
        inputMode={lost ? "text" : "numeric"}
        autoComplete={lost ? "off" : "one-time-code"}
        autoFocus
        required
        value={code}
        onChange={({ currentTarget: { value } }) => setCode(value)}
      />
      <Button type="submit" loading={check.isPending} disabled={code.trim() === ""} fullWidth>
        {t("auth.signIn.button")}
      </Button>
      {step.passkey && <PasskeyButton />}
      {step.app && (
        <Anchor component="button" type="button" size="sm" onClick={swap}>
          {t(lost ? "auth.step.useApp" : "auth.step.useRecovery")}
        </Anchor>
      )}
      <Anchor component="button" type="button" size="sm" onClick={() => leave.mutate()}>
        {t("auth.back")}
      </Anchor>
    </Card>
  );
}
