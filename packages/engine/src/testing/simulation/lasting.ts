import type { WorkflowDocument } from "../../document/document.js";
import type { JsonObject } from "../../json.js";
import type { Manner } from "../far-end.js";
import type { LoopTastes } from "./loop.js";
import type { Scenario } from "./scenario.js";

/** Everything that a step may be at for longer than anybody waits for a cancel. */
export const lastingKinds = [
  "time",
  "approval",
  "callback",
  "retry",
  "ticket",
  "pause",
  "freeze",
  "pages",
  "laterPage",
  "run",
  "code",
  "read",
  "put",
  "create",
  "doubt",
] as const;
type LastingKind = (typeof lastingKinds)[number];

/** A step that lasts: beside the loop or inside of it. */
export interface Lasting {
  kind: LastingKind;
  inside: boolean;
}

/** Its type, what it is given, and how the far end meets its calls and those that read for it. */
interface Made {
  type: string;
  params?: JsonObject;
  more?: Partial<WorkflowDocument["nodes"][number]>;
  script?: Manner[];
  pages?: Manner[];
}
/** A pause far longer than the second that the test gives. */
const patient = { retry: { maxAttempts: 3, backoffSeconds: 200 } };
/** The name of a secret says what is the matter with its pool; see `poolsOf`. */
const made: Record<LastingKind, Made> = {
  time: { type: "sleep", params: { for: "time", ms: 3_600_000 } },
  approval: { type: "sleep", params: { for: "approval" } },
  callback: { type: "sleep", params: { for: "callback", ms: 3_600_000 } },
  retry: { type: "create", script: ["later"], more: patient },
  ticket: { type: "create", more: { credential: "full" } },
  pause: { type: "put", more: { credential: "paused" } },
  freeze: { type: "read", script: ["limited"], more: { credential: "frozen" } },
  pages: { type: "create", params: { reads: 3 }, more: { credential: "narrow" } },
  laterPage: { type: "create", params: { reads: 3 }, more: patient, pages: ["ok", "later"] },
  run: { type: "run", params: { workflow: "called" } },
  code: { type: "code", params: { ms: 60_000 } },
  read: { type: "read", script: ["slow"] },
  put: { type: "put", script: ["slow"] },
  create: { type: "create", script: ["slow"] },
  doubt: { type: "post", script: ["lost"] },
};

/** Pools of tokens by the names of their secrets. */
export const poolsOf = { full: 1, paused: 5, frozen: 5, narrow: 1 };

/**
 * The same looped scenario with steps that last, beside its loop or in each of its items, and behind each of them a call
 * that nobody is to see once the run was cancelled.
 */
export function withLasting(scenario: Scenario, lasting: readonly Lasting[], { items, outer }: LoopTastes): Scenario {
  const at = { position: { x: 0, y: 0 } };
  const nodes: WorkflowDocument["nodes"] = [];
  const edges: WorkflowDocument["edges"] = [];
  const scripts: Record<string, Manner[]> = {};
  const link = (source: string, target: string) =>
    void edges.push({ id: `${source}>${target}`, source, sourceHandle: "main", target });
  const within = range(items).flatMap((index) =>
    outer > 0 ? range(outer).map((first) => `[${first}][${index}]`) : [`[${index}]`],
  );
  lasting.forEach(({ kind, inside }, number) => {
    const { type, params = {}, more = {}, script, pages } = made[kind];
    const id = `w${number}`;
    const place = { ...at, ...(inside && { parent: outer > 0 ? "inner" : "each" }) };
    nodes.push({ id, type, params, timeoutSeconds: 300, ...more, ...place });
    nodes.push({ id: `${id}next`, type: "create", params: {}, ...place });
    link(inside ? "first" : "in", id);
    link(id, `${id}next`);
    for (const path of inside ? within : [""]) {
      if (script) scripts[`${id}${path}`] = [...script];
      if (pages) scripts[`${id}${path}~`] = [...pages];
    }
  });
  const { document } = scenario;
  return {
    ...scenario,
    document: { ...document, nodes: [...document.nodes, ...nodes], edges: [...document.edges, ...edges] },
    scripts: { ...scenario.scripts, ...scripts },
  };
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
