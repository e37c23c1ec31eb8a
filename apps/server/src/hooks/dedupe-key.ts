import { evaluateTemplate, parseTemplate, type ExpressionScope, type Fault } from "@leeway/engine";

/** What a template for keys comes to: a key, nothing to tell repeats by, or a mistake in the template. */
export type DedupeKey = { kind: "key"; key: string } | { kind: "none" } | { kind: "fault"; fault: Fault };

/** Nothing where the template finds nothing: an order without a number is still an order. */
export function dedupeKey(template: string, scope: ExpressionScope): DedupeKey {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return { kind: "fault", fault: parsed.fault };
  const found = evaluateTemplate(parsed.template, scope);
  if (found.kind === "fault") return { kind: "fault", fault: found.fault };
  if (found.kind === "missing" || found.value === null || found.value === "") return { kind: "none" };
  return { kind: "key", key: typeof found.value === "string" ? found.value : JSON.stringify(found.value) };
}
