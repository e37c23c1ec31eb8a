import { Group, Stack, Text, Title } from "@mantine/core";
import type { SandboxState } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { useSay } from "../runs/facts.js";
import { phone } from "../runs/story/glimpse.js";
import { useT } from "../ui/language.js";
import { Id, Names, Rows, useIdColumn, When, words, type Column, type Row } from "./cells.js";
import { PersonCard } from "./person-card.js";

const nameOf = (state: SandboxState, personId: unknown): string =>
  state.people.find(({ id }) => id === personId)?.name ?? words(personId);

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
  return (
    <Rows
      label={t("sandbox.people")}
      rows={state.people}
      columns={columns}
      detail={(row) => <PersonCard person={row} />}
    />
  );
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
    {
      title: t("sandbox.state"),
      cell: ({ status }) =>
        status === "OPENED" || status === "RESOLVED" || status === "REJECTED"
          ? t(`sandbox.order.${status}`)
          : words(status),
    },
    { title: t("sandbox.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
    id,
  ];
  return <Rows label={t("sandbox.orders")} rows={state.orders} columns={columns} />;
}

export function Messages({ state }: { state: SandboxState }) {
  const t = useT();
  const columns: Column[] = [
    {
      title: t("sandbox.direction"),
      cell: ({ person_id: person, type }) =>
        t(type === "USER_MESSAGE" ? "sandbox.from.person" : "sandbox.to.person", { name: nameOf(state, person) }),
    },
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
  return (
    <Stack>
      <Title order={2}>{t("sandbox.tags")}</Title>
      <Rows label={t("sandbox.tags")} rows={state.tags} columns={columns} />
      <Title order={2}>{t("sandbox.tunnels")}</Title>
      <Tunnels state={state} />
    </Stack>
  );
}

function Tunnels({ state }: { state: SandboxState }) {
  const t = useT();
  const id = useIdColumn();
  const columns: Column[] = [
    {
      title: t("common.name"),
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {words(name)}
        </Text>
      ),
    },
    { title: t("sandbox.lgts"), cell: ({ leadgentools }) => <Leadgentools list={leadgentools} /> },
    id,
  ];
  return <Rows label={t("sandbox.tunnels")} rows={state.tunnels} columns={columns} />;
}

function Leadgentools({ list }: { list: unknown }) {
  const t = useT();
  if (!Array.isArray(list)) return null;
  return (list as Row[]).map(({ id, name, trafficSources }) => (
    <Group key={id} gap="xs">
      <Text size="sm">{words(name)}</Text>
      <Id id={id} />
      {Array.isArray(trafficSources) && (
        <Text size="sm" c="dimmed">
          {t("sandbox.sources", { names: (trafficSources as Row[]).map((one) => words(one["name"])).join(", ") })}
        </Text>
      )}
    </Group>
  ));
}
