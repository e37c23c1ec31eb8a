import { useEffect, useRef, useState, type FormEvent } from "react";
import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { confirmApp, startApp } from "../api/second-factor.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { confirmed, NotConfirmed } from "./confirmed.js";
import { QrPicture } from "./qr-picture.js";

/** Sets an authenticator app up: its picture, then a first code, which gives the recovery codes. */
export function AppSetup({ onDone, onCancel }: { onDone: (codes: string[]) => void; onCancel?: () => void }) {
  const t = useT();
  const [code, setCode] = useState("");
  const start = useMutation({ mutationFn: () => confirmed(t, startApp) });
  const confirm = useMutation({
    mutationFn: () => confirmed(t, () => confirmApp(code)),
    onSuccess: ({ codes }) => onDone(codes),
  });
  const begun = useRef(false);
  useEffect(() => {
    // Once: each start makes another secret.
    if (begun.current) return;
    begun.current = true;
    start.mutate(undefined, { onError: (error) => error instanceof NotConfirmed && onCancel?.() });
  });
  // Where there is nowhere to go back to, one begins again when one likes.
  if (start.error instanceof NotConfirmed)
    return (
      <Button variant="default" onClick={() => start.mutate()}>
        {t("auth.needed.app")}
      </Button>
    );
  if (start.error) return <Failed error={start.error} again={() => start.mutate()} />;
  if (!start.data) return <Waiting rows={2} />;
  const { url, secret } = start.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t("account.app.scan")}</Text>
        <Group align="flex-start">
          <QrPicture text={url} label={t("account.app.picture")} />
          <Stack gap={4} flex={1} miw={180}>
            <Text size="sm" c="dimmed">
              {t("account.app.type")}
            </Text>
            <Group gap={4} wrap="nowrap">
              <Code data-testid="app-secret" style={{ overflowWrap: "anywhere" }}>
                {secret.match(/.{1,4}/g)?.join(" ")}
              </Code>
              <Copy text={secret} />
            </Group>
          </Stack>
        </Group>
        <TextInput
          label={t("account.app.code")}
          description={t("account.app.code.text")}
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          w={220}
          value={code}
          error={confirm.error && !(confirm.error instanceof NotConfirmed) ? sentence(confirm.error, t) : undefined}
          onChange={({ currentTarget: { value } }) => setCode(value)}
        />
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t("common.cancel")}
            </Button>
          )}
          <Button type="submit" loading={confirm.isPending} disabled={code.trim().length < 6}>
            {t("account.app.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
