import { paramTitle, sayProblem, type ProblemDto } from "@leeway/api";
import type { Catalogue, Locale, NodeDefinition, StepError, WorkflowDocument } from "@leeway/engine";
import { nameOf } from "./names.js";

/**
 * Problems in the words of the form: params by their titles, and without the step's name at the beginning, since lists
 * and cards show it beside the sentence.
 */
export function inFormWords(
  problems: readonly Omit<ProblemDto, "message">[],
  document: WorkflowDocument,
  catalogue: Catalogue,
  locale: Locale,
): ProblemDto[] {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const name = (id: string) => nameOf(nodes.get(id), catalogue, locale) || id;
  return problems.map((problem) => {
    const { code, severity, values, nodeId, param, position } = problem;
    const definition = catalogue.get(nodes.get(nodeId ?? "")?.type ?? "");
    const title = param !== undefined && { param: paramTitle(definition, param, locale) };
    const at = { ...title, ...(position !== undefined && { position }) };
    return { ...problem, message: sayProblem({ code, severity, values, ...at }, locale, name) };
  });
}

/** A step's error with its param called as the form calls it. */
export function inItsFormWords(error: StepError, definition: NodeDefinition | undefined, locale: Locale): StepError {
  return error.param === undefined ? error : { ...error, param: paramTitle(definition, error.param, locale) };
}
