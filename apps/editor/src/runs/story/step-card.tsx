import { memo, useState } from "react";
import { Badge, Box, Collapse, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { pathOf, type StepState } from "@leeway/engine";
import { useMe } from "../../api/account.js";
import { useT } from "../../ui/language.js";
import { StatusBadge } from "../../ui/status.js";
import { ChildRun } from "../child-run.js";
import type { RunFacts } from "../facts.js";
import { useLiveRun } from "../live.js";
import { isLoop, LoopPart } from "../loops/loop-part.js";
import { isOver } from "../cancel-button.js";
import { ReplayButton } from "../replay-button.js";
import { TakenOver } from "../taken-over.js";
import { Awaited } from "./awaited.js";
import { cameBack } from "./came-back.js";
import { Details } from "./details.js";
import { Fault } from "./fault.js";
import { RehearsedLine } from "./rehearsed.js";
import { didWhat } from "./did-what.js";
import { progressWords } from "./progress.js";
import { Settle } from "./settle.js";
import { Took, WaitsFor } from "./words.js";
import css from "./story.module.css";

export interface StepProps {
  runId: string;
  step: StepState;
  facts: RunFacts;
  onOpenStep: (nodeId: string) => void;
}

/** One step of the story. Steps that need a person stand open. What moves beside it does not concern it. */
export const StepCard = memo(function StepCard({ runId, step, facts, onOpenStep }: StepProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const name = facts.name(step.nodeId);
  const answer = cameBack(step, facts.definition(step.nodeId), facts);
  return (
    <div className={css.step} data-testid={`step-${step.key}`} data-status={step.status} id={`step-${step.key}`}>
      <UnstyledButton className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Group gap="xs" wrap="nowrap">
          <IconChevronRight size={16} className={css.chevron} data-open={open} aria-hidden />
          <Text fw={600} truncate="end" flex={1}>
            {name}
          </Text>
          {step.attempts > 1 && (
            <Badge variant="default" size="sm">
              {t("story.attempts", { count: step.attempts })}
            </Badge>
          )}
          <Text size="sm" c="dimmed" className={css.numbers}>
            {step.status !== "unknown" && <Took from={step.startedAt} to={endOf(step)} />}
          </Text>
          <StatusBadge status={step.status} size="sm" />
        </Group>
      </UnstyledButton>
      <Group gap="xs" justify="space-between" align="flex-start" wrap="nowrap" pl={24}>
        <div>
          <Said text={didWhat(step, facts)} dimmed />
          <RehearsedLine step={step} />
          <TakenOver step={step} />
          <Said text={answer} />
          <Said text={progressWords(step, t) ?? ""} />
          <WaitsFor step={step} />
          <ChildRun step={step} facts={facts} />
          <Notes step={step} />
        </div>
      </Group>
      {step.error && step.status !== "unknown" && (
        <Fault error={step.error} nodeId={step.nodeId} facts={facts} onOpenStep={onOpenStep} />
      )}
      {step.status === "unknown" && <Settle runId={runId} step={step} facts={facts} />}
      <Awaited runId={runId} step={step} />
      {isLoop(step) && (
        // In line with the step's text.
        <Box pl={24}>
          <LoopPart
            runId={runId}
            step={step}
            facts={facts}
            renderStep={(one) => <StepCard runId={runId} step={one} facts={facts} onOpenStep={onOpenStep} />}
          />
        </Box>
      )}
      <Collapse expanded={open}>
        {open && <Details step={step} facts={facts} onOpenStep={onOpenStep} />}
        {open && <Again runId={runId} step={step} name={name} />}
      </Collapse>
    </div>
  );
});

/** Of a run that is over: this step once more, with all behind it. Loops begin as a whole, triggers never again. */
function Again({ runId, step, name }: { runId: string; step: StepState; name: string }) {
  const may = useLiveRun(({ state }) => state !== undefined && isOver(state.status) && state.trigger !== step.key);
  if (!may || pathOf(step.key) !== "") return null;
  return <ReplayButton runId={runId} from={{ key: step.key, name, loop: step.loop }} size="compact-sm" mt="sm" />;
}

/** An unclear step is no longer under way, though it has not ended. */
export const endOf = (step: StepState): number | undefined =>
  step.finishedAt ?? (step.status === "unknown" ? step.startedAt : undefined);

const Said = ({ text, dimmed }: { text: string; dimmed?: boolean }) =>
  text === "" ? null : (
    <Text size="sm" {...(dimmed && { c: "dimmed" })} style={{ overflowWrap: "anywhere" }}>
      {text}
    </Text>
  );

/** What else is worth knowing: who settled it, that it answered the webhook, that the workflow dealt with its error. */
function Notes({ step }: { step: StepState }) {
  const t = useT();
  const me = useMe().data?.user.id;
  const responded = useLiveRun(({ state }) => state?.respondedBy === step.key);
  const settled = useLiveRun(({ history }) => history.get(step.key)?.findLast(({ kind }) => kind === "resolved"));
  const mine = settled?.kind === "resolved" && me !== undefined && settled.by === me;
  return (
    <>
      {responded && <Said text={t("story.responded")} dimmed />}
      {step.note && <Said text={t(`story.${step.note}`)} dimmed />}
      {step.resolved && <Said text={t(wordOf(step.resolved, mine, step.resolvedBy))} dimmed />}
      {(step.handled === "continue" || step.handled === "branch") && <Said text={t(`story.handled.${step.handled}`)} />}
    </>
  );
}

const wordOf = (as: NonNullable<StepState["resolved"]>, mine: boolean, by: string | undefined) =>
  by === "check"
    ? "story.settled.check"
    : mine
      ? (`story.settled.${as}.you` as const)
      : (`story.settled.${as}` as const);
