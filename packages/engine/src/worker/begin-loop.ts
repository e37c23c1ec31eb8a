import type { Json, JsonObject } from "../json.js";
import type { RunEventBody } from "../run/events.js";
import { failedEvent, here } from "./ending.js";
import type { StepToDo } from "./step-to-do.js";
import type { StepParts } from "./parts.js";

/** Items of one loop that are under way together. */
const MOST_AT_ONCE = 100;

/** The event with which a loop begins: from then on its items are decided about. */
export function beginLoop(todo: StepToDo, params: JsonObject, parts: StepParts): RunEventBody {
  const { items, concurrency } = params;
  if (!Array.isArray(items))
    return failedEvent(todo, { code: "loop.notList", values: { found: kindOf(items) }, param: "items" }, parts, params);
  const limit = parts.bounds.loopItems;
  if (items.length > limit) {
    const values = { count: items.length, limit };
    return failedEvent(todo, { code: "loop.tooManyItems", values, param: "items" }, parts);
  }
  const atOnce = typeof concurrency === "number" ? Math.trunc(concurrency) : 1;
  return {
    type: "step.started",
    ...here(todo, parts),
    attempt: todo.attempt,
    input: params,
    loop: {
      count: items.length,
      concurrency: Math.min(MOST_AT_ONCE, Math.max(1, atOnce)),
      onItemError: params["onItemError"] === "continue" ? "continue" : "stop",
      body: [...(todo.body ?? [])],
    },
  };
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "nothing";
  return typeof value;
}
