import { Fragment, useEffect, useMemo } from "react";
import { Button, Group, Paper, Text } from "@mantine/core";
import { itemKey } from "@leeway/engine";
import { useItemSteps } from "../../api/runs.js";
import { useT } from "../../ui/language.js";
import { stepFromApi } from "../step-from-api.js";
import { useLookedItems } from "./looked-items.js";
import type { LoopItemsProps } from "./loop-items.js";

/** The steps of one item, here and on the canvas. */
export function ItemSteps({ runId, step, index, renderStep }: Omit<LoopItemsProps, "facts"> & { index: number }) {
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
