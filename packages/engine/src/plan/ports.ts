import type { NodeDefinition, PortDefinition } from "../definition.js";
import type { Json } from "../json.js";

type Params = Readonly<Record<string, Json>>;

/** Ids of the ports a node has with these params, in the order of its card; `error` is not among them. */
export function portsOf(definition: NodeDefinition, params: Params): string[] {
  const listed = listedPorts(definition, params).map(({ id }) => id);
  const entries = definition.portsFrom === undefined ? undefined : params[definition.portsFrom];
  if (!Array.isArray(entries)) return listed;
  return [...entries.flatMap((entry) => caseIdOf(entry) ?? []), ...listed];
}

/** The definition's own ports that are there with these params. What decides is chosen, never made of a template. */
export function listedPorts(definition: NodeDefinition, params: Params): PortDefinition[] {
  return definition.ports.filter(({ showIf }) => {
    if (!showIf) return true;
    const given = (Object.hasOwn(params, showIf.param) ? params[showIf.param] : undefined) ?? "";
    const value = given === "" ? definition.params.find(({ name }) => name === showIf.param)?.default : given;
    return showIf.in.some((one) => one === value);
  });
}

/** The `id` of an entry of a list that makes ports. */
export function caseIdOf(entry: Json): string | undefined {
  if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return undefined;
  return typeof entry.id === "string" ? entry.id : undefined;
}
