import type { WorkflowDocument } from "../document/document.js";
import type { ExpressionScope } from "../expressions/scope.js";
import { evaluateTemplate, isTemplate, parseTemplate } from "../expressions/template.js";
import type { StepError } from "../failures.js";
import type { Admission } from "../ports.js";

/** What of a workflow's concurrency a new run is made with. */
export interface Admitting {
  admission?: Admission;
  /** Its key could not be made, so it goes without one. */
  keyError?: StepError;
}

/** As many as come: more than ever stand in a line. */
const NO_LIMIT = 1_000_000_000;

/** How many runs of a workflow may go at a time. */
export const limitOf = ({ concurrency }: WorkflowDocument["settings"]): number =>
  concurrency ? Math.max(1, Math.trunc(concurrency.limit)) : NO_LIMIT;

/** By the workflow's settings; the key is evaluated with what triggers have in scope. An empty one is none. */
export function admissionOf({ concurrency }: WorkflowDocument["settings"], scope: () => ExpressionScope): Admitting {
  if (!concurrency) return {};
  const { policy, key: template = "" } = concurrency;
  const admission = { limit: limitOf({ concurrency }), policy };
  if (template.trim() === "") return { admission };
  if (!isTemplate(template)) return { admission: { ...admission, key: template } };
  const parsed = parseTemplate(template);
  const made = parsed.ok ? evaluateTemplate(parsed.template, scope()) : { kind: "fault" as const, fault: parsed.fault };
  if (made.kind !== "value") {
    const { code, values, position } = made.fault;
    return { admission, keyError: { code, values, position, param: "settings.concurrency.key" } };
  }
  const { value } = made;
  if (value === null || value === "") return { admission };
  return { admission: { ...admission, key: typeof value === "string" ? value : JSON.stringify(value) } };
}
