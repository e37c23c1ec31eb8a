import type { Json, JsonObject } from "../json.js";
import type { RunEventBody } from "../run/events.js";
import { loopParams } from "../run/loop-params.js";
import { failedEvent, here } from "./ending.js";
import type { StepToDo } from "./step-to-do.js";
import type { StepParts } from "./parts.js";

/** The event with which a loop begins: from then on its items are decided about. */
export function beginLoop(todo: StepToDo, params: JsonObject, parts: StepParts): RunEventBody {
  const { items } = params;
  if (!Array.isArray(items))
    return failedEvent(todo, { code: "loop.notList", values: { found: kindOf(items) }, param: "items" }, parts, params);
  const limit = parts.bounds.loopItems;
  if (items.length > limit) {
    const values = { count: items.length, limit };
    return failedEvent(todo, { code: "loop.tooManyItems", values, param: "items" }, parts);
  }
  const inside = todo.plan.frames.get(todo.node.id)?.nodes ?? [];
  return {
    type: "step.started",
    ...here(todo, parts),
    attempt: todo.attempt,
    input: params,
    loop: { count: items.length, ...loopParams(params), body: inside.map(({ node }) => node.id) },
  };
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "nothing";
  return typeof value;
}
