import type { IdKind, NodeDefinition } from "../definition.js";
import { isObject, type Json } from "../json.js";
import { keysOf, patternOf, valueAt, type Keys } from "../paths.js";

/** A person is best known by their own id; a channel's leads to them. */
const kinds: readonly IdKind[] = ["person", "account"];
const idOf = (value: Json | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

/** Whom a step with these values is about: the id of a person, else of one of their channels; nobody where it is about many. */
export function whomOf(
  definition: NodeDefinition | undefined,
  input: Json | undefined,
  output: Json | undefined,
): string | undefined {
  for (const kind of kinds) {
    const param = definition?.params.find(
      ({ idKind, name }) => idKind === kind && isObject(input) && idOf(input[name]),
    );
    const told = (param && isObject(input) && idOf(input[param.name])) || whomAt(definition, output, [], [kind]);
    if (told) return told;
  }
  return undefined;
}

/** Whom an entry of an output is about, of which this place is a part. */
export function whomAt(
  definition: NodeDefinition | undefined,
  output: Json | undefined,
  place: Keys,
  wanted = kinds,
): string | undefined {
  for (const kind of wanted)
    for (const [path, { idKind }] of Object.entries(definition?.ids ?? {})) {
      if (idKind !== kind) continue;
      const around = keysOf(path).slice(0, -1);
      const here = place.slice(0, around.length);
      // What stands in no list is about the same person wherever one looks.
      if (patternOf(here) !== patternOf(around) && path.includes("[]")) continue;
      const last = keysOf(path).at(-1) ?? "";
      const found = idOf(valueAt(output, path.includes("[]") ? [...here, last] : path));
      if (found !== undefined) return found;
    }
  return undefined;
}
