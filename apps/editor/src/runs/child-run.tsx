import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { StepState } from "@leeway/engine";
import { useT } from "../ui/language.js";
import type { RunFacts } from "./facts.js";
import { childRunOf } from "./child-run-of.js";

/** Of a step that calls another workflow: the way to the run that it has started. */
export function ChildRun({ step, facts }: { step: StepState; facts: RunFacts }) {
  const t = useT();
  const runId = childRunOf(step, facts.node(step.nodeId)?.type);
  if (runId === undefined) return null;
  return (
    <Text size="sm">
      <Anchor component={Link} to={`/runs/${runId}`} size="sm" data-testid={`child-${step.key}`}>
        {t("runs.child")}
      </Anchor>
    </Text>
  );
}
