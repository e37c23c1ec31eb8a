import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";

const number = functionsOf("number");

export const numberFunctions = [
  number(
    "number",
    ["value"],
    ["Makes a number of a text.", "Перетворює текст на число.", "Превращает текст в число."],
    ['{{ "12.50" | number }}', 12.5],
    (call) => call.number(0),
  ),
  number(
    "sum",
    ["list"],
    ["Adds up the numbers of a list.", "Додає всі числа списку.", "Складывает все числа списка."],
    ["{{ [10, 20, 12.5] | sum }}", 42.5],
    (call) => numbersOf(call).reduce((total, one) => total + one, 0),
  ),
];

function numbersOf(call: Call): number[] {
  return call.list(0).map((one) => call.numberIn(0, one));
}
