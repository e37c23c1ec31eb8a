import { useRef, useState } from "react";
import { Badge, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { sayRole, type Invitation, type MadeInvitation } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useInvitations, useRenewInvitation, useWithdraw } from "../api/team.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useLanguage, useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone } from "../ui/said.js";
import { Failed } from "../ui/states.js";
import { MadeLinkBox } from "./invite-form.js";

/** Who is invited and has not come yet. Where nobody is, nothing is shown. */
export function InvitationList() {
  const t = useT();
  const list = useInvitations(true);
  const [made, setMade] = useState<MadeInvitation>();
  if (list.error && !list.data) return <Failed error={list.error} again={() => void list.refetch()} />;
  if (!list.data || list.data.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>{t("team.invited")}</Title>
      {made && <MadeLinkBox made={made} onClose={() => setMade(undefined)} />}
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing="xs" aria-label={t("team.invited")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("auth.email")}</Table.Th>
              <Table.Th>{t("team.role")}</Table.Th>
              <Table.Th>{t("team.invited.by")}</Table.Th>
              <Table.Th>{t("team.invited.until")}</Table.Th>
              <Table.Th w={240} aria-label={t("credentials.actions")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.data.map((one) => (
              <Row key={one.id} invitation={one} onMade={setMade} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Row({ invitation, onMade }: { invitation: Invitation; onMade: (made: MadeInvitation | undefined) => void }) {
  const t = useT();
  const { locale } = useLanguage();
  const renew = useRenewInvitation((act) => confirmed(t, act));
  const withdraw = useWithdraw();
  const own = useRef<HTMLTableRowElement>(null);
  useHandOnFocus(own);
  const { id, email, role, invitedBy, expiresAt, expired, letter } = invitation;
  const onError = (error: unknown) => sayRefusal(error, t);
  return (
    <Table.Tr ref={own}>
      <Table.Td className="leeway-name">
        {email}
        {letter !== null && letter.fault !== null && (
          <Text size="xs" c="var(--mantine-color-error)">
            {t(letter.state === "waiting" ? "team.letter.waiting" : "team.letter.failed", { why: letter.fault })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{sayRole(role, locale)}</Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {invitedBy}
        </Text>
      </Table.Td>
      <Table.Td>
        {expired ? <Badge color="orange">{t("team.invited.expired")}</Badge> : <Moment at={expiresAt} size="sm" />}
      </Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button
            size="xs"
            variant="subtle"
            loading={renew.isPending}
            aria-label={t("team.renew.label", { email })}
            onClick={() => renew.mutate(id, { onSuccess: onMade, onError })}
          >
            {t("team.renew")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={withdraw.isPending}
            aria-label={t("team.withdraw.label", { email })}
            onClick={() =>
              withdraw.mutate(id, {
                onSuccess: () => {
                  onMade(undefined);
                  sayDone(t("team.withdraw.done", { email }));
                },
                onError,
              })
            }
          >
            {t("team.withdraw")}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
