import { Code, Stack, Table, Text } from "@mantine/core";
import type { AuditEntry } from "@leeway/api";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

/** Entries of the audit log, one a line. */
export function EntryTable({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="xs" aria-label={t("audit.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={130}>{t("audit.when")}</Table.Th>
            <Table.Th w="34%">{t("audit.who")}</Table.Th>
            <Table.Th>{t("audit.what")}</Table.Th>
            <Table.Th w={160}>{t("audit.where")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id} data-testid={`audit-${entry.action}`}>
              <Table.Td style={{ verticalAlign: "top" }}>
                <Moment at={entry.at} size="sm" />
              </Table.Td>
              <Table.Td style={{ verticalAlign: "top" }}>
                <Who entry={entry} />
              </Table.Td>
              <Table.Td style={{ verticalAlign: "top", overflowWrap: "anywhere" }}>{entry.text}</Table.Td>
              <Table.Td style={{ verticalAlign: "top" }}>
                <Where entry={entry} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A person as they were called then; else what did it. */
function Who({ entry: { who, from } }: { entry: AuditEntry }) {
  const t = useT();
  const name = from.name ?? "";
  if (who.id === null)
    return (
      <Text size="sm" fw={600}>
        {t(`audit.by.${from.via ?? "open"}`, { name })}
      </Text>
    );
  return (
    <Stack gap={0}>
      <Text size="sm" fw={600}>
        {who.name ?? who.id}
      </Text>
      {who.email !== null && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {who.email}
        </Text>
      )}
    </Stack>
  );
}

/** The device, and its address; of a person's doing by a key or a command, that. */
function Where({ entry: { who, from } }: { entry: AuditEntry }) {
  const t = useT();
  const isDevice = from.via === "session" || from.via === "open";
  const device = isDevice
    ? from.name
    : who.id === null || from.via === null
      ? null
      : t(`audit.by.${from.via}`, { name: from.name ?? "" });
  return (
    <Stack gap={2} align="flex-start">
      {device !== null && <Text size="sm">{device}</Text>}
      {from.address !== null && <Code>{from.address}</Code>}
    </Stack>
  );
}
