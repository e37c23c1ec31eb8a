import { Alert, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { pathOf, type RunState, type StepState } from "@leeway/engine";
import type { ItemKind } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { statusLooks } from "../ui/status.js";
import type { RunFacts } from "./facts.js";
import { ShowStep } from "./show-step-button.js";

/** Says that the run went on after errors, and leads to each place where there are any. */
export function WentOn({ runId, state, facts }: { runId: string; state: RunState; facts: RunFacts }) {
  const t = useT();
  const places = [...state.steps.values()].filter(({ key }) => pathOf(key) === "").flatMap(placesIn);
  const wordsOf = ({ items, count }: Place) => {
    if (items === undefined) return t(statusLooks.failed.word);
    return t(items === "failed" ? "loop.failed" : "loop.flawed", { count });
  };
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle />}
      title={t("run.handled.title", { count: state.handledErrors })}
      data-testid="went-on"
    >
      <Group gap="xs">
        {places.map((place) => (
          <ShowStep
            key={`${place.step.key} ${place.items ?? ""}`}
            stepKey={place.step.key}
            runId={runId}
            items={place.items}
          >
            {`${facts.name(place.step.nodeId)}: ${wordsOf(place)}`}
          </ShowStep>
        ))}
      </Group>
    </Alert>
  );
}

/** A step that failed, or items of a loop. */
interface Place {
  step: StepState;
  items?: Extract<ItemKind, "failed" | "flawed">;
  count: number;
}

function placesIn(step: StepState): Place[] {
  const { loop, status, handled } = step;
  const wentOn = status === "failed" && handled !== "stop";
  const { failed = 0, flawed = 0, onItemError } = loop ?? {};
  const places: Place[] = [];
  if (failed > 0 && (wentOn || onItemError === "continue")) places.push({ step, items: "failed", count: failed });
  else if (wentOn) places.push({ step, count: 1 });
  if (flawed > 0) places.push({ step, items: "flawed", count: flawed });
  return places;
}
