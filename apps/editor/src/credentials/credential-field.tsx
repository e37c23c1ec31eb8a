import { NumberInput, PasswordInput, Select, TagsInput, TextInput } from "@mantine/core";
import type { CredentialType } from "@leeway/api";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";
import { KeyFileField } from "./key-file-field.js";
import { hostOf, type FieldPlan, type FieldValue } from "./credential-model.js";

const helps: Partial<Record<string, MessageId>> = {
  "leelooToken.token": "credentials.leeloo.help",
  "webhookSecret.secret": "credentials.field.secret.help",
  "leelooToken.limitPerMinute": "credentials.field.limitPerMinute.help",
  "googleServiceAccount.key": "credentials.google.key.help",
  "googleServiceAccount.limitPerMinute": "credentials.google.limit",
  "googleOAuth.clientSecret": "credentials.google.secret.help",
  "googleOAuth.limitPerMinute": "credentials.google.limit",
  "smtp.host": "credentials.smtp.host.help",
  "smtp.user": "credentials.smtp.user.help",
  "smtp.password": "credentials.smtp.password.help",
  "smtp.from": "credentials.smtp.from.help",
  "smtp.limitPerMinute": "credentials.smtp.limit",
  "telegramBot.token": "credentials.telegram.help",
  "telegramBot.limitPerMinute": "credentials.telegram.limit",
};

interface FieldProps {
  type: CredentialType;
  plan: FieldPlan;
  value: FieldValue;
  error: string | undefined;
  /** A secret is stored already: empty keeps it. */
  stored: boolean;
  onChange: (value: FieldValue) => void;
}

/** One field of a credential. A stored secret never comes back: its field is empty and says so. */
export function CredentialField({ type, plan, value, error, stored, onChange }: FieldProps) {
  const t = useT();
  const { name, kind, optional, choices = [] } = plan;
  const help = helps[`${type}.${name}`];
  const shared = {
    label: t(`credentials.field.${name}` as MessageId),
    description: help && t(help),
    error,
    "data-testid": `credential-field-${name}`,
  };
  switch (kind) {
    case "secret":
      return (
        <PasswordInput
          {...shared}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          required={!stored && !optional}
          description={[stored && t("credentials.secret.keep"), help && t(help)].filter(Boolean).join(" ") || undefined}
          placeholder={stored ? "••••••••••••" : ""}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("auth.show") }}
        />
      );
    case "file":
      return <KeyFileField {...shared} value={String(value)} stored={stored} onChange={onChange} />;
    case "number":
      return (
        <NumberInput
          {...shared}
          value={value as number | string}
          onChange={onChange}
          min={1}
          max={100_000}
          allowDecimal={false}
          thousandSeparator=" "
          required
        />
      );
    case "choice":
      return (
        <Select
          {...shared}
          data={choices.map(({ value: one, label }) => ({ value: one, label: label ? t(label) : one }))}
          value={String(value)}
          onChange={(next) => next !== null && onChange(next)}
          allowDeselect={false}
        />
      );
    case "hosts":
      return (
        <TagsInput
          {...shared}
          description={t("credentials.field.allowedHosts.help")}
          value={value as string[]}
          onChange={(next) => onChange([...new Set(next.map(hostOf))])}
          splitChars={[",", " ", ";"]}
          acceptValueOnBlur
          required
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={kind === "url" ? "url" : "text"}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          required={!optional}
        />
      );
  }
}
