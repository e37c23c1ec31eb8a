import { functionsOf } from "./definition.js";

const text = functionsOf("text");

export const textFunctions = [
  text(
    "upper",
    ["text"],
    ["Writes every letter large.", "Пише всі літери великими.", "Пишет все буквы заглавными."],
    ['{{ "ada" | upper }}', "ADA"],
    (call) => call.text(0).toUpperCase(),
  ),
  text(
    "lower",
    ["text"],
    ["Writes every letter small.", "Пише всі літери малими.", "Пишет все буквы строчными."],
    ['{{ "ADA@Mail.COM" | lower }}', "ada@mail.com"],
    (call) => call.text(0).toLowerCase(),
  ),
  text(
    "trim",
    ["text"],
    [
      "Removes spaces and line breaks at both ends.",
      "Прибирає пробіли та переноси рядків на початку й у кінці.",
      "Убирает пробелы и переносы строк в начале и в конце.",
    ],
    ['{{ "  Ada " | trim }}', "Ada"],
    (call) => call.text(0).trim(),
  ),
  text(
    "digits",
    ["text"],
    [
      "Leaves the digits alone, for example of a phone number.",
      "Залишає лише цифри, наприклад з номера телефону.",
      "Оставляет только цифры, например из номера телефона.",
    ],
    ['{{ "+38 (067) 123-45-67" | digits }}', "380671234567"],
    (call) => call.text(0).replaceAll(/\D+/g, ""),
  ),
];
