import type { NodeDefinition, OwnersDefinition, PersonDefinition } from "../definition.js";
import { isObject, type Json } from "../json.js";
import { valueAt, visitAt } from "../paths.js";

/** A step that names a person, or says whose channels are whose: what it was sent and what it answered. */
export type PersonStep = { params: Json; output: Json } & ({ person: PersonDefinition } | { owners: OwnersDefinition });
type NamingStep = Extract<PersonStep, { person: PersonDefinition }>;
type ListStep = Extract<PersonStep, { owners: OwnersDefinition }>;

/** What a step that has ended tells of people; undefined where that is nothing. */
export function personStep(definition: NodeDefinition | undefined, params: Json, output: Json): PersonStep | undefined {
  if (definition?.person) return { person: definition.person, params, output };
  return definition?.owners && { owners: definition.owners, params, output };
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
  const passed: NamingStep[] = [];
  const lists: ListStep[] = [];
  for (const step of nearestFirst) {
    if (!("person" in step)) {
      if (whose !== undefined) continue;
      if (channel === undefined) lists.push(step);
      else whose = ownerIn(step, channel);
    } else {
      const id = idOf(step);
      if (whose !== undefined) {
        if (id === whose && take(fields, step)) break;
        continue;
      }
      passed.push(step);
      if (channel !== undefined) whose = id !== undefined && hasChannel(step, channel) ? id : undefined;
      else {
        const own = id === undefined ? channelOf(step) : undefined;
        // Nobody can say whose step it is: only what it says itself is certain.
        if (id === undefined && own === undefined) {
          take(fields, step);
          break;
        }
        channel = own;
        whose = id ?? firstOwner(lists, own);
      }
    }
    if (whose !== undefined && passed.some((one) => idOf(one) === whose && take(fields, one))) break;
  }
  // Whoever has none of a field has its default, whatever an earlier step knew.
  for (const [name, value] of fields) if (value === null) fields.delete(name);
  return fields;
}

/** A person and the channels that a step tells to be theirs. */
export interface Owner {
  person: string;
  channels: string[];
}

/** Whose channels are whose, as far as a step tells: of the one person that it names, or of each in a list. */
export function ownersIn(step: PersonStep): Owner[] {
  const channelsIn = (value: Json, path: string | undefined) => {
    const found: string[] = [];
    if (path !== undefined) visitAt(value, path, (one) => void found.push(...[wordOf(one) ?? []].flat()));
    return found;
  };
  if ("person" in step) {
    const person = idOf(step);
    const own = [channelOf(step) ?? []].flat();
    return person === undefined
      ? []
      : [{ person, channels: [...own, ...channelsIn(step.output, step.person.channels)] }];
  }
  const entries = valueAt(step.output, step.owners.items);
  return (Array.isArray(entries) ? entries : []).flatMap((entry) => {
    const person = wordOf(valueAt(entry, step.owners.person));
    return person === undefined ? [] : [{ person, channels: channelsIn(entry, step.owners.channels) }];
  });
}

/** Answers whether no earlier step can add anything. */
function take(fields: Map<string, Json>, { person, params, output }: NamingStep): boolean {
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

function idOf({ person, params, output }: NamingStep): string | undefined {
  const own = person.id === undefined ? undefined : valueAt(output, person.id);
  return wordOf(own) ?? wordOf(paramOf(params, person.idParam));
}

const channelOf = ({ person, params }: NamingStep) => wordOf(paramOf(params, person.channelParam));

function hasChannel(step: NamingStep, channel: string): boolean {
  if (channelOf(step) === channel) return true;
  const { channels } = step.person;
  let found = false;
  if (channels !== undefined)
    visitAt(step.output, channels, (one) => {
      found ||= wordOf(one) === channel;
    });
  return found;
}

function firstOwner(lists: readonly ListStep[], channel: string | undefined): string | undefined {
  if (channel === undefined) return undefined;
  for (const list of lists) {
    const owner = ownerIn(list, channel);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Whose channel it is, as a list tells. */
function ownerIn({ owners, output }: ListStep, channel: string): string | undefined {
  const entries = valueAt(output, owners.items);
  for (const entry of Array.isArray(entries) ? entries : []) {
    let found = false;
    visitAt(entry, owners.channels, (one) => {
      found ||= wordOf(one) === channel;
    });
    if (found) return wordOf(valueAt(entry, owners.person));
  }
  return undefined;
}

const paramOf = (params: Json, name: string | undefined): Json | undefined =>
  name !== undefined && isObject(params) && Object.hasOwn(params, name) ? params[name] : undefined;

const wordOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;
