import type { Json } from "../../json.js";
import { typeOf, writeText } from "../values.js";
import { functionsOf } from "./definition.js";

const value = functionsOf("value");

export const valueFunctions = [
  value(
    "default",
    ["value", "instead"],
    [
      "Another value where there is none or null.",
      "Інше значення, якщо цього немає або воно null.",
      "Другое значение, если этого нет или оно null.",
    ],
    ['{{ trigger.body.name | default("friend") }}', "friend"],
    (call) => (call.has(0) && call.value(0) !== null ? call.value(0) : call.value(1)),
    true,
  ),
  value(
    "ifEmpty",
    ["value", "instead"],
    [
      "Another value where there is none, null, or an empty text, list or object.",
      "Інше значення, якщо цього немає, воно null або порожнє.",
      "Другое значение, если этого нет, оно null или пустое.",
    ],
    ['{{ "" | ifEmpty("no comment") }}', "no comment"],
    (call) => (isEmpty(call.value(0)) ? call.value(1) : call.value(0)),
    true,
  ),
  value(
    "isEmpty",
    ["value"],
    [
      "Whether a value is missing, null, a blank text, or an empty list or object.",
      "Чи значення відсутнє, null або порожнє.",
      "Отсутствует ли значение, null оно или пустое.",
    ],
    ['{{ "  " | isEmpty }}', true],
    (call) => isEmpty(call.value(0)),
    true,
  ),
  value(
    "type",
    ["value"],
    [
      "The type of a value: text, number, boolean, list, object or null.",
      "Тип значення: text, number, boolean, list, object або null.",
      "Тип значения: text, number, boolean, list, object или null.",
    ],
    ["{{ [1, 2] | type }}", "list"],
    (call) => typeOf(call.value(0)),
  ),
  value(
    "text",
    ["value"],
    [
      "Writes a value as text; lists and objects as JSON.",
      "Записує значення як текст; списки й об’єкти — як JSON.",
      "Записывает значение как текст; списки и объекты — как JSON.",
    ],
    ["{{ 42 | text }}", "42"],
    (call) => writeText(call.value(0), call.budget),
  ),
];

function isEmpty(value: Json): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
