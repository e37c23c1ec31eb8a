import type { Json } from "../../json.js";
import type { Budget } from "../budget.js";
import { newObject, put, writeText } from "../values.js";
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
  json(
    "keys",
    ["object"],
    ["The names in an object.", "Назви полів об’єкта.", "Названия полей объекта."],
    ["{{ { name: 1, phone: 2 } | keys }}", ["name", "phone"]],
    (call) => Object.keys(call.object(0)),
  ),
  json(
    "values",
    ["object"],
    ["The values in an object.", "Значення полів об’єкта.", "Значения полей объекта."],
    ["{{ { name: 1, phone: 2 } | values }}", [1, 2]],
    (call) => Object.values(call.object(0)),
  ),
  json(
    "entries",
    ["object"],
    ["An object as a list of { key, value }.", "Об’єкт як список { key, value }.", "Объект как список { key, value }."],
    ["{{ { city: 5 } | entries }}", [{ key: "city", value: 5 }]],
    (call) => Object.entries(call.object(0)).map(([key, value]) => ({ key, value })),
  ),
  json(
    "toObject",
    ["list", "key=>", "value=>?"],
    [
      "Makes an object of a list: each entry, or a value of it, under its key.",
      "Створює об’єкт зі списку: кожен елемент або його значення під своїм ключем.",
      "Создаёт объект из списка: каждый элемент или его значение под своим ключом.",
    ],
    ['{{ [{ id: "a", n: 1 }] | toObject(x => x.id, x => x.n) }}', { a: 1 }],
    toObject,
  ),
  json(
    "merge",
    ["object", "more..."],
    [
      "Puts objects together; what stands in a later one wins.",
      "Об’єднує об’єкти; перевагу має пізніший.",
      "Объединяет объекты; преимущество у более позднего.",
    ],
    ["{{ { a: 1, b: 2 } | merge({ b: 3 }) }}", { a: 1, b: 3 }],
    merge,
  ),
  json(
    "pick",
    ["object", "keys..."],
    ["Only the named fields of an object.", "Лише вказані поля об’єкта.", "Только указанные поля объекта."],
    ['{{ { a: 1, b: 2, c: 3 } | pick("a", "c") }}', { a: 1, c: 3 }],
    (call) => fields(call, (key, named) => named.has(key)),
  ),
  json(
    "omit",
    ["object", "keys..."],
    ["An object without the named fields.", "Об’єкт без указаних полів.", "Объект без указанных полей."],
    ['{{ { a: 1, b: 2, c: 3 } | omit("b") }}', { a: 1, c: 3 }],
    (call) => fields(call, (key, named) => !named.has(key)),
  ),
];

function toObject(call: Call): Json {
  const made = newObject();
  const valueOf = call.apply(2, (entry) => entry);
  for (const [index, entry] of call.list(0).entries()) {
    const key = writeText(call.apply(1)(entry, index), call.budget);
    call.budget.grow(key.length);
    put(made, key, valueOf(entry, index));
  }
  return made;
}

function merge(call: Call): Json {
  const made = newObject();
  for (const index of call.args.keys())
    for (const [key, value] of Object.entries(call.object(index))) put(made, key, value);
  return made;
}

/** The names may stand one by one or in a list. */
function fields(call: Call, kept: (key: string, named: ReadonlySet<string>) => boolean): Json {
  const given = call.args
    .slice(1)
    .flatMap(({ value }, index) => (Array.isArray(value) ? call.list(index + 1) : [value ?? null]));
  const named = new Set(given.map((one) => writeText(one, call.budget)));
  const made = newObject();
  for (const [key, value] of Object.entries(call.object(0))) if (kept(key, named)) put(made, key, value);
  return made;
}

function toJson(call: Call): Json {
  const indent = call.whole(1, 0, 8, 0);
  const size = call.budget.measure(call.value(0));
  // At worst every entry (two characters and more) stands on a line of its own at the deepest level.
  if (indent > 0 && size > 10_000) throw call.wrong(1, "tooLarge", { expected: "0" });
  return JSON.stringify(call.value(0), null, indent);
}

function fromJson(call: Call): Json {
  let parsed: Json;
  try {
    parsed = JSON.parse(call.text(0)) as Json;
  } catch {
    throw call.wrong(0, "json", { expected: "json" });
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
