import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle, IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import type { Poll } from "@leeway/api";
import type { WorkflowNode } from "@leeway/engine";
import { usePolls, useTellPoll, type PollVerb } from "../api/polls.js";
import { useEditor } from "../document/store.js";
import { useStep } from "../inspector/step-context.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError } from "../ui/said.js";
import { Failed } from "../ui/states.js";
import { PastPeriod } from "./past-period.js";

/** How the published trigger fares: its last look and its next one, what went wrong, and the past that it may make up for. */
export function PollState() {
  const t = useT();
  const { workflowId, node } = useStep();
  const published = useEditor(({ workflow }) => workflow?.published != null);
  const polls = usePolls(workflowId, published);
  const { mutate, isPending, variables } = useTellPoll(workflowId, node.id);
  const poll = polls.data?.find(({ nodeId }) => nodeId === node.id);
  if (polls.error) return <Failed error={polls.error} again={() => void polls.refetch()} />;
  if (published && polls.isPending) return null;
  if (!poll)
    return (
      <Text size="sm" c="dimmed" data-testid="poll-state">
        {t(takesPast(node.params) ? "poll.draft.past" : "poll.draft")}
      </Text>
    );
  const tell = (word: PollVerb) => mutate(word, { onError: (error) => sayError(error, t) });
  const { paused, looking } = poll;
  const hold = paused ? "resume" : "pause";
  return (
    <Stack gap="xs" data-testid="poll-state">
      <Text size="sm">
        <NextLook poll={poll} />
      </Text>
      <LastLook poll={poll} past={takesPast(node.params)} />
      <Notes poll={poll} />
      <Allowed to="runs.pause">
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
            onClick={() => tell({ verb: hold })}
            loading={isPending && variables.verb === hold}
          >
            {t(`poll.${hold}`)}
          </Button>
          {!paused && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => tell({ verb: "look" })}
              loading={looking || (isPending && variables.verb === "look")}
            >
              {t("poll.look")}
            </Button>
          )}
        </Group>
        <PastPeriod backfill={poll.backfill} busy={isPending} tell={tell} />
      </Allowed>
    </Stack>
  );
}

function NextLook({ poll: { paused, looking, nextAt } }: { poll: Poll }) {
  const t = useT();
  if (paused) return t("poll.paused");
  if (looking || nextAt === null) return t("poll.looking");
  return (
    <>
      {t("poll.next")} <Moment at={nextAt} ahead />
    </>
  );
}

const takesPast = ({ firstPoll }: WorkflowNode["params"]) => firstPoll === "past";

function LastLook({ poll: { lastAt, lastError, found, requests }, past }: { poll: Poll; past: boolean }) {
  const t = useT();
  if (lastAt === null)
    return (
      <Text size="sm" c="dimmed">
        {t(past ? "poll.first.past" : "poll.first")}
      </Text>
    );
  if (lastError)
    return (
      <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />} title={t("poll.failed")}>
        <Text size="sm">
          <Moment at={lastAt} />: {lastError.message} {lastError.hint}
        </Text>
        <Text size="sm" c="dimmed">
          {t("poll.failed.again")}
        </Text>
      </Alert>
    );
  return (
    <Text size="sm" c="dimmed">
      {t("poll.last")} <Moment at={lastAt} /> · {t("poll.found", { count: found })} ·{" "}
      {t("poll.requests", { count: requests })}
    </Text>
  );
}

function Notes({ poll: { cut, afreshAt } }: { poll: Poll }) {
  const t = useT();
  return (
    <>
      {cut && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          <Text size="sm">{t("poll.cut")}</Text>
        </Alert>
      )}
      {afreshAt !== null && (
        <Alert color="gray" variant="light" p="xs" icon={<IconInfoCircle aria-hidden />}>
          <Text size="sm">
            {t("poll.afresh")} <Moment at={afreshAt} ahead />
          </Text>
        </Alert>
      )}
    </>
  );
}
