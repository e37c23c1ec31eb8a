import { useRef, useState } from "react";
import { Anchor, Group, Table, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import { sayRole, type ApiKey } from "@leeway/api";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useLanguage, useT } from "../ui/language.js";
import { RowAction } from "../ui/row-action.js";
import { Moment } from "../ui/moment.js";
import { DeleteKey } from "./delete-key.js";
import { RenewKey } from "./renew-key.js";

/** A list of keys: who made each, what it may, until when, and when it was used last. */
export function KeyTable({ label, items }: { label: string; items: readonly ApiKey[] }) {
  const t = useT();
  // Here and not in its row: as soon as a key is renewed its row offers that no more, and the new key is still to be read.
  const [renewing, setRenewing] = useState<ApiKey>();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="34%">{t("common.name")}</Table.Th>
            <Table.Th>{t("team.role")}</Table.Th>
            <Table.Th>{t("keys.end")}</Table.Th>
            <Table.Th>{t("settings.keys.used")}</Table.Th>
            <Table.Th w={92} aria-label={t("keys.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((key) => (
            <KeyRow key={key.id} one={key} onRenew={() => setRenewing(key)} />
          ))}
        </Table.Tbody>
      </Table>
      {renewing && <RenewKey one={renewing} onClose={() => setRenewing(undefined)} />}
    </Table.ScrollContainer>
  );
}

function KeyRow({ one, onRenew }: { one: ApiKey; onRenew: () => void }) {
  const t = useT();
  const { locale } = useLanguage();
  const own = useRef<HTMLTableRowElement>(null);
  useHandOnFocus(own);
  const { name, prefix, role, createdAt, expiresAt, lastUsedAt, lastUsedFrom, restingSince, renewedAs, madeBy } = one;
  return (
    <Table.Tr ref={own}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace">
          {prefix}…
        </Text>
        <Made at={createdAt} by={madeBy} />
        {renewedAs !== null && (
          <Text size="xs" c="dimmed">
            {t("keys.renewed")}
          </Text>
        )}
        {restingSince !== null && (
          <Anchor component={Link} to="/restored" size="xs">
            {t("keys.resting")}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{sayRole(role, locale)}</Text>
      </Table.Td>
      <Table.Td>
        <End at={expiresAt} />
      </Table.Td>
      <Table.Td>
        {lastUsedAt === null ? (
          <Text size="sm" c="dimmed">
            {t("settings.keys.never")}
          </Text>
        ) : (
          <Moment at={lastUsedAt} size="sm" />
        )}
        {lastUsedFrom && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {[lastUsedFrom.address, lastUsedFrom.program].filter(Boolean).join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          {renewedAs === null && (
            <RowAction
              sign={IconRefresh}
              hint={t("keys.renew")}
              label={t("keys.renew.title", { name })}
              onClick={onRenew}
            />
          )}
          <DeleteKey one={one} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Made({ at, by }: { at: string; by: ApiKey["madeBy"] }) {
  const t = useT();
  return (
    <Text size="xs" c="dimmed">
      {t("settings.keys.created")} <Moment at={at} />
      {by && (
        <Text span inherit c={by.isMember ? "dimmed" : "orange"}>
          {` · ${t(by.isMember ? "keys.by" : "keys.by.left", { name: by.name || t("team.gone") })}`}
        </Text>
      )}
    </Text>
  );
}

function End({ at }: { at: string | null }) {
  const t = useT();
  const [opened] = useState(() => Date.now());
  if (at === null)
    return (
      <Text size="sm" c="dimmed">
        {t("keys.end.never")}
      </Text>
    );
  if (Date.parse(at) > opened) return <Moment at={at} size="sm" />;
  return (
    <Text size="sm" c="red">
      {t("keys.end.over")} <Moment at={at} />
    </Text>
  );
}
