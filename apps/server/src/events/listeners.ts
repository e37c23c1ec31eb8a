import {
  evaluateWhere,
  makePlan,
  resolveParams,
  whereSchema,
  type ExpressionScope,
  type Json,
  type JsonObject,
  type StepError,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { dedupeKey, keptKey } from "../hooks/dedupe-key.js";
import type { StoredEvent } from "./events.store.js";

const TRIGGER = "trigger.leelooEvent";

/** The triggers of a document that hear of Leeloo's events. */
export function listenersOf(document: WorkflowDocument): WorkflowNode[] {
  return [...makePlan(document, catalogue).nodes.values()]
    .map(({ node }) => node)
    .filter(({ type, disabled }) => type === TRIGGER && disabled !== true);
}

/** Whether a trigger listens to a type. Names are compared without regard to case, as people type them by hand. */
export function listensTo({ params }: WorkflowNode, type: string): boolean {
  const events = params["events"];
  const wanted = Array.isArray(events) ? events : [events];
  const same = type.toLowerCase();
  return wanted.some((one) => typeof one === "string" && one.trim().toLowerCase() === same);
}

/** Whether the event starts a run, and under which key it may do so once. */
export type Judgement = { kind: "run"; dedupeKey: string } | { kind: "unmet" } | { kind: "failed"; error: StepError };

/** What judging needs to know of an event. */
export interface JudgedEvent {
  id: string;
  type: string;
  orderId: string | null;
  fromSandbox: number;
}

/** Never throws: what a workflow's condition does is that workflow's business alone. */
export function judge(node: WorkflowNode, event: JudgedEvent, scope: ExpressionScope): Judgement {
  try {
    const failure = (error: StepError): Judgement => ({ kind: "failed", error: { ...error, nodeId: node.id } });
    const { where, dedupe } = node.params;
    if (!isNothing(where)) {
      const resolved = conditionOf(node, where, scope);
      if (!resolved.ok) return failure(resolved.error);
      const parsed = whereSchema.safeParse(resolved.params["where"]);
      if (parsed.success && !evaluateWhere(parsed.data, scope.timezone)) return { kind: "unmet" };
    }
    if (typeof dedupe !== "string" || dedupe.trim() === "") return { kind: "run", dedupeKey: usualKey(event) };
    const key = dedupeKey(dedupe, scope);
    if (key.kind === "fault") return failure({ ...key.fault, param: "dedupe" });
    return { kind: "run", dedupeKey: key.kind === "key" ? short(event, `key:${key.key}`) : ownKey(event) };
  } catch {
    return { kind: "failed", error: { code: "step.internal", values: {}, nodeId: node.id } };
  }
}

/** The condition with its templates filled in; the other params are none of its business. */
function conditionOf(node: WorkflowNode, where: Json | undefined, scope: ExpressionScope) {
  const definition = catalogue.get(node.type);
  if (!definition) throw new Error(`no definition of ${node.type}`);
  const params = definition.params.filter(({ name }) => name === "where");
  return resolveParams({ ...definition, params }, { where: where ?? null }, scope);
}

/** What the event's trigger puts out: the run's payload. */
export function payloadOf({ body, receivedAt, recovered }: StoredEvent): JsonObject {
  const { type, data = {} } = JSON.parse(body) as { type: string; data?: Json };
  const receivedIso = new Date(receivedAt).toISOString();
  return { type: type.trim(), data, receivedAt: receivedIso, ...(recovered === 1 && { recovered: true }) };
}

const isNothing = (value: Json | undefined) => value === undefined || value === null || value === "";
/** An event that says nothing of an order is like no other. */
const ownKey = ({ id }: JudgedEvent) => `event:${id}`;
const usualKey = (event: JudgedEvent) =>
  event.orderId === null ? ownKey(event) : short(event, `order:${event.type.toUpperCase()}:${event.orderId}`);

/** The rehearsal of an order must not stand in the way of the order itself. */
const short = ({ fromSandbox }: JudgedEvent, text: string): string =>
  keptKey(fromSandbox === 1 ? `sandbox:${text}` : text);
