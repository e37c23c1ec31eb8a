import {
  isObject,
  setOwn,
  valueAt,
  type Json,
  type JsonObject,
  type NodeRunner,
  type StepError,
  textOf,
} from "@leeway/engine";
import { failed } from "../outcomes.js";

export const mergeRunner: NodeRunner = {
  type: "logic.merge",
  run({ inputs, mode, key }) {
    const given = Array.isArray(inputs) ? inputs : [inputs ?? null];
    const merged =
      mode === "append" ? appended(given) : mode === "byKey" ? keyed(given, textOf(key ?? null)) : combined(given);
    return "wrong" in merged ? failed(merged.wrong) : { kind: "done", output: merged.output };
  },
};

type Merged = { output: JsonObject } | { wrong: StepError };

function combined(inputs: Json[]): Merged {
  const output: JsonObject = {};
  for (const [index, input] of inputs.entries()) {
    if (input === null) continue;
    if (!isObject(input)) return noObject("combine", input, index);
    lay(output, input);
  }
  return { output };
}

/** What is no list is an entry. */
function appended(inputs: Json[]): Merged {
  return { output: { items: inputs.flatMap((input) => (input === null ? [] : input)) } };
}

/** In the order in which keys were first seen; an entry without a key stays by itself. */
function keyed(inputs: Json[], key: string): Merged {
  const items: JsonObject[] = [];
  const byKey = new Map<string, JsonObject>();
  for (const [index, input] of inputs.entries()) {
    const entries = Array.isArray(input) ? input : input === null ? [] : [input];
    for (const [place, entry] of entries.entries()) {
      if (!isObject(entry)) return noObject("byKey", entry, index, place);
      const name = nameOf(valueAt(entry, key));
      const known = name === undefined ? undefined : byKey.get(name);
      if (known) lay(known, entry);
      else {
        const item = lay({}, entry);
        items.push(item);
        if (name !== undefined) byKey.set(name, item);
      }
    }
  }
  return { output: { items } };
}

/** `5` and `"5"` are the same key, as they are equal in conditions. */
function nameOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "object" ? JSON.stringify(value) : textOf(value);
}

/** The fields of one on top of the other's. */
function lay(under: JsonObject, over: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(over)) setOwn(under, name, value);
  return under;
}

/** Of a list of entries the one at a place; people count from one. */
function noObject(mode: "combine" | "byKey", value: Json, index: number, place?: number): Merged {
  const found = Array.isArray(value) ? "list" : value === null ? "null" : typeof value;
  const values = { mode, found, number: index + 1, ...(place !== undefined && { place: place + 1 }) };
  return { wrong: { code: "merge.notObject", values, param: `inputs[${index}]` } };
}
