import { Alert, Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconUserOff } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import type { Person, PersonRun } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { usePerson, usePersonRuns } from "../api/people.js";
import { RunMarks } from "../runs/run-marks.js";
import { SearchNote } from "../runs/search-note.js";
import { stepAddress } from "../runs/show-step.js";
import { phone } from "../runs/story/glimpse.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { StatusBadge } from "../ui/status.js";
import { EffectLine } from "./effect-line.js";
import { TheirData } from "./their-data.js";

/** A person of Leeloo's: who they are, and all that runs did to them. */
export default function PersonPage() {
  const t = useT();
  const { id = "" } = useParams();
  const person = usePerson(id);
  const runs = usePersonRuns(id);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const search = runs.data?.pages[0]?.search;
  const nobody = person.error instanceof ApiProblem && person.error.status === 404;
  const title = person.data ? nameOf(person.data) : "";
  return (
    <Page title={title === "" ? t("person.title") : title} text={t("person.text")}>
      {person.isPending && <Waiting rows={6} />}
      {nobody && <Empty icon={IconUserOff} title={t("person.none.title")} text={t("person.none.text")} />}
      {person.error && !nobody && <Failed error={person.error} again={() => void person.refetch()} />}
      {person.data && (
        <Stack>
          <Known person={person.data} />
          <TheirData person={person.data} name={title} />
          <Unclear person={person.data} />
          <Title order={2}>{t("person.runs")}</Title>
          {search && <SearchNote search={search} />}
          {runs.isPending && <Waiting rows={4} />}
          {runs.error && <Failed error={runs.error} again={() => void runs.refetch()} />}
          <Stack component="ul" p={0} m={0} gap="sm" aria-label={t("person.runs")}>
            {items.map((run) => (
              <RunOf key={run.id} run={run} person={person.data} />
            ))}
          </Stack>
          <More list={runs} />
        </Stack>
      )}
    </Page>
  );
}

const nameOf = ({ name, phone: number, email }: Person) =>
  name ?? (number === null ? null : phone(number)) ?? email ?? "";

/** Phone, e-mail and id, as they were seen last. */
function Known({ person }: { person: Person }) {
  const t = useT();
  const facts = [
    { label: t("person.phone"), text: person.phone === null ? null : phone(person.phone), value: person.phone },
    { label: t("person.email"), text: person.email, value: person.email },
    { label: t("person.id"), text: `…${person.id.slice(-6)}`, value: person.id },
  ];
  return (
    <Group gap="lg" data-testid="person-facts">
      {facts.map(
        ({ label, text, value }) =>
          value !== null && (
            <Group key={label} gap={4}>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
              <Text size="sm">{text}</Text>
              <Copy text={value} label={t("person.copy", { what: label })} />
            </Group>
          ),
      )}
    </Group>
  );
}

/** Calls of which nobody knows whether they reached the person: before everything else. */
function Unclear({ person: { unknown } }: { person: Person }) {
  const t = useT();
  if (unknown.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t("person.unknown", { count: unknown.length })}>
      <Stack component="ul" gap={4} pl="md" m={0} data-testid="person-unknown">
        {unknown.map(({ runId, key, nodeName, workflowName, since }) => (
          <Text component="li" size="sm" key={`${runId} ${key}`}>
            <Anchor component={Link} to={stepAddress(runId, key)} size="sm" fw={500}>
              {nodeName}
            </Anchor>
            {` · ${workflowName} · `}
            <Moment at={since} />
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}

function RunOf({ run, person }: { run: PersonRun; person: Person }) {
  const t = useT();
  return (
    <Paper component="li" withBorder p="md" style={{ listStyle: "none" }} data-testid={`person-run-${run.id}`}>
      <Stack gap="xs">
        <Group gap="sm">
          <StatusBadge status={run.status} />
          <Anchor component={Link} className="leeway-name" to={`/runs/${run.id}`} fw={600} c="inherit">
            {run.workflowName}
          </Anchor>
          <RunMarks run={run} />
          <Moment at={run.createdAt} size="sm" c="dimmed" />
        </Group>
        {run.effects.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("person.onlyNamed")}
          </Text>
        ) : (
          <Stack component="ul" gap={6} p={0} m={0} aria-label={t("person.effects")}>
            {run.effects.map((effect) => (
              <EffectLine key={effect.key} runId={run.id} effect={effect} person={person} />
            ))}
          </Stack>
        )}
      </Stack>
    </Paper>
  );
}
