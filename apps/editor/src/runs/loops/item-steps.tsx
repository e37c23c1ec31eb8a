import { Fragment, useEffect, useMemo, type ReactNode } from "react";
import { Button, Group, Paper, Text } from "@mantine/core";
import { itemKey, type LoopState, type StepState } from "@leeway/engine";
import { useItemSteps } from "../../api/runs.js";
import { useT } from "../../ui/language.js";
import { stepFromApi } from "../step-from-api.js";
import { useLookedItems } from "./looked-items.js";

export interface ItemStepsProps {
  runId: string;
  /** The loop's. */
  step: StepState & { loop: LoopState };
  index: number;
  /** One step of an item, told like every other. */
  renderStep: (step: StepState) => ReactNode;
}

/** The steps of one item, here and on the canvas. */
export function ItemSteps({ runId, step, index, renderStep }: ItemStepsProps) {
  const t = useT();
  const look = useLookedItems((state) => state.look);
  const learn = useLookedItems((state) => state.learn);
  const { data } = useItemSteps(runId, itemKey(step.key, index), step.status === "running");
  const steps = useMemo(() => data?.map(stepFromApi) ?? [], [data]);
  useEffect(() => learn(step.nodeId, steps), [learn, step.nodeId, steps]);
  const loop = { runId, loopKey: step.key, loopId: step.nodeId };
  useEffect(
    () => () => look({ runId, loopKey: step.key, loopId: step.nodeId }, undefined),
    [look, runId, step.key, step.nodeId],
  );
  return (
    <Paper withBorder p="xs" data-testid={`item-steps-${index}`}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {t("items.opened", { number: index + 1 })}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => look(loop, undefined)}>
          {t("items.close")}
        </Button>
      </Group>
      {data && steps.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("items.noSteps")}
        </Text>
      )}
      {steps.map((one) => (
        <Fragment key={one.key}>{renderStep(one)}</Fragment>
      ))}
    </Paper>
  );
}
