import type { ReactNode } from "react";
import { Anchor, Group, List, Loader, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { ErasureLook } from "@leeway/api";
import { useErasureLook } from "../api/personal-data.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Failed } from "../ui/states.js";

/** What an erasure will do, counted before it begins, so that nobody has to guess how far it goes. */
export function EraseLook({ id, also }: { id: string; also: readonly string[] }) {
  const t = useT();
  const { data, error, refetch } = useErasureLook(id, also);
  return (
    <Stack gap={4} aria-live="polite" data-testid="erase-look">
      <Text size="sm" fw={600}>
        {t("person.look")}
      </Text>
      {error && <Failed error={error} again={() => void refetch()} />}
      {!data && !error && (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm" c="dimmed">
            {t("person.look.counting")}
          </Text>
        </Group>
      )}
      {data && <Found look={data} />}
    </Stack>
  );
}

function Found({ look }: { look: ErasureLook }) {
  const t = useT();
  const { whole, partly, unfinished, events, files, withOthers, written } = look;
  if (whole + partly + unfinished + events + files + written.length === 0)
    return <Text size="sm">{t("person.look.none")}</Text>;
  return (
    <List size="sm" spacing={4}>
      {whole > 0 && <List.Item>{t("person.look.whole", { count: whole })}</List.Item>}
      {withOthers > 0 && (
        <List.Item data-testid="erase-look-others">
          {t("person.look.others", { count: withOthers })} <Others runs={look.others} />
        </List.Item>
      )}
      {partly > 0 && <List.Item>{t("person.look.partly", { count: partly })}</List.Item>}
      {unfinished > 0 && <List.Item>{t("person.look.unfinished", { count: unfinished })}</List.Item>}
      {events > 0 && <List.Item>{t("person.look.events", { count: events })}</List.Item>}
      {files > 0 && <List.Item>{t("person.look.files", { count: files })}</List.Item>}
      {written.length > 0 && (
        <List.Item data-testid="erase-look-written">
          {t("person.look.written")} {listed(written.map((one) => <Place key={`${one.kind} ${one.id}`} {...one} />))}
        </List.Item>
      )}
    </List>
  );
}

/** Opened beside: the question stays where it is. */
const Beside = ({ to, children }: { to: string; children: ReactNode }) => (
  <Anchor component={Link} to={to} target="_blank" size="sm" underline="always">
    {children}
  </Anchor>
);

const Others = ({ runs }: { runs: ErasureLook["others"] }) =>
  listed(
    runs.map(({ id, workflow, createdAt }) => (
      <Beside key={id} to={`/runs/${id}`}>
        {workflow ?? "…"}, <Moment at={createdAt} />
      </Beside>
    )),
  );

/** Where each kind of thing is changed. */
const pages: Record<ErasureLook["written"][number]["kind"], (id: string) => string> = {
  workflow: (id) => `/workflows/${id}`,
  variable: () => "/data",
  field: () => "/data",
  credential: () => "/credentials",
  label: () => "/workflows",
  notices: (id) => (id === "" ? "/settings" : `/workflows/${id}`),
  forward: () => "/events",
};

function Place({ kind, id, name }: ErasureLook["written"][number]) {
  const t = useT();
  return <Beside to={pages[kind](id)}>{t(`person.look.kind.${kind}`, { name })}</Beside>;
}

/** With commas between them. */
const listed = (parts: ReactNode[]) => parts.flatMap((part, at) => (at === 0 ? [part] : [", ", part]));
