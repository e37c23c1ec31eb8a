import { Fragment, useEffect, useMemo, type ReactNode } from "react";
import { Anchor, Button, Group, Paper, Text } from "@mantine/core";
import { Link } from "react-router";
import { itemKey, pathOf, type LoopState, type StepState } from "@leeway/engine";
import { useItemSteps } from "../../api/runs.js";
import { useT } from "../../ui/language.js";
import { stepAddress } from "../show-step.js";
import { stepFromApi } from "../step-from-api.js";
import { useLookedItems } from "./looked-items.js";

export interface ItemStepsProps {
  runId: string;
  /** The loop's. */
  step: StepState & { loop: LoopState };
  index: number;
  /** The run in which the item was done, where that was not this one. */
  takenFrom?: string | undefined;
  /** One step of an item, told like every other. */
  renderStep: (step: StepState) => ReactNode;
}

/** A step of the item, or the loop where it is not known what lies inside: what leads to it leads to the item. */
const firstIn = ({ key, loop }: ItemStepsProps["step"], index: number) => {
  const [first] = loop.body;
  return first === undefined ? key : first + pathOf(itemKey(key, index));
};

/** The steps of one item, here and on the canvas. */
export function ItemSteps({ runId, step, index, takenFrom, renderStep }: ItemStepsProps) {
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
          {takenFrom === undefined ? (
            t("items.noSteps")
          ) : (
            <Anchor
              component={Link}
              to={stepAddress(takenFrom, firstIn(step, index))}
              size="sm"
              c="inherit"
              underline="always"
            >
              {t("replay.taken.text")}
            </Anchor>
          )}
        </Text>
      )}
      {steps.map((one) => (
        <Fragment key={one.key}>{renderStep(one)}</Fragment>
      ))}
    </Paper>
  );
}
