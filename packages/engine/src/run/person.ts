import type { PersonDefinition } from "../definition.js";
import { isObject, type Json } from "../json.js";

/** A step that read or wrote a person: what it was sent and what it answered. */
export interface PersonStep {
  person: PersonDefinition;
  params: Json;
  output: Json;
}

/**
 * The custom fields of the run's person, the one of the nearest step, by name. What a step wrote lies over what an earlier
 * one knew of the same person; a step that has no list of fields is passed over.
 */
export function customFieldsOf(nearestFirst: Iterable<PersonStep>): Map<string, Json> {
  const fields = new Map<string, Json>();
  let whose: Json | undefined;
  for (const step of nearestFirst) {
    const { id, entries, whole } = knownBy(step);
    if (!entries) continue;
    whose ??= id ?? null;
    if (id !== undefined && id !== whose) continue;
    for (const entry of entries) {
      const [name, value] = [at(entry, "name"), at(entry, "value")];
      const known = value !== undefined && value !== null;
      if (typeof name === "string" && known && !fields.has(name)) fields.set(name, value);
    }
    if (whole || id === undefined) break;
  }
  return fields;
}

/** `whole`: what is not in it, the person does not have. */
function knownBy({ person, params, output }: PersonStep): {
  id: Json | undefined;
  entries: Json[] | undefined;
  whole: boolean;
} {
  if ("customFields" in person) {
    const entries = at(output, person.customFields);
    return { id: at(output, person.id), entries: Array.isArray(entries) ? entries : undefined, whole: true };
  }
  const entries = isObject(params) ? params[person.customFieldsParam] : undefined;
  const id = isObject(params) ? params[person.idParam] : undefined;
  return { id, entries: Array.isArray(entries) ? entries : [], whole: false };
}

function at(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.hasOwn(found, key))
      return undefined;
    found = found[key];
  }
  return found;
}
