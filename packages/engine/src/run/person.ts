import type { PersonDefinition } from "../definition.js";
import { isObject, type Json } from "../json.js";
import { valueAt, visitAt } from "../paths.js";

/** A step that names a person: what it was sent and what it answered. */
export interface PersonStep {
  person: PersonDefinition;
  params: Json;
  output: Json;
}

/**
 * The custom fields of the run's person by name: of the one whom the nearest step names, and of nobody else. What a step
 * wrote lies over what an earlier one knew of the same person; whom no step has read or written has none.
 */
export function customFieldsOf(nearestFirst: Iterable<PersonStep>): Map<string, Json> {
  const fields = new Map<string, Json>();
  let whose: string | undefined;
  /** Of a person who is known by a channel alone so far: what says whose it is may stand further back. */
  let channel: string | undefined;
  const passed: PersonStep[] = [];
  for (const step of nearestFirst) {
    const id = idOf(step);
    if (whose === undefined && channel === undefined) {
      whose = id;
      channel = id === undefined ? channelOf(step) : undefined;
      // Nobody can say whose step it is: only what it says itself is certain.
      if (whose === undefined && channel === undefined) {
        take(fields, step);
        break;
      }
    }
    if (whose === undefined) {
      passed.push(step);
      if (id === undefined || channel === undefined || !hasChannel(step, channel)) continue;
      whose = id;
      if (passed.some((one) => idOf(one) === whose && take(fields, one))) break;
    } else if (id === whose && take(fields, step)) break;
  }
  // Whoever has none of a field has its default, whatever an earlier step knew.
  for (const [name, value] of fields) if (value === null) fields.delete(name);
  return fields;
}

/** Answers whether no earlier step can add anything. */
function take(fields: Map<string, Json>, { person, params, output }: PersonStep): boolean {
  const all = person.customFields === undefined ? undefined : valueAt(output, person.customFields);
  const whole = Array.isArray(all);
  const entries = whole ? all : paramOf(params, person.customFieldsParam);
  if (!Array.isArray(entries)) return false;
  for (const entry of entries) {
    if (!isObject(entry)) continue;
    const { name, value = null } = entry;
    if (typeof name === "string" && !fields.has(name)) fields.set(name, value);
  }
  return whole;
}

function idOf({ person, params, output }: PersonStep): string | undefined {
  const own = person.id === undefined ? undefined : valueAt(output, person.id);
  return wordOf(own) ?? wordOf(paramOf(params, person.idParam));
}

const channelOf = ({ person, params }: PersonStep) => wordOf(paramOf(params, person.channelParam));

function hasChannel(step: PersonStep, channel: string): boolean {
  if (channelOf(step) === channel) return true;
  const { channels } = step.person;
  let found = false;
  if (channels !== undefined)
    visitAt(step.output, channels, (one) => {
      found ||= wordOf(one) === channel;
    });
  return found;
}

const paramOf = (params: Json, name: string | undefined): Json | undefined =>
  name !== undefined && isObject(params) && Object.hasOwn(params, name) ? params[name] : undefined;

const wordOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;
