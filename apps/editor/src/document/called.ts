import { useMemo } from "react";
import type { Callee, Catalogue, WorkflowNode } from "@leeway/engine";
import { useCallees } from "../api/callees.js";
import { useEditor } from "./store.js";

type Callees = { get(id: string): Callee | undefined };

/** Ids of the workflows that steps call. */
export function called(nodes: readonly WorkflowNode[], catalogue: Pick<Catalogue, "get">): string[] {
  const ids = nodes.flatMap((node) =>
    (catalogue.get(node.type)?.params ?? []).flatMap(({ kind, name }) => {
      const id = kind === "workflow" ? node.params[name] : undefined;
      return typeof id === "string" && id !== "" ? [id] : [];
    }),
  );
  return [...new Set(ids)].sort();
}

/** The workflows that the draft calls, as the server knows them; nothing until it has said so of each. */
export function useCalled(): Callees | undefined {
  // The draft changes with every letter, whom it calls hardly ever.
  const ids = useEditor((state) => called(state.document.nodes, state.catalogue).join(" "));
  return useCallees(useMemo(() => ids.split(" ").filter(Boolean), [ids]));
}
