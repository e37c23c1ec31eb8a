import { Anchor, Badge, Code, Group, Stack, Table, Text } from "@mantine/core";
import { IconKey, IconTestPipe } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Credential, Limit } from "@leeway/api";
import { useT } from "../ui/language.js";
import { Copy } from "../ui/copy.js";
import { Moment } from "../ui/moment.js";
import { CredentialActions } from "./credential-actions.js";
import { useMay } from "../api/permission.js";
import { placesOf } from "./credential-model.js";
import { LimitMeter } from "./limit-meter.js";

interface TableProps {
  items: readonly Credential[];
  limits: readonly Limit[];
  onEdit: (credential: Credential) => void;
}

export function CredentialTable({ items, limits, onEdit }: TableProps) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="sm" aria-label={t("credentials.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("common.name")}</Table.Th>
            <Table.Th>{t("credentials.goesTo")}</Table.Th>
            <Table.Th>{t("credentials.limit")}</Table.Th>
            <Table.Th>{t("credentials.changed")}</Table.Th>
            <Table.Th aria-label={t("credentials.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row
              key={item.id}
              credential={item}
              limit={limits.find(({ credentialIds }) => credentialIds.includes(item.id))}
              onEdit={() => onEdit(item)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ credential, limit, onEdit }: { credential: Credential; limit: Limit | undefined; onEdit: () => void }) {
  const t = useT();
  return (
    <Table.Tr data-testid={`credential-row-${credential.id}`}>
      <Table.Td>
        <Group gap={8}>
          <Text fw={600} className="leeway-name">
            {credential.name}
          </Text>
          {credential.sandbox && <SandboxBadge />}
          {credential.needsSecret && <SecretBadge />}
        </Group>
        <Text size="sm" c="dimmed">
          {t(`credentials.type.${credential.type}`)}
        </Text>
        <Account data={credential.data} />
      </Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          {credential.sandbox && (
            <Anchor component={Link} to="/leeloo" size="sm">
              {t("nav.sandbox")}
            </Anchor>
          )}
          {placesOf(credential).map((place) => (
            <Code key={place}>{place}</Code>
          ))}
        </Stack>
      </Table.Td>
      <Table.Td>{limit ? <LimitMeter limit={limit} /> : <PlannedLimit data={credential.data} />}</Table.Td>
      <Table.Td>
        <Moment at={credential.updatedAt} size="sm" />
      </Table.Td>
      <Table.Td>
        <CredentialActions credential={credential} limit={limit} onEdit={onEdit} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Who a spreadsheet has to be shared with, or who signed in. */
function Account({ data: { clientEmail, account } }: Pick<Credential, "data">) {
  if (typeof account === "string" && account !== "") return <Text size="xs">{account}</Text>;
  if (typeof clientEmail !== "string") return null;
  return (
    <Group gap={2} wrap="nowrap">
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {clientEmail}
      </Text>
      <Copy text={clientEmail} />
    </Group>
  );
}

function SandboxBadge() {
  const t = useT();
  return (
    <Badge color="grape" leftSection={<IconTestPipe size={13} aria-hidden />}>
      {t("credentials.sandbox")}
    </Badge>
  );
}

/** It came with the file of another workspace: opening it, one can enter what is missing. */
function SecretBadge() {
  const t = useT();
  return (
    <Badge color="yellow" leftSection={<IconKey size={13} aria-hidden />}>
      {t("credentials.needsSecret")}
    </Badge>
  );
}

/** A token through which nothing went yet has no meter, only its limit. */
function PlannedLimit({ data }: Pick<Credential, "data">) {
  const t = useT();
  const limit = data["limitPerMinute"];
  // Settings are shown to those who may change them.
  if (!useMay()("credentials.edit")) return null;
  return (
    <Text size="sm" c="dimmed">
      {typeof limit === "number" ? t("limits.perMinute", { limit }) : t("limits.none")}
    </Text>
  );
}
