import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Id, words, type Row } from "./cells.js";

/** What the sandbox knows of a person beyond the row of the table. */
export function PersonCard({ person }: { person: Row }) {
  const t = useT();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} p="sm" data-testid="sandbox-person">
      <Part title={t("sandbox.card.channels")} rows={person["accounts"]}>
        {(account) => (
          <>
            {words(account["from"])} <Id id={words(account["id"])} />
          </>
        )}
      </Part>
      <Part title={t("sandbox.card.fields")} rows={person["custom_fields"]}>
        {(field) => `${words(field["name"])}: ${words(field["value"])}`}
      </Part>
      <Part title={t("sandbox.card.history")} rows={person["subscribeHistory"]}>
        {(one) =>
          [one["tunnelName"], one["leadgentoolName"]].map(words).filter(Boolean).join(" · ") || words(one["tunnelId"])
        }
      </Part>
      <Part title={t("sandbox.card.comments")} rows={person["comments"]}>
        {(comment) => (
          <>
            {words(comment["text"])} <When at={comment["created_at"]} />
          </>
        )}
      </Part>
      <Part title={t("sandbox.card.calls")} rows={person["calls"]}>
        {(call) => (
          <>
            {t(call["type"] === "OUTBOUND" ? "sandbox.card.call.OUTBOUND" : "sandbox.card.call.INBOUND", {
              from: words(call["from"]),
              to: words(call["to"]),
            })}{" "}
            <When at={call["created_at"]} />
          </>
        )}
      </Part>
    </SimpleGrid>
  );
}

type Entry = Record<string, unknown>;

function Part({
  title,
  rows,
  children,
}: {
  title: string;
  rows: unknown;
  children: (entry: Entry) => React.ReactNode;
}) {
  const t = useT();
  const entries = Array.isArray(rows) ? (rows as Entry[]) : [];
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("sandbox.card.nothing")}
        </Text>
      )}
      {entries.map((entry, at) => (
        <Text key={at} size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
          {children(entry)}
        </Text>
      ))}
    </Stack>
  );
}

const When = ({ at }: { at: unknown }) => (typeof at === "string" ? <Moment at={at} size="xs" c="dimmed" /> : null);
