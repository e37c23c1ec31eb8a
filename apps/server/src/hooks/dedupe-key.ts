import { createHash } from "node:crypto";
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

const LONGEST_KEY = 200;
/** As it is kept: keys are indexed, and callers say what stands in them, so a long one is known by its hash. */
export const keptKey = (key: string): string =>
  key.length <= LONGEST_KEY ? key : `hash:${createHash("sha256").update(key).digest("base64url")}`;
