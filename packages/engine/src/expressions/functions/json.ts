import type { Json } from "../../json.js";
import type { Budget } from "../budget.js";
import { newObject, put } from "../values.js";
import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";

const json = functionsOf("json");

export const jsonFunctions = [
  json(
    "toJson",
    ["value", "indent?"],
    [
      "Writes a value as JSON, in one line or indented.",
      "Записує значення як JSON, одним рядком або з відступами.",
      "Записывает значение как JSON, одной строкой или с отступами.",
    ],
    ['{{ { name: "Ada", tags: [1, 2] } | toJson }}', '{"name":"Ada","tags":[1,2]}'],
    toJson,
  ),
  json(
    "fromJson",
    ["text"],
    ["Reads a text as JSON.", "Читає текст як JSON.", "Читает текст как JSON."],
    ['{{ fromJson("{\\"total\\": 5}").total }}', 5],
    fromJson,
  ),
];

function toJson(call: Call): Json {
  const indent = call.whole(1, 0, 8, 0);
  const size = call.budget.measure(call.value(0));
  // At worst every entry (two characters and more) stands on a line of its own at the deepest level.
  if (indent > 0 && size > 10_000) throw call.wrong(1, "tooLarge", {});
  return JSON.stringify(call.value(0), null, indent);
}

function fromJson(call: Call): Json {
  let parsed: Json;
  try {
    parsed = JSON.parse(call.text(0)) as Json;
  } catch {
    throw call.wrong(0, "json", {});
  }
  call.budget.measure(parsed);
  return withoutPrototypes(parsed, call.budget);
}

/** Deep enough for the stack, because the value was measured before. */
function withoutPrototypes(value: Json, budget: Budget): Json {
  budget.spend(1);
  if (Array.isArray(value)) return value.map((one) => withoutPrototypes(one, budget));
  if (value === null || typeof value !== "object") return value;
  const made = newObject();
  for (const key of Object.keys(value)) put(made, key, withoutPrototypes(value[key] ?? null, budget));
  return made;
}
