import { useState } from "react";
import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import type { SandboxDelivery } from "@leeway/api";
import { useEventsTarget } from "../api/sandbox.js";
import { ChangedBy } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { Result } from "./delivery-result.js";

/** Leeloo's one webhook slot: its address, and how the latest event fared. */
export function EventsTarget({ target, last }: { target: string | null; last: SandboxDelivery | undefined }) {
  const t = useT();
  const change = useEventsTarget();
  /** What is written and not saved yet. */
  const [draft, setDraft] = useState<string>();
  const [tried, setTried] = useState(false);
  const text = draft ?? target ?? "";
  const url = text.trim();
  const bad = tried && url !== "" && !isAddress(url);
  const set = (value: Parameters<typeof change.mutate>[0]) =>
    change.mutate(value, {
      onSuccess: () => {
        setDraft(undefined);
        sayDone(t(value === null ? "sandbox.events.stopped" : "sandbox.events.saved"));
      },
      onError: (error) => sayError(error, t),
    });
  return (
    <Paper withBorder p="md" radius="md">
      <ChangedBy who="sandbox.use">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (isAddress(url)) set(url);
          }}
        >
          <Stack gap="xs">
            <Title order={2}>{t("sandbox.events.where")}</Title>
            <Text size="sm" c="dimmed">
              {t("sandbox.events.text")} {t("sandbox.events.real")}
            </Text>
            <Group align="flex-start" gap="xs">
              <TextInput
                flex={1}
                miw="min(100%, 280px)"
                aria-label={t("sandbox.events.address")}
                value={text}
                onChange={(event) => setDraft(event.currentTarget.value)}
                error={bad && t("sandbox.events.bad")}
                maxLength={2_000}
                data-testid="events-address"
              />
              <Button
                type="submit"
                variant="default"
                disabled={url === "" || url === target}
                loading={change.isPending}
                data-testid="events-save"
              >
                {t("common.save")}
              </Button>
              <Button
                variant="default"
                disabled={change.isPending}
                onClick={() => set({ own: true })}
                data-testid="events-own"
              >
                {t("sandbox.events.own")}
              </Button>
              {target !== null && (
                <Button variant="subtle" color="gray" disabled={change.isPending} onClick={() => set(null)}>
                  {t("sandbox.events.stop")}
                </Button>
              )}
            </Group>
            <Last target={target} last={last} />
          </Stack>
        </form>
      </ChangedBy>
    </Paper>
  );
}

function Last({ target, last }: { target: string | null; last: SandboxDelivery | undefined }) {
  const t = useT();
  if (target === null)
    return (
      <Text size="sm" c="dimmed">
        {t("sandbox.events.none")}
      </Text>
    );
  if (!last) return null;
  return (
    <Group gap="xs" data-testid="events-last">
      <Text size="sm">{t("sandbox.events.last")}</Text>
      <Result delivery={last} />
      <Text size="sm" c="dimmed">
        <Moment at={last.at} />
      </Text>
    </Group>
  );
}

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\//i.test(text);
