import { Badge, Group, Table, Text } from "@mantine/core";
import type { SandboxState } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { useSay } from "../runs/facts.js";
import { phone } from "../runs/story/glimpse.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

type Row = { id: string } & Record<string, unknown>;
const words = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const nameOf = (state: SandboxState, personId: unknown): string =>
  state.people.find(({ id }) => id === personId)?.name ?? words(personId);

interface Column {
  title: string;
  cell: (row: Row) => React.ReactNode;
}

function Rows({ label, rows, columns }: { label: string; rows: readonly Row[]; columns: readonly Column[] }) {
  const t = useT();
  if (rows.length === 0)
    return (
      <Text c="dimmed" py="md">
        {t("sandbox.none")}
      </Text>
    );
  return (
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
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              {columns.map(({ title, cell }) => (
                <Table.Td key={title} style={{ overflowWrap: "anywhere" }}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** An id is shortened; whole on hover and in the clipboard. */
function Id({ id }: { id: string }) {
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
const useIdColumn = (): Column => {
  const t = useT();
  return { title: t("sandbox.id"), cell: ({ id }) => <Id id={id} /> };
};

function When({ at }: { at: unknown }) {
  return typeof at === "string" && !Number.isNaN(Date.parse(at)) ? <Moment at={at} size="sm" /> : null;
}

function Names({ names }: { names: unknown }) {
  if (!Array.isArray(names)) return null;
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge
          key={words(name)}
          variant="light"
          color="gray"
          tt="none"
          styles={{ label: { color: "var(--mantine-color-text)" } }}
        >
          {words(name)}
        </Badge>
      ))}
    </Group>
  );
}

export function People({ state }: { state: SandboxState }) {
  const t = useT();
  const id = useIdColumn();
  const columns: Column[] = [
    {
      title: t("sandbox.person"),
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {words(name)}
        </Text>
      ),
    },
    { title: t("sandbox.phone"), cell: (row) => phone(words(row.phone)) },
    { title: t("sandbox.email"), cell: ({ email }) => words(email) },
    { title: t("sandbox.tags"), cell: ({ tags }) => <Names names={tags} /> },
    id,
  ];
  return <Rows label={t("sandbox.people")} rows={state.people} columns={columns} />;
}

export function Orders({ state }: { state: SandboxState }) {
  const t = useT();
  const say = useSay();
  const id = useIdColumn();
  const columns: Column[] = [
    { title: t("sandbox.person"), cell: ({ person_id: person, email }) => nameOf(state, person) || words(email) },
    { title: t("sandbox.what.column"), cell: ({ title, offer_id: offer }) => words(title) || words(offer) },
    {
      title: t("sandbox.price"),
      cell: ({ price, currency }) => (typeof price === "number" ? say.money(price, words(currency)) : words(price)),
    },
    { title: t("sandbox.state"), cell: ({ status }) => words(status) },
    { title: t("sandbox.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
    id,
  ];
  return <Rows label={t("sandbox.orders")} rows={state.orders} columns={columns} />;
}

export function Messages({ state }: { state: SandboxState }) {
  const t = useT();
  const columns: Column[] = [
    { title: t("sandbox.to"), cell: ({ person_id: person }) => nameOf(state, person) },
    { title: t("sandbox.text.column"), cell: (row) => <MessageText row={row} /> },
    { title: t("sandbox.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
  ];
  return <Rows label={t("sandbox.messages")} rows={state.messages} columns={columns} />;
}

/** The words of a message; of a template its id and what was filled in. */
function MessageText({ row: { text, template_id: template, variables } }: { row: Row }) {
  const t = useT();
  if (words(text) !== "")
    return (
      <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {words(text)}
      </Text>
    );
  const filled = Object.entries((variables ?? {}) as Record<string, Json>);
  return (
    <>
      <Text size="sm">{t("sandbox.template", { id: words(template) })}</Text>
      {filled.map(([name, value]) => (
        <Text key={name} size="sm" c="dimmed">
          {name}: {typeof value === "string" ? value : JSON.stringify(value)}
        </Text>
      ))}
    </>
  );
}

export function Tags({ state }: { state: SandboxState }) {
  const t = useT();
  const id = useIdColumn();
  const worn = (tag: unknown) =>
    state.people.filter(({ tags }) => Array.isArray(tags) && tags.includes(tag)).map(({ name }) => name);
  const columns: Column[] = [
    {
      title: t("common.name"),
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {words(name)}
        </Text>
      ),
    },
    { title: t("sandbox.people"), cell: ({ name }) => worn(name).join(", ") },
    id,
  ];
  return <Rows label={t("sandbox.tags")} rows={state.tags} columns={columns} />;
}
