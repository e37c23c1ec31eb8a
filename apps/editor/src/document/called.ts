import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import type { ProblemDto } from "@leeway/api";
import type { Callee, Catalogue, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { validateWorkflow } from "../api/workflows.js";
import { useEditor } from "./store.js";

/** Whoever has just published the called workflow in another tab comes back here. */
const FRESH_MS = 10_000;

type Callees = { get(id: string): Callee | undefined };
const none: Callees = { get: () => undefined };

/** Steps that call workflows, one for each workflow. */
function calls({ nodes }: WorkflowDocument, catalogue: Catalogue): Map<string, WorkflowNode> {
  const found = new Map<string, WorkflowNode>();
  for (const node of nodes)
    for (const { kind, name } of catalogue.get(node.type)?.params ?? []) {
      const id = node.params[name];
      if (kind === "workflow" && typeof id === "string" && id !== "" && !found.has(id)) found.set(id, node);
    }
  return found;
}

/** What the server's check says of steps, each of which calls one workflow. */
function calleesOf(callers: ReadonlyMap<string, WorkflowNode>, problems: readonly ProblemDto[]): Callees {
  const known = new Map<string, Callee>();
  for (const [id, { id: nodeId }] of callers) {
    const codes = problems.filter((one) => one.nodeId === nodeId).map(({ code }) => code);
    if (codes.includes("workflow.unknown")) continue;
    const said = problems.find((one) => one.nodeId === nodeId && one.code.startsWith("workflow."));
    known.set(id, {
      name: String(said?.values["name"] ?? ""),
      published: !codes.includes("workflow.unpublished"),
      callable: !codes.includes("workflow.notCallable"),
    });
  }
  return known;
}

/**
 * The workflows that the draft calls, as the server knows them: whether one is there, published and can be called. Nothing
 * until it has said so.
 */
export function useCallees(): Callees | undefined {
  const id = useEditor((state) => state.workflow?.id);
  // The draft changes with every letter, whom it calls hardly ever.
  const called = useEditor((state) => [...calls(state.document, state.catalogue).keys()].join(" "));
  const { data } = useQuery({
    queryKey: ["callees", id, called],
    queryFn: async () => {
      const { document, catalogue } = useEditor.getState();
      const callers = calls(document, catalogue);
      const nodes = [...callers.values()].map(({ parent: _parent, ...node }) => node);
      const { problems } = await validateWorkflow(id ?? "", { ...document, nodes, edges: [], notes: [] });
      return calleesOf(callers, problems);
    },
    enabled: id !== undefined && called !== "",
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
  });
  return useMemo(() => (called === "" ? none : data), [called, data]);
}
