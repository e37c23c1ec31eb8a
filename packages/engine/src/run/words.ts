import type { Json } from "../json.js";
import type { Plan } from "../plan/plan.js";
import type { RunEvent, RunEventBody } from "./events.js";
import { liesInEndedItem } from "./ended-items.js";
import { begunItems } from "./begun-items.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import { chosenItems, type ItemsRefusal, type ItemsWish } from "./replay-items.js";
import type { RunState, StepState } from "./state.js";

/** What is appended for somebody who says something of a run that goes, or why it comes to nothing. */
export type Word<Refusal> = { events: RunEventBody[] } | { refuse: Refusal };

/** When it is said, and by whom. */
export interface Said {
  at: number;
  by: string | null;
}

/** How a doubt is settled. */
export interface Settling {
  as: "done" | "retry" | "fail";
  /** Of what is done. */
  output?: Json;
}

const words: ReadonlySet<RunEvent["type"]> = new Set([
  "run.cancelRequested",
  "step.resolved",
  "step.answered",
  "items.changed",
]);
/** Whether somebody else than the run's holder has appended it; what a look has settled is the holder's own. */
export const isWord = (event: RunEvent): boolean =>
  words.has(event.type) && !(event.type === "step.resolved" && event.by === "check");

const named = ({ by }: Said) => (by === null ? {} : { by });

/** The run is to end: what is in flight ends by itself, nothing else begins. */
export function cancelWord(state: RunState, said: Said): Word<"finished"> {
  if (state.finishedAt !== undefined) return { refuse: "finished" };
  if (state.cancelRequested) return { events: [] };
  return { events: [{ type: "run.cancelRequested", at: said.at, ...named(said) }] };
}

/** What becomes of a step of which nobody knows whether it arrived. */
export function settlingWord(
  state: RunState,
  key: string,
  how: Settling,
  said: Said,
): Word<"finished" | "notUnknown" | "notFound"> {
  const step = state.steps.get(key);
  if (!step) return { refuse: "notFound" };
  if (step.status !== "unknown") return { refuse: "notUnknown" };
  if (isTooLate(state, how)) return { refuse: "finished" };
  return { events: [settled(key, step.nodeId, how, said)] };
}

/**
 * The same for all doubts of the run that were there when it was asked for (`asked`, ms): what was sent again for that and is unclear
 * anew is another doubt, of which nobody has said anything.
 */
export function settlingAllWord(state: RunState, how: Settling, said: Said, asked = said.at): Word<"nothing"> {
  const doubts = [...state.steps.values()].filter((step) => step.status === "unknown" && doubtSince(step) <= asked);
  if (doubts.length === 0 || isTooLate(state, how)) return { refuse: "nothing" };
  return { events: doubts.map(({ key, nodeId }) => settled(key, nodeId, how, said)) };
}

const doubtSince = ({ doubt, startedAt = 0 }: StepState): number => doubt?.since ?? startedAt;

/** Of a run that was cancelled nothing is sent again. */
const isTooLate = (state: RunState, { as }: Settling) =>
  state.finishedAt !== undefined || (as === "retry" && state.cancelRequested);

function settled(key: string, nodeId: string, { as, output = null }: Settling, said: Said): RunEventBody {
  const more = { ...(as === "done" && { output }), ...named(said) };
  return { type: "step.resolved", at: said.at, key, nodeId, as, ...more };
}

/** What becomes of items of a loop that goes: failed ones again, others not at all. */
export function itemsWord(
  state: RunState,
  plan: Plan,
  key: string,
  wish: ItemsWish,
  at: number,
): Word<ItemsRefusal | { code: "finished" } | { code: "loopEnded" } | { code: "notFound" }> {
  if (state.finishedAt !== undefined) return { refuse: { code: "finished" } };
  const step = state.steps.get(key);
  if (!step) return { refuse: { code: "notFound" } };
  if (!step.loop) return { refuse: { code: "notLoop" } };
  if (step.status !== "running" || comesToItsEnd(state, plan, key)) return { refuse: { code: "loopEnded" } };
  const underWay = begunItems(state, key, step.loop);
  const chosen = chosenItems(step.loop, wish, (index) => underWay.has(index));
  if ("refuse" in chosen) return chosen;
  const { action, data, by } = wish;
  // Those that have not begun are done anyway.
  const indexes =
    action === "skip" ? chosen.indexes : chosen.indexes.filter((index) => step.loop?.items.at(index) === "failed");
  if (indexes.length === 0) return { refuse: { code: "nothing" } };
  const more = { ...(data !== undefined && { data }), ...(by !== undefined && { by }) };
  return { events: [{ type: "items.changed", at, key, nodeId: step.nodeId, indexes, action, ...more }] };
}

/** A yes or no to a step that asks for one. */
export function approvalWord(
  state: RunState,
  plan: Plan,
  key: string,
  { approved, data }: { approved: boolean; data?: Json },
  said: Said,
): Word<"notFound" | "notAsking"> {
  const step = state.steps.get(key);
  if (!step) return { refuse: "notFound" };
  const asks = step.status === "waiting" && step.waitingFor === "approval";
  if (!asks || state.answers.has(key) || isOver(state, plan, key)) return { refuse: "notAsking" };
  const word = { approved, ...(data !== undefined && { data }), ...named(said) };
  return { events: [{ type: "step.answered", at: said.at, key, nodeId: step.nodeId, as: "approval", ...word }] };
}

/** A call of the address at which a step listens, or is going to. Of several the first counts. */
export function callWord(state: RunState, plan: Plan, key: string, data: Json, at: number): Word<"duplicate" | "late"> {
  if (state.answers.has(key)) return { refuse: "duplicate" };
  if (isOver(state, plan, key)) return { refuse: "late" };
  return { events: [{ type: "step.answered", at, key, nodeId: partsOfKey(key).nodeId, as: "callback", data }] };
}

const ended: ReadonlySet<string> = new Set(["succeeded", "failed", "skipped", "cancelled"]);

/** Nothing waits there any more, and nothing will. */
function isOver(state: RunState, plan: Plan, key: string): boolean {
  if (state.finishedAt !== undefined || comesToItsEnd(state, plan, key)) return true;
  const isEnded = (one: string) => ended.has(state.steps.get(one)?.status ?? "pending");
  if (isEnded(key)) return true;
  // The state forgets the steps of an item that has ended.
  if (liesInEndedItem(state, plan, key)) return true;
  const loops = plan.nodes.get(partsOfKey(key).nodeId)?.loops ?? [];
  return loops.some((loop, depth) => isEnded(loop + pathTo(pathOf(key), depth)));
}

/** Nothing begins any more beside this step: its run or an item around it is about to end. */
function comesToItsEnd(state: RunState, plan: Plan, key: string): boolean {
  if (state.cancelRequested || state.ending) return true;
  const loops = plan.nodes.get(partsOfKey(key).nodeId)?.loops ?? [];
  return ["", ...loops].some((frame, depth) => {
    const path = pathTo(pathOf(key), depth);
    const nodes = plan.frames.get(frame)?.nodes ?? [];
    return nodes.some(({ node }) => {
      const step = state.steps.get(node.id + path);
      return step?.status === "failed" && step.handled === "stop";
    });
  });
}
