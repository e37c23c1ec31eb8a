import { useState, type FormEvent } from "react";
import { Anchor, Button, Code, Text, TextInput } from "@mantine/core";
import { useAskReset } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Card } from "./card.js";

interface ForgotPasswordProps {
  email: string;
  /** Whether this server sends mail; without it only a person can help. */
  byMail: boolean;
  onBack: () => void;
}

/** Asks for a link. That one is on its way says nothing of whether somebody has this email here. */
export function ForgotPassword({ email: typed, byMail, onBack }: ForgotPasswordProps) {
  const t = useT();
  const ask = useAskReset();
  const [email, setEmail] = useState(typed);
  const back = (
    <Anchor component="button" type="button" size="sm" onClick={onBack}>
      {t("auth.back")}
    </Anchor>
  );
  if (!byMail || ask.isSuccess)
    return (
      <Card title={t("auth.forgot.title")}>
        <Text role="status">{byMail ? t("auth.forgot.sent", { email: email.trim() }) : t("auth.forgot.owner")}</Text>
        {!byMail && (
          <Text size="sm" c="dimmed">
            {t("auth.forgot.command")} <Code>npm run leeway -- user reset-password</Code>
          </Text>
        )}
        {back}
      </Card>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(email);
  };
  return (
    <Card title={t("auth.forgot.title")} text={t("auth.forgot.text")} onSubmit={submit} error={ask.error}>
      <TextInput
        label={t("auth.email")}
        type="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={({ currentTarget: { value } }) => setEmail(value)}
      />
      <Button type="submit" loading={ask.isPending} disabled={email.trim() === ""} fullWidth>
        {t("auth.forgot.button")}
      </Button>
      {back}
    </Card>
  );
}
