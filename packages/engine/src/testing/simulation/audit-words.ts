import type { WorkflowDocument } from "../../document/document.js";
import { partsOfKey, pathOf } from "../../run/keys.js";
import type { RunEvent } from "../../run/events.js";
import { checkFrame } from "./audit.js";
import { EDITED, type Spoken } from "./people.js";
import type { History } from "./simulate.js";

/**
 * What is wrong with a history in which people have spoken: each word that was taken has its effect, unless something
 * that came later has ended what it was said of; and nothing happens more often than somebody has asked for.
 */
export function auditWords(history: History, document: WorkflowDocument, spoken: readonly Spoken[]): string[] {
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(text);
  checkFrame(history, say);
  for (const { events, before } of spoken)
    for (const event of events) {
      const after = history.log.slice(event.seq);
      const lost = [...wordLost(event, after, before.steps, document), ...sentAfter(event, history, document)];
      for (const text of lost) say(`${wordOf(event)}: ${text}`);
    }
  checkCreates(history, document, say);
  return wrong;
}

const wordOf = (event: RunEvent) =>
  [event.seq, event.type, "key" in event ? event.key : "", "action" in event ? event.action : "", "as" in event ? event.as : ""].join(" "); // prettier-ignore

type Steps = Spoken["before"]["steps"];

function wordLost(event: RunEvent, after: readonly RunEvent[], steps: Steps, document: WorkflowDocument): string[] {
  switch (event.type) {
    case "run.cancelRequested": {
      const { status } = after.findLast((one) => one.type === "run.finished") ?? {};
      return status === "cancelled" ? [] : [`it is ${status}`];
    }
    case "items.changed":
      return event.action === "skip" ? [] : event.indexes.flatMap((index) => itemLost(event, index, after, document));
    case "step.resolved":
      return settlingLost(event, after, document);
    case "step.answered": {
      const { key, as, approved } = event;
      const isEnd = ({ type }: RunEvent) => type !== "step.answered" && type !== "step.waiting";
      const at = after.findIndex((one) => "key" in one && one.key === key && isEnd(one));
      const end = after[at];
      const port = as === "approval" && approved !== true ? "rejected" : "main";
      if (end?.type === "step.succeeded")
        return end.port === port || isCalledOff(after.slice(0, at), key, document) ? [] : [`it goes on by ${end.port}`];
      return steps.get(key)?.status !== "waiting" || isCut(after, key, document) ? [] : ["it goes on waiting"];
    }
    default:
      return [];
  }
}

/** What a person wants sent again is sent also where the run has failed meanwhile. */
function settlingLost(
  { key, as }: Extract<RunEvent, { type: "step.resolved" }>,
  after: readonly RunEvent[],
  document: WorkflowDocument,
): string[] {
  const later = after.filter((one) => "key" in one && one.key === key && !isOnTheWay(one, as));
  if (isCalledOff(after, key, document)) return [];
  const wanted = { retry: "step.started", fail: "step.failed", done: undefined }[as];
  return later[0]?.type === wanted ? [] : [`${wanted ?? "nothing"} is wanted, and ${later[0]?.type} comes`];
}

/** What looks into a doubt, and what a step that is to be sent again tells before its intent: how far it has read, and its wait. */
const isOnTheWay = ({ type }: RunEvent, as: string): boolean =>
  type === "step.checked" || (as === "retry" && (type === "step.progressed" || type === "step.waiting"));

function itemLost(
  { key, nodeId, data }: ItemsChanged,
  index: number,
  after: readonly RunEvent[],
  document: WorkflowDocument,
): string[] {
  const item = `${key}[${index}]`;
  const isEnd = (one: RunEvent) => one.type === "step.succeeded" || one.type === "step.failed";
  const end = after.findIndex((one) => isEnd(one) && "key" in one && one.key === key);
  const round = end < 0 ? after : after.slice(0, end);
  const settled = round.some((one) => one.type === "item.settled" && one.key === key && one.index === index);
  if (!settled) return isCut(round, item, document) ? [] : [`item ${index} is not done again`];
  // Other loops have no step that gives out what it was given.
  const isFirst = ({ id, parent }: WorkflowDocument["nodes"][number]) => id === "first" && parent === nodeId;
  const firstKey = document.nodes.some(isFirst) ? `first${pathOf(item)}` : undefined;
  const first = round.find((one) => one.type === "step.succeeded" && one.key === firstKey);
  const isRight = data === undefined || first?.type !== "step.succeeded" || first.output === EDITED;
  return isRight ? [] : [`item ${index} is done with its old data`];
}

/** Somebody has said otherwise later. */
const isCalledOff = (after: readonly RunEvent[], key: string, document: WorkflowDocument): boolean =>
  after.some(
    (event) =>
      event.type === "run.cancelRequested" || (event.type === "items.changed" && isInside(event, key, document)),
  );

/** Something that came later has ended what the step, or the item, lies in. */
function isCut(after: readonly RunEvent[], key: string, document: WorkflowDocument): boolean {
  const around = loopsAround(document, partsOfKey(key).nodeId);
  if (isCalledOff(after, key, document)) return true;
  return after.some((event) => {
    const stops = event.type === "step.failed" && event.handled === "stop";
    if (!stops && !(event.type === "step.succeeded" && event.ends)) return false;
    const frame = document.nodes.find(({ id }) => id === event.nodeId)?.parent;
    return (frame === undefined || around.includes(frame)) && pathOf(key).startsWith(pathOf(event.key));
  });
}

type ItemsChanged = Extract<RunEvent, { type: "items.changed" }>;

/** Whether the word is about an item around this step, or about the very item. */
function isInside({ key, nodeId, indexes }: ItemsChanged, inner: string, document: WorkflowDocument): boolean {
  const own = partsOfKey(inner).nodeId;
  if (own !== nodeId && !loopsAround(document, own).includes(nodeId)) return false;
  return indexes.some((index) => `${pathOf(inner)}[`.startsWith(`${pathOf(key)}[${index}][`));
}

/** Outer ones last. */
function loopsAround({ nodes }: WorkflowDocument, id: string): string[] {
  const loop = nodes.find((node) => node.id === id)?.parent;
  return loop === undefined ? [] : [loop, ...loopsAround({ nodes } as WorkflowDocument, loop)];
}

/**
 * After a cancel nothing is sent of which no intent was stored before, nor of an item that was left out, unless somebody
 * asks later for what it lies in: that begins anew, with whatever it then has to do.
 */
function sentAfter(event: RunEvent, { bench, log }: History, document: WorkflowDocument): string[] {
  const skip = event.type === "items.changed" && event.action === "skip";
  if (event.type !== "run.cancelRequested" && !skip) return [];
  return createsSent(bench, document).flatMap((key) => {
    if (skip && !isInside(event, key, document)) return [];
    const asked = log.find((one) => skip && one.seq > event.seq && isRetriedBy(one, key, document));
    const isAllowed = ({ seq }: RunEvent) => seq < event.seq || (asked !== undefined && seq > asked.seq);
    const intents = log.filter((one) => one.type === "step.started" && one.key === key && isAllowed(one));
    return bench.farEnd.to(key).length > intents.length ? [`${key} is sent afterwards`] : [];
  });
}

/** Somebody wants the item done again in which the step lies. */
const isRetriedBy = (event: RunEvent, key: string, document: WorkflowDocument): boolean =>
  event.type === "items.changed" && event.action === "retry" && isInside(event, key, document);

/** Keys of the steps whose call came to the far end, of those that a second call would do once more. */
function createsSent(bench: History["bench"], { nodes }: WorkflowDocument): string[] {
  const creates = new Set(nodes.filter(({ type }) => type === "create").map(({ id }) => id));
  const keys = new Set(bench.farEnd.arrivals.map(({ key }) => key));
  return [...keys].filter((key) => !key.endsWith("~") && creates.has(partsOfKey(key).nodeId));
}

/** A create takes effect as often as people have asked for it, and never without its intent. */
function checkCreates({ bench, log }: History, document: WorkflowDocument, say: (text: string) => void): void {
  for (const key of createsSent(bench, document)) {
    const arrivals = bench.farEnd.to(key);
    const effects = arrivals.filter(({ effect }) => effect).length;
    const asked = log.filter(
      (event) =>
        (event.type === "step.resolved" && event.key === key && event.as === "retry") ||
        isRetriedBy(event, key, document),
    ).length;
    const intents = log.filter((event) => event.type === "step.started" && event.key === key).length;
    if (effects > 1 + asked) say(`${key} took effect ${effects} times, ${1 + asked} allowed`);
    if (arrivals.length > intents) say(`${key} was called ${arrivals.length} times, with ${intents} intents`);
  }
}
