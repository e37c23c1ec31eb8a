import { readerOf } from "../../memory/memory-log.js";
import type { RunEvent } from "../../run/events.js";
import { emptyRunState, fold, GrowingState } from "../../run/fold.js";
import { isLeftOut } from "../../run/handled.js";
import { eventsThatMatter } from "../../run/log-rows.js";
import type { RunState, StepState } from "../../run/state.js";

const changesCounts = new Set<RunEvent["type"]>(["item.settled", "items.taken", "items.changed", "step.failed"]);

/**
 * What a server counts otherwise that dies after any of a log's events, so that the next one reads it without the steps of
 * items that have ended.
 */
export async function auditReread(log: readonly RunEvent[]): Promise<string[]> {
  const wrong: string[] = [];
  const whole = new GrowingState(emptyRunState);
  for (const [index, event] of log.entries()) {
    whole.add(event, event.seq);
    if (!changesCounts.has(event.type)) continue;
    const again = fold(emptyRunState, await eventsThatMatter(readerOf(log.slice(0, index + 1))));
    const [known, read] = [counted(whole.state), counted(again)];
    if (known !== read) wrong.push(`after ${event.seq} ${event.type}: ${known} is read as ${read}`);
  }
  return wrong;
}

const counted = ({ handledErrors, steps }: RunState) =>
  JSON.stringify({ handledErrors, loops: [...steps.values()].flatMap((step) => countsOf(step, steps)).sort() });

function countsOf(step: StepState, steps: RunState["steps"]): string[] {
  // Who reads again knows nothing of what goes to its end in an item that a person has left out.
  if (!step.loop || isLeftOut({ steps }, step)) return [];
  const { succeeded, failed, skipped, flawed, handled = 0 } = step.loop;
  return [`${step.key}: ${[succeeded, failed, skipped, flawed, handled].join(" ")}`];
}
