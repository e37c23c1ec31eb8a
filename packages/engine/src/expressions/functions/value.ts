import type { Json } from "../../json.js";
import { isBlank, typeOf, writeText } from "../values.js";
import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";

const value = functionsOf("value");

export const valueFunctions = [
  value(
    "default",
    ["value", "instead"],
    [
      "Another value where there is none or it is null.",
      "Інше значення, якщо цього немає або воно null.",
      "Другое значение, если этого нет или оно null.",
    ],
    ['{{ trigger.body.name | default("friend") }}', "friend"],
    (call) => (call.value(0) === null ? call.value(1) : call.value(0)),
    true,
  ),
  value(
    "ifEmpty",
    ["value", "instead"],
    [
      "Another value where there is none, or only null, a blank text, or an empty list or object.",
      "Інше значення, якщо цього немає або воно порожнє: null, порожній текст, список чи об’єкт.",
      "Другое значение, если этого нет или оно пустое: null, пустой текст, список или объект.",
    ],
    ['{{ "" | ifEmpty("no comment") }}', "no comment"],
    (call) => (isBlank(call.value(0)) ? call.value(1) : call.value(0)),
    true,
  ),
  value(
    "isEmpty",
    ["value"],
    [
      "Whether a value is missing, null, a blank text, or an empty list or object.",
      "Чи значення відсутнє або порожнє: null, порожній текст, список чи об’єкт.",
      "Отсутствует ли значение или пустое: null, пустой текст, список или объект.",
    ],
    ['{{ "  " | isEmpty }}', true],
    (call) => isBlank(call.value(0)),
    true,
  ),
  value(
    "isNotEmpty",
    ["value"],
    [
      "Whether a value is there and has something in it.",
      "Чи значення є і воно не порожнє.",
      "Есть ли значение и не пустое ли оно.",
    ],
    ['{{ "Ada" | isNotEmpty }}', true],
    (call) => !isBlank(call.value(0)),
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
  value(
    "boolean",
    ["value"],
    [
      "Turns yes, on, true, 1 and their opposites into true or false. Empty is false.",
      "Перетворює так, yes, on, true, 1 та їхні протилежності на true або false. Порожнє — false.",
      "Превращает да, yes, on, true, 1 и их противоположности в true или false. Пустое — false.",
    ],
    ['{{ "yes" | boolean }}', true],
    booleanOf,
  ),
];

const yes = new Set(["true", "1", "yes", "on", "так", "да"]);
const no = new Set(["false", "0", "no", "off", "ні", "нет", ""]);

function booleanOf(call: Call): Json {
  const value = call.value(0);
  if (typeof value === "object" && value !== null) throw call.type(0, "boolean");
  const written = call.text(0).trim().toLowerCase();
  if (!yes.has(written) && !no.has(written)) throw call.type(0, "boolean");
  return yes.has(written);
}
