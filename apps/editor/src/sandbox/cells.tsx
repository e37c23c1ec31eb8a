import { useState } from "react";
import { Badge, Button, Group, Table, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import css from "./sandbox.module.css";

export type Row = { id: string } & Record<string, unknown>;
/** A value that is a text or a number, in words. */
export const words = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

export interface Column {
  title: string;
  cell: (row: Row) => React.ReactNode;
}

const PAGE = 100;

/** A table; where `detail` is given, the first cell unfolds it below its row. */
export function Rows({
  label,
  rows,
  columns,
  detail,
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly Column[];
  detail?: (row: Row) => React.ReactNode;
}) {
  const t = useT();
  const [shown, setShown] = useState(PAGE);
  if (rows.length === 0)
    return (
      <Text c="dimmed" py="md">
        {t("sandbox.none")}
      </Text>
    );
  return (
    <>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm" aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title }) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, shown).map((row) => (
              <Line key={row.id} row={row} columns={columns} detail={detail} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + PAGE)}>
          {t("common.more")}
        </Button>
      )}
    </>
  );
}

function Line({
  row,
  columns,
  detail,
}: {
  row: Row;
  columns: readonly Column[];
  detail: ((row: Row) => React.ReactNode) | undefined;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Table.Tr>
        {columns.map(({ title, cell }, at) => (
          <Table.Td key={title} style={{ overflowWrap: "anywhere" }}>
            {detail && at === 0 ? (
              <UnstyledButton aria-expanded={open} onClick={() => setOpen(!open)}>
                <Group gap={6} wrap="nowrap">
                  <IconChevronRight size={16} className={css.chevron} data-open={open} aria-hidden />
                  {cell(row)}
                </Group>
              </UnstyledButton>
            ) : (
              cell(row)
            )}
          </Table.Td>
        ))}
      </Table.Tr>
      {detail && open && (
        <Table.Tr>
          <Table.Td colSpan={columns.length}>{detail(row)}</Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** An id is shortened; whole on hover and in the clipboard. */
export function Id({ id }: { id: string }) {
  const t = useT();
  return (
    <Group gap={2} wrap="nowrap">
      <Text size="sm" c="dimmed" ff="monospace" title={id}>
        …{id.slice(-6)}
      </Text>
      <Copy text={id} label={t("sandbox.copyId")} />
    </Group>
  );
}
export const useIdColumn = (): Column => {
  const t = useT();
  return { title: t("sandbox.id"), cell: ({ id }) => <Id id={id} /> };
};

export function When({ at }: { at: unknown }) {
  return typeof at === "string" && !Number.isNaN(Date.parse(at)) ? (
    <Moment at={at} size="sm" style={{ whiteSpace: "nowrap" }} />
  ) : null;
}

export function Names({ names }: { names: unknown }) {
  if (!Array.isArray(names)) return null;
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge key={words(name)} color="gray">
          {words(name)}
        </Badge>
      ))}
    </Group>
  );
}
