import type { Json } from "../../json.js";
import { numberInText } from "../numbers.js";
import type { Call } from "./call.js";
import { oneOf } from "./arguments.js";
import { functionsOf } from "./definition.js";

const number = functionsOf("number");

export const numberFunctions = [
  number(
    "number",
    ["value", "point?"],
    [
      "Turns a text into a number, also one with spaces and a comma. The second value says what stands before decimals, where that is not clear.",
      "Перетворює текст на число, також із пробілами й комою. Друге значення вказує дробовий знак, якщо він неочевидний.",
      "Превращает текст в число, также с пробелами и запятой. Второе значение указывает дробный знак, если он неочевиден.",
    ],
    ['{{ "1 250,50" | number }}', 1250.5],
    readNumber,
  ),
  number(
    "round",
    ["number", "decimals?"],
    [
      "Rounds to whole numbers or to some decimals.",
      "Округлює до цілого або до вказаної кількості знаків після коми.",
      "Округляет до целого или до указанного числа знаков после запятой.",
    ],
    ["{{ 12.345 | round(2) }}", 12.35],
    (call) => rounded(call.number(0), call.whole(1, 0, 15, 0)),
  ),
  number(
    "floor",
    ["number"],
    ["Rounds down.", "Округлює вниз до цілого.", "Округляет вниз до целого."],
    ["{{ 12.9 | floor }}", 12],
    (call) => Math.floor(call.number(0)),
  ),
  number(
    "ceil",
    ["number"],
    ["Rounds up.", "Округлює вгору до цілого.", "Округляет вверх до целого."],
    ["{{ 12.1 | ceil }}", 13],
    (call) => Math.ceil(call.number(0)),
  ),
  number(
    "abs",
    ["number"],
    ["The number without its minus.", "Число без знака мінус.", "Число без знака минус."],
    ["{{ abs(3 - 10) }}", 7],
    (call) => Math.abs(call.number(0)),
  ),
  number(
    "min",
    ["first", "more..."],
    [
      "The smallest of some numbers, or of a list.",
      "Найменше з чисел або найменше в списку.",
      "Наименьшее из чисел или наименьшее в списке.",
    ],
    ["{{ min(8, 3, 5) }}", 3],
    (call) => extreme(call, (one, best) => one < best),
  ),
  number(
    "max",
    ["first", "more..."],
    [
      "The largest of some numbers, or of a list.",
      "Найбільше з чисел або найбільше в списку.",
      "Наибольшее из чисел или наибольшее в списке.",
    ],
    ["{{ [8, 3, 5] | max }}", 8],
    (call) => extreme(call, (one, best) => one > best),
  ),
  number(
    "sum",
    ["list", "each=>?"],
    [
      "Adds up the numbers of a list, or one number from each entry.",
      "Додає числа списку або по одному числу з кожного елемента.",
      "Складывает числа списка или по одному числу из каждого элемента.",
    ],
    ["{{ [{ price: 10, count: 2 }, { price: 5, count: 1 }] | sum(item => item.price * item.count) }}", 25],
    (call) => total(call, numbersOf(call)),
  ),
  number(
    "average",
    ["list", "each=>?"],
    [
      "The average of the numbers of a list, or of one number from each entry; null for an empty list.",
      "Середнє чисел списку або чисел з кожного елемента; null, якщо список порожній.",
      "Среднее чисел списка или чисел из каждого элемента; null, если список пуст.",
    ],
    ["{{ [10, 20, 60] | average }}", 30],
    average,
  ),
  number(
    "plural",
    ["number", "one", "few", "many?"],
    [
      "The word that fits a number: two words for English, three for Ukrainian and Russian.",
      "Слово, яке пасує до числа: три слова для української та російської, два для англійської.",
      "Слово, которое подходит к числу: три слова для русского и украинского, два для английского.",
    ],
    ['{{ 5 | plural("товар", "товари", "товарів") }}', "товарів"],
    plural,
  ),
  number(
    "formatNumber",
    ["number", "decimals?", "thousands?", "point?"],
    [
      "Writes a number for people: how many decimals, what stands between thousands (a space) and before decimals (a comma).",
      "Записує число для людей: скільки знаків після коми, що ставити між тисячами (пробіл) і перед дробовою частиною (кома).",
      "Записывает число для людей: сколько знаков после запятой, что ставить между тысячами (пробел) и перед дробной частью (запятая).",
    ],
    ["{{ 1234567.891 | formatNumber(2) }}", "1 234 567,89"],
    formatNumber,
  ),
];

function readNumber(call: Call): Json {
  const value = call.value(0);
  if (typeof value !== "string") return call.number(0);
  const point = call.has(1) ? oneOf(call, 1, [".", ","]) : undefined;
  const number = numberInText(value, point);
  if (number === undefined) throw call.type(0, "number");
  return number;
}

/** 1, 21, 31 товар; 2–4, 22–24 товари; 0, 5–20 товарів. A part of one counts as few: 1,5 товари. */
function plural(call: Call): Json {
  const number = Math.abs(call.number(0));
  const [one, few] = [call.value(1), call.value(2)];
  if (!call.has(3)) return number === 1 ? one : few;
  if (!Number.isInteger(number)) return few;
  const [tens, ones] = [number % 100, number % 10];
  if (tens >= 11 && tens <= 14) return call.value(3);
  return ones === 1 ? one : ones >= 2 && ones <= 4 ? few : call.value(3);
}

/** Rounds as people do on paper: 1.005 to two decimals is 1.01, and -2.5 is -3. */
function rounded(number: number, decimals: number): number {
  const [digits = "0", exponent = "0"] = String(Math.abs(number)).split("e");
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  const [whole = "0", power = "0"] = String(shifted).split("e");
  const result = Number(`${whole}e${Number(power) - decimals}`);
  // Zero has no sign here: a minus would show in texts.
  return Number.isFinite(result) && result !== 0 ? Math.sign(number) * result : Number.isFinite(result) ? 0 : number;
}

function numbersOf(call: Call): number[] {
  const each = call.apply(1, (entry) => entry);
  return call.list(0).map((entry, index) => call.numberIn(0, each(entry, index)));
}

function total(call: Call, numbers: readonly number[]): number {
  const sum = numbers.reduce((before, one) => before + one, 0);
  if (!Number.isFinite(sum)) throw call.type(0, "number");
  return sum;
}

function average(call: Call): Json {
  const numbers = numbersOf(call);
  return numbers.length === 0 ? null : total(call, numbers) / numbers.length;
}

function extreme(call: Call, better: (one: number, best: number) => boolean): Json {
  const list = Array.isArray(call.value(0)) && call.args.length === 1;
  const numbers = list
    ? call.list(0).map((one) => call.numberIn(0, one))
    : call.args.map((_, index) => call.number(index));
  return numbers.reduce<number | null>((best, one) => (best === null || better(one, best) ? one : best), null);
}

function formatNumber(call: Call): Json {
  const decimals = call.whole(1, 0, 15, 0);
  const number = rounded(call.number(0), decimals);
  const [thousands, point] = [call.text(2, " "), call.text(3, ",")];
  const [whole = "", part] = Math.abs(number).toFixed(decimals).split(".");
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  call.budget.grow(groups.length * thousands.length + point.length);
  return `${number < 0 ? "-" : ""}${groups.join(thousands)}${part === undefined ? "" : point + part}`;
}
