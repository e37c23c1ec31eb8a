import { Alert, Button, List, Stack, Text, Title } from "@mantine/core";
import { IconChecks, IconInfoCircle } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { LetGo, Restoration } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { useRestored, useRestoredSeen } from "../api/restored.js";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";
import { Page } from "../ui/page.js";
import { sayError } from "../ui/said.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { HeldEvents } from "./held-events.js";
import { HeldRuns } from "./held-runs.js";
import { PeopleAgain } from "./people-again.js";
import { RestingKeys } from "./resting-keys.js";

/** What waits for a person since a restore, and what was let go. */
export default function RestoredPage() {
  const t = useT();
  const restored = useRestored();
  if (restored.data) return <Told restoration={restored.data} />;
  return (
    <Page title={t("restored.title")}>
      {restored.isPending && <Waiting rows={4} />}
      {restored.error && <Failed error={restored.error} again={() => void restored.refetch()} />}
      {restored.isSuccess && (
        <Empty icon={IconChecks} title={t("restored.none.title")} text={t("restored.none.text")}>
          <Button component={Link} to="/runs" variant="default">
            {t("restored.none.button")}
          </Button>
        </Empty>
      )}
    </Page>
  );
}

function Told({ restoration }: { restoration: Restoration }) {
  const t = useT();
  const { at, backupAt, runs, events, apiKeys, letGo } = restoration;
  const waiting = runs + events + apiKeys;
  const values = { when: useMoment(backupAt ?? at), start: useMoment(at) };
  return (
    <Page
      title={t("restored.title")}
      text={t(backupAt === null ? "restored.text.copy" : "restored.text", values)}
      button={waiting === 0 && <Seen />}
    >
      <Stack gap="xl">
        {apiKeys > 0 && <RestingKeys count={apiKeys} />}
        {runs > 0 && <HeldRuns total={runs} />}
        {events > 0 && <HeldEvents count={events} />}
        {waiting === 0 && (
          <Alert color="teal" icon={<IconChecks />} role="status">
            {t("restored.settled")}
          </Alert>
        )}
        <PeopleAgain />
        <LetGoList letGo={letGo} />
      </Stack>
    </Page>
  );
}

function Seen() {
  const t = useT();
  const seen = useRestoredSeen();
  const navigate = useNavigate();
  if (!useMay()("runs.settle")) return null;
  return (
    <Button
      loading={seen.isPending}
      onClick={() =>
        seen.mutate(undefined, { onSuccess: () => void navigate("/runs"), onError: (error) => sayError(error, t) })
      }
    >
      {t("restored.seen")}
    </Button>
  );
}

const kinds = ["schedules", "polls", "orders", "backfills", "jobs", "notices"] as const satisfies (keyof LetGo)[];

/** What did not go on by itself and what to do about it, and what is as it was before. */
function LetGoList({ letGo }: { letGo: LetGo }) {
  const t = useT();
  const some = kinds.filter((kind) => letGo[kind] > 0);
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {t("restored.between")}
      </Title>
      {some.length > 0 && (
        <List spacing="xs" size="sm" maw={820}>
          {some.map((kind) => (
            <List.Item key={kind}>{t(`restored.letGo.${kind}`, { count: letGo[kind] })}</List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed" maw={820}>
        <IconInfoCircle size={14} aria-hidden style={{ verticalAlign: "-2px" }} /> {t("restored.always")}
      </Text>
    </Stack>
  );
}
