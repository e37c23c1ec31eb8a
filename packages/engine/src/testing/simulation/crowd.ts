import type { WorkflowDocument } from "../../document/document.js";
import type { Manner } from "../far-end.js";
import type { Scenario } from "./scenario.js";

/** A step beside a loop, and what comes behind it. */
export interface Neighbour {
  type: "read" | "put" | "create" | "ask" | "each" | "asks";
  script: Manner[];
  /** How long it asks. */
  ms: number;
}

/**
 * The same scenario with steps beside its loop, of which several end in the same moment as others do, or shortly after
 * them: what is not repeated, and what stands beside the loop, has a secret that takes so long to open.
 */
export function crowded(scenario: Scenario, neighbours: readonly Neighbour[], openMs: number): Scenario {
  const at = { position: { x: 0, y: 0 } };
  const { document } = scenario;
  const nodes: WorkflowDocument["nodes"] = [];
  const edges: WorkflowDocument["edges"] = [];
  const scripts: Record<string, Manner[]> = {};
  const link = (source: string, sourceHandle: string, target: string) =>
    void edges.push({ id: `${source}-${sourceHandle}>${target}`, source, sourceHandle, target });
  const create = (id: string, parent?: string) =>
    void nodes.push({ id, type: "create", ...at, params: { say: id }, ...(parent !== undefined && { parent }) });
  const ask = (id: string, number: number, ms: number, parent?: string) => {
    const params = { for: number % 2 === 0 ? "approval" : "callback", ms };
    nodes.push({ id, type: "sleep", ...at, params, ...(parent !== undefined && { parent }) });
    for (const port of ["main", "rejected", "timeout"]) {
      create(`${id}${port}`, parent);
      link(id, port, `${id}${port}`);
    }
  };
  neighbours.forEach(({ type, script, ms }, number) => {
    const id = `b${number}`;
    link("in", "main", id);
    if (type === "ask") ask(id, number, ms);
    else if (type === "asks") {
      nodes.push({ id, type: "each", ...at, params: { items: [0, 1], concurrency: 1, onItemError: "continue" } });
      link(id, "item", `${id}in`);
      ask(`${id}in`, number, ms, id);
    } else if (type === "each") {
      nodes.push({ id, type, ...at, params: { items: [0, 1], concurrency: 2, onItemError: "continue" } });
      create(`${id}in`, id);
      create(`${id}done`);
      link(id, "item", `${id}in`);
      link(id, "done", `${id}done`);
      for (const index of [0, 1]) scripts[`${id}in[${index}]`] = index === 0 ? ["bad", "ok"] : script;
    } else {
      const how = { onError: "continue" as const, timeoutSeconds: 6 };
      nodes.push({ id, type, ...at, params: { say: id }, ...how, retry: { maxAttempts: 1, backoffSeconds: 1 } });
      create(`${id}next`);
      link(id, "main", `${id}next`);
      scripts[id] = script;
    }
  });
  return {
    ...scenario,
    openMs,
    document: {
      ...document,
      nodes: [...document.nodes, ...nodes].map(withSecret),
      edges: [...document.edges, ...edges],
    },
    scripts: { ...scenario.scripts, ...scripts },
  };
}

const withSecret = (node: WorkflowDocument["nodes"][number]) =>
  node.type === "create" || (/^b\d+$/.test(node.id) && ["read", "put"].includes(node.type))
    ? { ...node, credential: "cred" }
    : node;
