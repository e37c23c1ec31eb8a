import { useEffect, useMemo } from "react";
import { Text, UnstyledButton } from "@mantine/core";
import type { RunState, StepState } from "@leeway/engine";
import { statusLooks } from "../../ui/status.js";
import { useT } from "../../ui/language.js";
import type { RunFacts } from "../facts.js";
import { isLoop, LoopPart } from "../loops/loop-part.js";
import { Awaited } from "./awaited.js";
import { cameBack } from "./came-back.js";
import { chaptersOf } from "./chapters.js";
import { Fault } from "./fault.js";
import { progressWords } from "./progress.js";
import { RehearsedLine } from "./rehearsed.js";
import { Settle } from "./settle.js";
import { didWhat } from "./did-what.js";
import { endOf } from "./step-card.js";
import { Skipped, Unreached } from "./timeline.js";
import { Took, WaitsFor } from "./words.js";
import css from "../drawer.module.css";

interface CompactProps {
  runId: string;
  state: RunState;
  facts: RunFacts;
  onSelect: (nodeId: string) => void;
}

/** The story in rows of one line each; only what failed or is unclear takes more room. */
export function CompactStory({ runId, state, facts, onSelect }: CompactProps) {
  const chapters = useMemo(() => chaptersOf(state.steps.values()), [state.steps]);
  const troubled = [...state.steps.values()].find(
    ({ status, handled, waitingFor }) =>
      (isTrouble(status) && (handled ?? "stop") === "stop") || (status === "waiting" && waitingFor === "approval"),
  );
  const key = troubled?.key;
  useEffect(() => {
    // The rows are few and low: what needs a person comes into view by itself.
    if (key !== undefined) document.getElementById(rowId(key))?.scrollIntoView({ block: "start" });
  }, [key, runId]);
  return chapters.map((chapter) => {
    if (chapter.kind === "skipped" || chapter.kind === "unreached") {
      const Idle = chapter.kind === "skipped" ? Skipped : Unreached;
      return (
        <div key={chapter.steps[0]?.key} className={css.below}>
          <Idle steps={chapter.steps} facts={facts} />
        </div>
      );
    }
    const steps = chapter.kind === "step" ? [chapter.step] : chapter.steps;
    return steps.map((step) => <Row key={step.key} runId={runId} step={step} facts={facts} onSelect={onSelect} />);
  });
}

const isTrouble = (status: StepState["status"]) => status === "unknown" || status === "failed";
const rowId = (key: string) => `row-${key}`;

function Row({ runId, step, facts, onSelect }: Omit<CompactProps, "state"> & { step: StepState }) {
  const t = useT();
  const { icon: Sign, color, word } = statusLooks[step.status];
  return (
    <div id={rowId(step.key)} data-testid={`step-${step.key}`} data-status={step.status}>
      <UnstyledButton className={css.row} onClick={() => onSelect(step.nodeId)}>
        <span className={css.sign} style={{ color: `var(--mantine-color-${color}-filled)` }} title={t(word)}>
          <Sign size={18} role="img" aria-label={t(word)} />
        </span>
        <Text size="sm" fw={500} truncate="end">
          {facts.name(step.nodeId)}
        </Text>
        <span className={css.cut}>
          {step.status === "waiting" ? <WaitsFor step={step} /> : <Gist step={step} facts={facts} />}
        </span>
        <Text size="sm" className={`${css.numbers} ${css.quiet}`}>
          {step.status === "unknown" ? t(word) : <Took from={step.startedAt} to={endOf(step)} />}
        </Text>
      </UnstyledButton>
      {step.rehearsed && (
        <div className={css.below}>
          <RehearsedLine step={step} />
        </div>
      )}
      {(isLoop(step) || step.waitingFor === "approval" || step.waitingFor === "callback") && (
        <div className={css.below}>
          <Awaited runId={runId} step={step} />
          {isLoop(step) && (
            <LoopPart
              runId={runId}
              step={step}
              facts={facts}
              shut
              renderStep={(one) => <Row runId={runId} step={one} facts={facts} onSelect={onSelect} />}
            />
          )}
        </div>
      )}
      {step.status === "failed" && step.error && (
        <div className={css.below}>
          <Fault error={step.error} nodeId={step.nodeId} facts={facts} onOpenStep={onSelect} />
        </div>
      )}
      {step.status === "unknown" && (
        <div className={css.below}>
          <Settle runId={runId} step={step} facts={facts} waysFirst />
        </div>
      )}
    </div>
  );
}

/** The answer in a few words, else what the step did. */
function Gist({ step, facts }: { step: StepState; facts: RunFacts }) {
  if (step.status === "failed" && step.error) return <>{facts.tell(step.error, step.nodeId).message}</>;
  const did = didWhat(step, facts);
  const back = progressWords(step, facts.t) ?? cameBack(step, facts.definition(step.nodeId), facts);
  return (
    <>
      {did && <span className={css.quiet}>{did}</span>}
      {did && back && <span className={css.quiet}> → </span>}
      {back}
    </>
  );
}
