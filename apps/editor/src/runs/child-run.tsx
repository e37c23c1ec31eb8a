import { Anchor, Group } from "@mantine/core";
import { Link } from "react-router";
import type { StepState } from "@leeway/engine";
import { useRun } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { StatusBadge } from "../ui/status.js";
import type { RunFacts } from "./facts.js";
import { childRunOf } from "./child-run-of.js";

/** Of a step that calls another workflow: the way to the run that it has started, and that this one needs somebody. */
export function ChildRun({ step, facts }: { step: StepState; facts: RunFacts }) {
  const t = useT();
  const runId = childRunOf(step, facts.node(step.nodeId)?.type);
  const waits = step.status === "waiting";
  const { data } = useRun(waits ? runId : undefined, waits);
  if (runId === undefined) return null;
  return (
    <Group gap="xs">
      <Anchor component={Link} to={`/runs/${runId}`} size="sm" data-testid={`child-${step.key}`}>
        {t("runs.child")}
      </Anchor>
      {waits && data?.status === "needs_attention" && <StatusBadge status={data.status} size="sm" />}
    </Group>
  );
}
