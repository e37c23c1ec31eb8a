import { inParamWords, sayProblem, type ProblemDto } from "@leeway/api";
import type { Catalogue, Locale, WorkflowDocument } from "@leeway/engine";
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
    const { code, severity, nodeId, position } = problem;
    const definition = catalogue.get(nodes.get(nodeId ?? "")?.type ?? "");
    const { param, values } = inParamWords(definition, problem, locale);
    const at = { ...(param !== undefined && { param }), ...(position !== undefined && { position }) };
    return { ...problem, message: sayProblem({ code, severity, values, ...at }, locale, name) };
  });
}
