import { Alert, Anchor, Button, Text } from "@mantine/core";
import { IconArrowBarToUp, IconBan, IconEyeOff, IconHourglass, IconKey } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Run } from "@leeway/api";
import type { RunState } from "@leeway/engine";
import { useAnyBrake } from "../api/brakes.js";
import { useMay } from "../api/permission.js";
import { useRun } from "../api/runs.js";
import { RestoredRunWords } from "../restored/restored-run-words.js";
import { useT } from "../ui/language.js";
import type { RunFacts } from "./facts.js";
import { shownStatus } from "./shown-status.js";

interface NotesProps {
  run: Run;
  state: RunState | undefined;
  facts: RunFacts;
}

/** What of a run no step tells: why it stands still, why it ended without a place, that it goes without its key. */
export function RunNotes({ run, state, facts }: NotesProps) {
  return (
    <>
      <Masked />
      <Held run={run} state={state} />
      <Cancelled run={run} state={state} facts={facts} />
      <Keyless run={run} state={state} facts={facts} />
    </>
  );
}

/** Dots in the data are no fault of the run. */
function Masked() {
  const t = useT();
  const may = useMay();
  if (!may("runs.view") || may("personalData.view")) return null;
  return (
    <Alert color="gray" icon={<IconEyeOff />} data-testid="run-masked">
      <Text size="sm">{t("runs.masked")}</Text>
    </Alert>
  );
}

/** Until the live picture shows that it goes on, what lists say of it counts. */
function Held({ run, state }: Omit<NotesProps, "facts">) {
  const t = useT();
  const status = shownStatus(run, state);
  // One of a backup waits whatever it was doing.
  const waits = status === "queued" || status === "waiting" || run.held === "restored";
  if (run.held === null || !waits) return null;
  return (
    <Alert color="violet" icon={<IconHourglass />} role="status" data-testid="run-held">
      <Text size="sm">{t(`runs.held.${run.held}`)}</Text>
      {run.held === "restored" && <RestoredRunWords runId={run.id} />}
      {(run.held === "place" || run.held === "key") && (
        <Anchor component={Link} to={`/runs?workflow=${encodeURIComponent(run.workflowId)}`} size="sm">
          {t("runs.held.others")}
        </Anchor>
      )}
    </Alert>
  );
}

/** The same in a line, for where a run is told in rows. */
export function HeldLine({ runId }: { runId: string }) {
  const t = useT();
  const held = useRun(runId, useAnyBrake()).data?.held;
  return held ? (
    <Text size="sm" px="sm" py={4} role="status" data-testid="run-held">
      {t(`runs.held.${held}`)}
    </Text>
  ) : null;
}

/** Of a run that other runs ended: which setting made it so. A person's cancel needs no reason. */
function Cancelled({ run, state, facts }: NotesProps) {
  const t = useT();
  const error = state?.error;
  if ((state?.status ?? run.status) !== "cancelled" || !error) return null;
  const { message, hint } = facts.tell(error, error.nodeId, true);
  const bySettings = error.code === "run.skipped" || error.code === "run.replaced";
  return (
    <Alert color="gray" icon={<IconBan />} data-testid="run-cancelled">
      <Text size="sm">{message}</Text>
      {hint && <Text size="sm">{hint}</Text>}
      {bySettings && (
        <ToSettings run={run} setting="concurrency.policy">
          {t("runs.settings")}
        </ToSettings>
      )}
    </Alert>
  );
}

/** Runs with the same key may have gone side by side with this one: the formula in the settings wants mending. */
function Keyless({ run, state, facts }: NotesProps) {
  const t = useT();
  const error = state?.keyError;
  if (!error) return null;
  // The setting is named below; the sentence need not say where it stands.
  const { param: _, ...bare } = error;
  return (
    <Alert color="yellow" icon={<IconKey />} title={t("runs.keyless")} data-testid="run-keyless">
      <Text size="sm">{facts.tell(bare, undefined).message}</Text>
      <Text size="sm">{t("runs.keyless.text")}</Text>
      <ToSettings run={run} setting="concurrency.key">
        {t("runs.settings")}
      </ToSettings>
    </Alert>
  );
}

function ToSettings({ run, setting, children }: { run: Run; setting: string; children: string }) {
  return (
    <Button
      component={Link}
      to={`/workflows/${run.workflowId}?run=${run.id}&setting=settings.${setting}`}
      mt="xs"
      size="xs"
      variant="default"
    >
      {children}
    </Button>
  );
}

/** The run whose step made this one. */
export function CalledBy({ runId }: { runId: string }) {
  const t = useT();
  const name = useRun(runId).data?.workflowName;
  return (
    <Anchor component={Link} to={`/runs/${runId}`} size="sm" data-testid="called-by">
      <IconArrowBarToUp size={14} aria-hidden style={{ verticalAlign: "-2px" }} />{" "}
      {name === undefined ? t("runs.called") : t("runs.calledBy", { name })}
    </Anchor>
  );
}
