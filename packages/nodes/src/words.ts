import { textOf as writtenOut } from "@leeway/engine";
import type { Json, JsonObject, NodeDefinition, PortDefinition, Text } from "@leeway/engine";

/** A text in the three languages, in this order. */
export const say = (en: string, uk: string, ru: string): Text => ({ en, uk, ru });

/** The one way out of a node that does not branch. */
export const mainPort: PortDefinition = { id: "main", title: say("Next", "Далі", "Дальше") };

/** What every logic node says of itself: it computes, at once, and a second try changes nothing. */
export const logic = {
  version: 1,
  kind: "logic",
  group: "logic",
  effect: "read",
  maxAttempts: 1,
} as const satisfies Partial<NodeDefinition>;

/** What every trigger says of itself. */
export const trigger = {
  version: 1,
  kind: "trigger",
  group: "triggers",
  effect: "read",
  maxAttempts: 1,
  ports: [mainPort],
} as const satisfies Partial<NodeDefinition>;

/** JSON Schema in few words. Objects stay open: real answers carry more than a reference shows. */
export const object = (properties: Record<string, JsonObject>, required: string[] = []): JsonObject => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});
export const list = (items: JsonObject): JsonObject => ({ type: "array", items });
export const text: JsonObject = { type: "string" };
export const number: JsonObject = { type: "number" };
export const boolean: JsonObject = { type: "boolean" };
export const anything: JsonObject = {};

/** The schema of what a sample shows; where it shows nothing (null, an empty list or object), anything may stand. */
export function schemaOf(sample: Json): JsonObject {
  if (sample === null) return anything;
  if (Array.isArray(sample)) return sample[0] === undefined ? { type: "array" } : list(schemaOf(sample[0]));
  if (typeof sample !== "object") return { type: typeof sample };
  return object(Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, schemaOf(value)])));
}

/** A value as it stands in an address or a body; what is not there is empty. */
export const textOf = (value: Json | undefined): string => writtenOut(value ?? null);
