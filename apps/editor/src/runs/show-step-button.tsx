import { Button } from "@mantine/core";
import type { ItemKind } from "../api/runs.js";
import { useLookedItems } from "./loops/looked-items.js";

interface ShowStepProps {
  stepKey: string;
  children: string;
  /** Of a loop: which of its items are listed then. */
  items?: ItemKind | undefined;
  runId?: string;
}

/** Leads to a step of the story below. */
export function ShowStep({ stepKey, children, items, runId = "" }: ShowStepProps) {
  const show = () => {
    if (items !== undefined) {
      const { openList, listOnly } = useLookedItems.getState();
      openList(stepKey, true);
      listOnly(`${runId} ${stepKey}`, items);
    }
    const card = document.getElementById(`step-${stepKey}`);
    card?.scrollIntoView({ block: items ? "start" : "center" });
    card?.querySelector("button")?.focus({ preventScroll: true });
  };
  return (
    <Button mt="xs" size="xs" variant="default" onClick={show}>
      {children}
    </Button>
  );
}
