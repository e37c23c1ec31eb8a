import type { Catalogue, Effect, NodeDefinition } from "../definition.js";
import { workflowDocumentSchema, type WorkflowDocument } from "../document/document.js";
import { makePlan, type Plan } from "../plan/plan.js";
import { decide } from "../run/decide.js";
import type { RunEvent, RunEventBody } from "../run/events.js";
import { emptyRunState, fold } from "../run/fold.js";
import type { RunState } from "../run/state.js";

const text = (en: string) => ({ en, uk: en, ru: en });
const define = (type: string, kind: NodeDefinition["kind"], effect: Effect, ports = ["main"]): NodeDefinition => ({
  type,
  version: 1,
  kind,
  title: text(type),
  summary: text(type),
  group: "logic",
  icon: "box",
  params: [],
  ports: ports.map((id) => ({ id, title: text(id) })),
  effect,
  maxAttempts: kind === "action" ? 3 : 1,
  sample: {},
  outputSchema: {},
});

/** The few node types with which engine tests draw graphs. */
export const tinyCatalogue: Catalogue = new Map(
  [
    define("trigger", "trigger", "read"),
    define("set", "logic", "read"),
    define("if", "logic", "read", ["true", "false"]),
    define("read", "action", "read"),
    define("put", "action", "idempotent"),
    define("create", "action", "create"),
    define("post", "action", "create"),
    { ...define("each", "logic", "read", ["item", "done"]), loop: true },
    define("run", "action", "idempotent"),
    define("once", "action", "idempotent", ["first", "repeat"]),
    define("code", "logic", "read"),
    { ...define("sleep", "logic", "read", ["main", "rejected", "timeout"]), callback: true },
  ].map((definition) => [definition.type, definition]),
);

/** `graph("in:trigger a:set b:create", "in>a a>b b-error>c")`: nodes as id:type, links as source(-port)>target. */
export function graph(nodes: string, links: string, extra: Record<string, object> = {}): WorkflowDocument {
  return workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "graph",
    nodes: nodes.split(/\s+/).map((word) => {
      const [id = "", type = "set"] = word.split(":");
      return { id, type, ...extra[id] };
    }),
    edges: links
      .split(/\s+/)
      .filter(Boolean)
      .map((word, index) => {
        const [from = "", target = ""] = word.split(">");
        const [source = "", sourceHandle = "main"] = from.split("-");
        return { id: `e${index}`, source, sourceHandle, target };
      }),
  });
}

/** A run on paper: decides, lets the test say how each started step ends, and keeps the log. */
export class PaperRun {
  readonly plan: Plan;
  state: RunState = emptyRunState;
  readonly inFlight = new Set<string>();
  /** Keys in the order in which they were started. */
  readonly started: string[] = [];
  now = 1_000;

  constructor(document: WorkflowDocument, trigger = "in") {
    this.plan = makePlan(document, tinyCatalogue);
    this.log({
      type: "run.created",
      at: this.now,
      workflowId: "w",
      version: 1,
      trigger,
      payload: {},
      rehearsal: false,
    });
    this.settle();
  }

  log(...bodies: RunEventBody[]): void {
    this.state = fold(
      this.state,
      bodies.map((body, index): RunEvent => ({ ...body, seq: this.state.seq + index + 1 })),
    );
  }

  /** Decides until nothing follows any more. */
  settle(): this {
    for (let turn = 0; turn < 1_000; turn++) {
      const decision = decide(this.plan, this.state, this);
      if (decision.events.length === 0 && decision.start.length === 0) return this;
      this.log(...decision.events);
      if (decision.events.length > 0) continue;
      for (const { key, nodeId, attempt } of decision.start) {
        this.started.push(key);
        this.inFlight.add(key);
        this.log({ type: "step.started", at: this.now, key, nodeId, attempt, input: {} });
      }
    }
    throw new Error("decide never comes to rest");
  }

  /** A step in flight ends like this. */
  ends(key: string, body: { type: RunEventBody["type"]; [name: string]: unknown }): this {
    this.inFlight.delete(key);
    this.log({ at: this.now, key, nodeId: key, ...body } as RunEventBody);
    return this.settle();
  }

  done(key: string, port = "main"): this {
    return this.ends(key, { type: "step.succeeded", output: { key }, port });
  }

  fails(key: string): this {
    const handled = this.plan.nodes.get(key)?.node.onError ?? "stop";
    return this.ends(key, { type: "step.failed", error: { code: "service.down", values: {} }, handled });
  }

  doubts(key: string): this {
    return this.ends(key, { type: "step.unknown", error: { code: "request.cutOff", values: {} } });
  }

  /** The process dies: whatever was in flight is in flight no more. */
  crash(): this {
    this.inFlight.clear();
    return this.settle();
  }

  signal(body: RunEventBody): this {
    this.log(body);
    return this.settle();
  }

  status(key: string): string {
    return this.state.steps.get(key)?.status ?? "pending";
  }
}
