import type { Catalogue, Locale, WorkflowNode } from "@leeway/engine";
import { useLanguage } from "../ui/language.js";
import { useCatalogue } from "./catalogue.js";
import { useEditor } from "./store.js";

/** What people call a step: the name they gave it, else that of its kind. */
export function nameOf(node: WorkflowNode | undefined, catalogue: Catalogue, locale: Locale): string {
  if (!node) return "";
  return node.name || catalogue.get(node.type)?.title[locale] || node.type;
}

/** The name of one step; its id where the step is gone. */
export function useName(nodeId: string): string {
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  return useEditor(({ nodes }) => nameOf(nodes.get(nodeId), catalogue, locale)) || nodeId;
}
