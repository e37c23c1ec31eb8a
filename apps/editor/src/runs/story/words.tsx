import { useEffect, useState, type ReactNode } from "react";
import { Group, Text } from "@mantine/core";
import type { StepState } from "@leeway/engine";
import type { MessageId } from "../../messages/catalogue.js";
import { useT } from "../../ui/language.js";
import { Moment, useDuration } from "../../ui/moment.js";
import css from "./story.module.css";

/** The time now, once a second while something is under way. */
export function useNow(moving: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [moving]);
  return now;
}

/** How long something took, or takes so far. */
export function Took({ from, to }: { from: number | undefined; to: number | undefined }) {
  const t = useT();
  const duration = useDuration();
  const now = useNow(from !== undefined && to === undefined);
  if (from === undefined) return null;
  return <>{to === undefined ? t("runs.soFar", { time: duration(Math.max(0, now - from)) }) : duration(to - from)}</>;
}

/** Others may go on earlier. */
const untilWords: Partial<Record<NonNullable<StepState["waitingFor"]>, MessageId>> = {
  retry: "story.waits.next",
  time: "story.waits.goesOn",
};

/** What a step waits for, why, and until when. */
export function WaitsFor({ step }: { step: Pick<StepState, "waitingFor" | "until"> }) {
  const t = useT();
  if (!step.waitingFor) return null;
  return (
    <Text size="sm">
      {t(`story.waits.${step.waitingFor}`)}
      {/* Nobody knows when a person lets it go on: the run only looks now and then. */}
      {typeof step.until === "number" && step.waitingFor !== "pause" && (
        <>
          {" · "}
          {t(untilWords[step.waitingFor] ?? "story.waits.until")} <Moment at={step.until} ahead fw={600} />
        </>
      )}
    </Text>
  );
}

/** Names and values, one under the other. */
export function Pairs({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={css.pairs}>
      {pairs.map(([name, value]) => (
        <div key={name} className={css.pair}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A heading above a piece of a step. */
export function Piece({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.piece}>
      <Group justify="space-between" gap="xs" mih={28} wrap="nowrap">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {tools}
      </Group>
      {children}
    </section>
  );
}
