import { useRef, useState } from "react";
import { Avatar, Badge, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { isAtLeast, sayRole, type Me, type Member, type Role } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useChangeRole, useKeysAbove, useUndelivered } from "../api/team.js";
import { ask } from "../ui/confirm.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { MemberMenu } from "./member-menu.js";
import { LoweredKeys } from "./lowered-keys.js";
import { RoleSelect } from "./role-select.js";

/** So many are seen at a glance. */
const FEW = 10;

/** The members; who may changes their roles in place. */
export function MemberTable({ members, me }: { members: readonly Member[]; me: Me }) {
  const t = useT();
  const [wanted, setWanted] = useState("");
  const word = wanted.trim().toLocaleLowerCase();
  const found = members.filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(word));
  return (
    <Stack gap="sm">
      {members.length > FEW && (
        <TextInput
          type="search"
          placeholder={t("team.members.find")}
          aria-label={t("team.members.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          w={{ base: "100%", xs: 360 }}
        />
      )}
      {found.length > 0 ? (
        <Members members={found} me={me} />
      ) : (
        <Text c="dimmed" role="status">
          {t("team.members.none")}
        </Text>
      )}
    </Stack>
  );
}

function Members({ members, me }: { members: readonly Member[]; me: Me }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="xs" aria-label={t("team.members")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("team.member")}</Table.Th>
            <Table.Th w={200}>{t("team.role")}</Table.Th>
            <Table.Th w={48} aria-label={t("credentials.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} me={me} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function MemberRow({ member, me }: { member: Member; me: Me }) {
  const t = useT();
  const { locale } = useLanguage();
  const may = useMay();
  const letter = useUndelivered(may("members.password")).data?.items.find(({ memberId }) => memberId === member.id);
  const change = useChangeRole((act) => confirmed(t, act));
  const row = useRef<HTMLTableRowElement>(null);
  useHandOnFocus(row);
  const above = useKeysAbove();
  const { id, name, email, role } = member;
  const own = me.workspace.role;
  const isMe = id === me.user.id;
  const open = !isMe && may("members.edit") && isAtLeast(own, role);
  const give = (next: Role) =>
    change.mutate(
      { id, role: next },
      {
        onSuccess: () => sayDone(t("team.role.done", { name, role: sayRole(next, locale) })),
        onError: (error) => sayRefusal(error, t),
      },
    );
  /** Keys that they made may no more than they: that is asked where one loses something. */
  const lower = (next: Role) =>
    above.mutate(
      { id, role: next },
      {
        onSuccess: (keys) => {
          if (keys.length === 0) return give(next);
          ask(t, {
            title: t("team.lower.title", { count: keys.length }),
            text: <LoweredKeys keys={keys} role={next} />,
            yes: t("team.lower.yes"),
            onYes: () => give(next),
          });
        },
        onError: (error) => sayError(error, t),
      },
    );
  const choose = (next: Role) => {
    if (next === role) return;
    const onYes = () => give(next);
    if (isAtLeast(role, next)) return lower(next);
    if (next !== "owner") return give(next);
    ask(t, { title: t("team.owner.title", { name }), text: t("team.owner.text"), yes: t("team.owner.yes"), onYes });
  };
  return (
    <Table.Tr ref={row} data-testid={`member-${email}`}>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar name={name} color="cyan" size={36} aria-hidden />
          <Stack gap={0} miw={0}>
            <Group gap={6}>
              <Text fw={600} className="leeway-name">
                {name}
              </Text>
              {isMe && <Badge color="gray">{t("team.you")}</Badge>}
            </Group>
            <Text size="sm" c="dimmed" truncate>
              {email}
            </Text>
            {letter && (
              <Text size="xs" c="var(--mantine-color-error)">
                {t("team.letter.reset", { why: letter.fault ?? "" })}
              </Text>
            )}
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        {open ? (
          <RoleSelect aria-label={t("team.role.of", { name })} own={own} value={role} onChange={choose} />
        ) : (
          <Text size="sm">{sayRole(role, locale)}</Text>
        )}
      </Table.Td>
      <Table.Td>{open && <MemberMenu member={member} />}</Table.Td>
    </Table.Tr>
  );
}
