import type { Json, JsonObject } from "../json.js";
import type { LoopState } from "./state.js";

/** Items of one loop that are under way together. */
const MOST_AT_ONCE = 100;

/** How a loop takes its items, by its params as they are resolved. */
export function loopParams({ concurrency, onItemError }: JsonObject): Pick<LoopState, "concurrency" | "onItemError"> {
  const atOnce = typeof concurrency === "number" ? Math.trunc(concurrency) : 1;
  return {
    concurrency: Math.min(MOST_AT_ONCE, Math.max(1, atOnce)),
    onItemError: onItemError === "continue" ? "continue" : "stop",
  };
}

/** The same of a version that goes on with a loop of another: what it computes is as it was. */
export function loopParamsIn(params: JsonObject, before: LoopState): Pick<LoopState, "concurrency" | "onItemError"> {
  const now = loopParams(params);
  return {
    concurrency: isText(params["concurrency"]) ? before.concurrency : now.concurrency,
    onItemError:
      isText(params["onItemError"]) && !isChoice(params["onItemError"]) ? before.onItemError : now.onItemError,
  };
}

const isText = (value: Json | undefined): value is string => typeof value === "string";
const isChoice = (value: string) => value === "continue" || value === "stop";
