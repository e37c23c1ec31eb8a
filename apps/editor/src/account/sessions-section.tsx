import { useRef } from "react";
import { Badge, Button, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import type { SessionDto } from "@leeway/api";
import { useEndSession, useSessions, type EndedSessions } from "../api/sessions.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT, type Translate } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Section } from "../settings/section.js";
import { confirmed, sayRefusal } from "./confirmed.js";

/** Where one is signed in, and a button that ends what one does not know. */
export function SessionsSection() {
  const t = useT();
  const sessions = useSessions();
  const end = useEndSession((act) => confirmed(t, act));
  const items = sessions.data?.items ?? [];
  const finish = (which: EndedSessions) =>
    end.mutate(which, {
      onSuccess: () => sayDone(t("account.sessions.ended")),
      onError: (error) => sayRefusal(error, t),
    });
  const { idleHours = 0, maxHours = 0 } = sessions.data?.endsAfter ?? {};
  return (
    <Section title={t("account.sessions")} text={t("account.sessions.text")}>
      <Stack>
        {sessions.isPending && <Waiting rows={2} />}
        {sessions.error && <Failed error={sessions.error} again={() => void sessions.refetch()} />}
        {items.map((session) => (
          <Row key={session.id} session={session} onEnd={() => finish({ id: session.id })} />
        ))}
        {sessions.data && (
          <Text size="sm" c="dimmed">
            {t(idleHours < maxHours ? "account.sessions.ends" : "account.sessions.endsInAnyCase", {
              idle: duration(t, idleHours),
              max: duration(t, maxHours),
            })}
          </Text>
        )}
        {items.length > 1 && (
          <Group justify="flex-end">
            <Button variant="default" loading={end.isPending} onClick={() => finish("others")}>
              {t("account.sessions.endOthers")}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}

/** Whole days as days; anything else is told to the hour. */
const duration = (t: Translate, hours: number) =>
  hours % 24 === 0 ? t("account.sessions.days", { count: hours / 24 }) : t("account.sessions.hours", { count: hours });

function Row({ session, onEnd }: { session: SessionDto; onEnd: () => void }) {
  const t = useT();
  const own = useRef<HTMLDivElement>(null);
  useHandOnFocus(own);
  const { browser, system, mobile, address, current, lastSeenAt } = session;
  const device = [browser, system].filter(Boolean).join(" · ") || t("account.sessions.unknown");
  return (
    <Group ref={own} wrap="nowrap" align="flex-start" data-testid="session">
      <ThemeIcon variant="light" color="gray" size="lg">
        {mobile ? <IconDeviceMobile size={18} aria-hidden /> : <IconDeviceDesktop size={18} aria-hidden />}
      </ThemeIcon>
      <Stack gap={2} flex={1}>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {device}
          </Text>
          {current && <Badge color="teal">{t("account.sessions.this")}</Badge>}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {t("account.sessions.seen")} <Moment at={lastSeenAt} size="xs" /> · {address ?? "—"}
        </Text>
      </Stack>
      {!current && (
        <Button size="xs" variant="default" aria-label={t("account.sessions.endLabel", { device })} onClick={onEnd}>
          {t("account.sessions.end")}
        </Button>
      )}
    </Group>
  );
}
