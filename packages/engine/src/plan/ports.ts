import type { NodeDefinition } from "../definition.js";
import type { Json } from "../json.js";

/** Ids of the ports a node has with these params, in the order of its card; `error` is not among them. */
export function portsOf(definition: NodeDefinition, params: Readonly<Record<string, Json>>): string[] {
  const listed = definition.ports.map(({ id }) => id);
  const entries = definition.portsFrom === undefined ? undefined : params[definition.portsFrom];
  if (!Array.isArray(entries)) return listed;
  return [...entries.flatMap((entry) => caseIdOf(entry) ?? []), ...listed];
}

/** The `id` of an entry of a list that makes ports. */
export function caseIdOf(entry: Json): string | undefined {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return undefined;
  return typeof entry.id === "string" ? entry.id : undefined;
}
