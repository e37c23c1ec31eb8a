import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { partsOfKey } from "@leeway/engine";
import type { RunFacts } from "./facts.js";
import { useLookedItems } from "./loops/looked-items.js";

/** The page of a run with one of its steps in sight. */
export const stepAddress = (runId: string, key: string): string => `/runs/${runId}?step=${encodeURIComponent(key)}`;

const LONGEST_MS = 10_000;

/** Brings the step that the address names into sight, the items around it opened, once it is told. */
export function useShownStep(runId: string, facts: RunFacts, told: boolean): void {
  const [query] = useSearchParams();
  const key = query.get("step");
  const nodeId = key === null ? undefined : partsOfKey(key).nodeId;
  const known = nodeId !== undefined && facts.node(nodeId) !== undefined;
  useEffect(() => {
    if (!told || key === null) return undefined;
    if (known) openItems(runId, key, facts);
    const show = () => {
      const card = document.getElementById(`step-${key}`);
      if (!card) return;
      stop();
      card.scrollIntoView({ block: "center" });
      card.querySelector("button")?.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(show);
    const timer = setTimeout(() => changes.disconnect(), LONGEST_MS);
    const stop = () => {
      clearTimeout(timer);
      changes.disconnect();
    };
    changes.observe(document.body, { childList: true, subtree: true });
    show();
    return stop;
    // What the facts know of other steps changes nothing here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [runId, key, known, told]);
}

/** Opens the items in which a step lies, outermost first. */
function openItems(runId: string, key: string, facts: RunFacts): void {
  const { nodeId, indexes } = partsOfKey(key);
  const loops: string[] = [];
  for (let loop = facts.node(nodeId)?.parent; loop !== undefined; loop = facts.node(loop)?.parent) loops.unshift(loop);
  for (const [depth, loopId] of loops.entries()) {
    const index = indexes[depth];
    const around = indexes.slice(0, depth).map((one) => `[${one}]`);
    if (index !== undefined)
      useLookedItems.getState().look({ runId, loopId, loopKey: loopId + around.join("") }, index);
  }
}
