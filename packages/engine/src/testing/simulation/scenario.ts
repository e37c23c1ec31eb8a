import fc from "fast-check";
import { workflowDocumentSchema, type OnError, type WorkflowDocument } from "../../document/document.js";
import type { Manner } from "../far-end.js";

/** One history's givens: a graph, how the far end meets each step, what the person does, what the limiter allows. */
export interface Scenario {
  document: WorkflowDocument;
  scripts: Record<string, Manner[]>;
  /** What a person says to doubts, in turn. */
  settles: ("done" | "retry" | "fail")[];
  /** Tickets of the one token; absent: no limiter. */
  tickets: number | undefined;
  /** When somebody cancels, in milliseconds after the start. */
  cancelAfter: number | undefined;
  /** The server that is asked for the run drives it from the first moment; otherwise it lies there and is found. */
  begun: boolean;
  /** How long an append waits for its turn; calls go on meanwhile. */
  turnMs: number;
  /** How long it takes to open the secret of a step that has one. */
  openMs?: number;
  /** How long a person waits for what a check may find. */
  patienceMs?: number;
}

interface DrawnNode {
  type: "set" | "if" | "switch" | "read" | "put" | "create" | "post" | "ask";
  way: number;
  links: { back: number; port: number }[];
  onError: OnError;
  disabled: boolean;
  stops: boolean;
  limited: boolean;
  attempts: number;
  /** Calls that only read, before the main one or after it. */
  reads: number;
  readScript: Manner[];
  script: Manner[];
}

const actions = new Set(["read", "put", "create", "post"]);
const waysOf: Record<string, string[]> = {
  if: ["true", "false"],
  switch: ["x", "y", "default"],
  ask: ["main", "rejected", "timeout"],
};
/** How long somebody is asked: some of it ends when late answers come. */
const ASKED_MS = [5_000, 5_000, 60_000];

export interface Tastes {
  types: readonly DrawnNode["type"][];
  manners: fc.Arbitrary<Manner[]>;
  /** How calls that only read are met. */
  readManners: fc.Arbitrary<Manner[]>;
  onError: readonly OnError[];
  /** Random numbers of attempts, stop steps, tickets and cancels. */
  wild: boolean;
}

/** One in so many. */
export const oneIn = (count: number): fc.Arbitrary<boolean> => fc.nat(count - 1).map((drawn) => drawn === count - 1);
const rare = (tastes: Tastes, count: number) => (tastes.wild ? oneIn(count) : fc.constant(false));

function drawnNode(tastes: Tastes): fc.Arbitrary<DrawnNode> {
  return fc.record({
    type: fc.constantFrom(...tastes.types),
    way: fc.nat(5),
    links: fc.array(fc.record({ back: fc.nat(20), port: fc.nat(5) }), { minLength: 1, maxLength: 3 }),
    onError: fc.constantFrom(...tastes.onError),
    disabled: rare(tastes, 10),
    // Only what computes can.
    stops: rare(tastes, 3),
    limited: fc.boolean(),
    attempts: tastes.wild ? fc.integer({ min: 1, max: 3 }) : fc.constant(3),
    reads: fc.constantFrom(0, 0, 1, 2),
    readScript: tastes.readManners,
    script: tastes.manners,
  });
}

/** Any time, and often one at which something else happens. */
const cancelTimes = fc.oneof(
  fc.constantFrom(0, 1_000, 3_000, 5_000, 6_000, 10_000),
  fc.integer({ min: 1, max: 20_000 }),
);

/** Random scenarios: acyclic by construction, every node but triggers has a link that leads to it. */
export function scenarios(tastes: Tastes): fc.Arbitrary<Scenario> {
  return fc
    .record({
      nodes: fc.array(drawnNode(tastes), { minLength: 1, maxLength: 7 }),
      settles: fc.array(fc.constantFrom("done" as const, "retry" as const, "fail" as const), {
        minLength: 1,
        maxLength: 4,
      }),
      tickets: tastes.wild ? fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) : fc.constant(undefined),
      cancelAfter: tastes.wild
        ? fc.tuple(oneIn(3), cancelTimes).map(([cancelled, at]) => (cancelled ? at : undefined))
        : fc.constant(undefined),
      begun: fc.boolean(),
      turnMs: fc.constantFrom(0, 0, 30, 400),
    })
    .map(({ nodes, settles, tickets, cancelAfter, begun, turnMs }) => ({
      document: documentOf(nodes, tickets !== undefined),
      scripts: Object.fromEntries(
        nodes.flatMap(({ script, readScript }, index) => [
          [`n${index}`, patient(script)],
          [`n${index}~`, patient(readScript)],
        ]),
      ),
      settles,
      tickets,
      cancelAfter,
      begun,
      turnMs,
    }));
}

/** Who says 429 for ever is asked for ever: that is right, and no history would end. */
const patient = (script: Manner[]): Manner[] => (script.at(-1) === "limited" ? [...script, "ok"] : script);

function documentOf(nodes: readonly DrawnNode[], limiter: boolean): WorkflowDocument {
  const edges = nodes.flatMap(({ links }, index) => {
    const seen = new Set<string>();
    return links.flatMap(({ back, port }) => {
      const source = index - 1 - (back % (index + 1));
      const ports = source < 0 ? ["main"] : portsOf(nodes[source]);
      const edge = {
        source: source < 0 ? (back % 5 === 4 ? "other" : "in") : `n${source}`,
        sourceHandle: ports[port % ports.length] ?? "main",
      };
      const text = JSON.stringify(edge);
      if (seen.has(text)) return [];
      seen.add(text);
      return [{ ...edge, id: `${text}>n${index}`, target: `n${index}` }];
    });
  });
  return workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "random",
    nodes: [
      { id: "in", type: "trigger" },
      { id: "other", type: "trigger" },
      ...nodes.map((node, index) => nodeOf(node, index, limiter)),
    ],
    edges,
  });
}

function portsOf(node: DrawnNode | undefined): string[] {
  if (!node) return ["main"];
  return waysOf[node.type] ?? (actions.has(node.type) && node.onError === "branch" ? ["main", "error"] : ["main"]);
}

function nodeOf(
  { type, way, onError, disabled, stops, limited, attempts, reads }: DrawnNode,
  index: number,
  limiter: boolean,
) {
  const ways = waysOf[type];
  const action = actions.has(type);
  return {
    id: `n${index}`,
    type: { switch: "if", ask: "sleep" }[type as string] ?? type,
    params: ways ? waysTaken(type, ways, way) : { say: stops && type === "set" ? "stop" : `from n${index}`, reads },
    ...(disabled && { disabled }),
    ...(action && { onError, timeoutSeconds: 6, retry: { maxAttempts: attempts, backoffSeconds: 1 } }),
    ...(action && limiter && limited && { credential: "cred" }),
  };
}

function waysTaken(type: DrawnNode["type"], ways: readonly string[], way: number) {
  if (type !== "ask") return { port: ways[way % ways.length] };
  return { for: way % 2 === 0 ? "approval" : "callback", ms: ASKED_MS[way % ASKED_MS.length] };
}
