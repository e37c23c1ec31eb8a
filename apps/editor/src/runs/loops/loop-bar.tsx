import { useState } from "react";
import type { LoopState, StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { useClock } from "../../ui/moment.js";
import { useNow } from "../story/words.js";
import { useBrakes } from "../../api/brakes.js";
import { useLoopRest } from "./loop-wait.js";
import { doneOf, mostOf, paceOf, readyAt, withMark, type CredentialOf, type Mark } from "./pace.js";
import { Flaws } from "./flaws.js";
import css from "./loops.module.css";

/** How far a loop is: done, failed, how fast, and until when it will take. */
export function LoopBar({ step, ...props }: { step: StepState } & BarProps) {
  const { loop, startedAt } = step;
  // What was seen of another run says nothing of the pace of this one.
  return loop ? <Bar key={startedAt} step={{ ...step, loop }} {...props} /> : null;
}

interface BarProps {
  /** With which a step of the run's workflow sends. */
  credentialOf: CredentialOf;
  className?: string | undefined;
}

type Loop = StepState & { loop: LoopState };

function Bar({ step, credentialOf, className }: { step: Loop } & BarProps) {
  const t = useT();
  const words = useProgressWords(step, mostOf(step.loop, credentialOf));
  const { loop } = step;
  const { count, failed, flawed } = loop;
  const done = doneOf(loop);
  const part = (of: number) => `${count === 0 ? 0 : (of / count) * 100}%`;
  return (
    <div className={[css.progress, className].filter(Boolean).join(" ")} data-testid="loop-progress">
      <div
        className={css.bar}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={count}
        aria-valuenow={done}
        aria-label={t("loop.bar", { done, count, failed, flawed })}
      >
        <span className={css.done} style={{ width: part(done - failed - flawed) }} />
        <span className={css.flawed} style={{ width: part(flawed) }} />
        <span className={css.bad} style={{ width: part(failed) }} />
      </div>
      <p className={css.words}>
        <span>{t("loop.progress", { done, count })}</span>
        {failed > 0 && <span className={css.red}>{t("loop.failed", { count: failed })}</span>}
        {flawed > 0 && <Flaws words={t("loop.flawed", { count: flawed })} />}
        {loop.skipped > 0 && <span>{t("loop.skipped", { count: loop.skipped })}</span>}
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
    </div>
  );
}

/** What comes when somebody else wants it to. */
const othersSay: ReadonlySet<string | undefined> = new Set(["pause", "freeze", "approval", "callback"]);

const isHeldBack = (rest: ReturnType<typeof useLoopRest>): boolean =>
  rest?.held === "stopped" || rest?.status === "needs_attention" || othersSay.has(rest?.waitingFor?.reason);

/** Pace and end, while it runs. */
function useProgressWords(step: Loop, most: number): string[] {
  const { loop, startedAt } = step;
  const running = step.status === "running";
  const rest = useLoopRest(step);
  const diskFull = useBrakes().data?.diskFull === true;
  const t = useT();
  const clock = useClock();
  const now = useNow(running);
  const done = doneOf(loop);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  // Set while rendering, as React wants derived state.
  if (running && marks.at(-1)?.done !== done) setMarks(withMark(marks, { at: now, done }));
  // Held back from outside, or until a person decides: how fast it was says nothing of when it will be done.
  if (!running || startedAt === undefined || diskFull || isHeldBack(rest)) return [];
  const pace = paceOf(marks, startedAt, { at: now, done }, { reached: rest?.waitingFor?.reason === "limit", most });
  const end = readyAt(loop.count, { at: now, done }, pace);
  const time = end === undefined ? undefined : clock(end);
  return [
    ...(pace === undefined
      ? []
      : [t("loop.pace", { pace: pace < 10 ? Math.round(pace * 10) / 10 : Math.round(pace) })]),
    ...(time === undefined ? [] : [t("loop.ready", { time })]),
  ];
}
