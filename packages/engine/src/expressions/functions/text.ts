import type { Json } from "../../json.js";
import { equal } from "../values.js";
import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";

const text = functionsOf("text");

export const textFunctions = [
  text(
    "upper",
    ["text"],
    ["Changes every letter to upper case.", "Робить усі літери великими.", "Делает все буквы заглавными."],
    ['{{ "ada" | upper }}', "ADA"],
    (call) => call.text(0).toUpperCase(),
  ),
  text(
    "lower",
    ["text"],
    ["Changes every letter to lower case.", "Робить усі літери малими.", "Делает все буквы строчными."],
    ['{{ "ADA@Mail.COM" | lower }}', "ada@mail.com"],
    (call) => call.text(0).toLowerCase(),
  ),
  text(
    "capitalize",
    ["text"],
    ["Changes the first letter to upper case.", "Робить першу літеру великою.", "Делает первую букву заглавной."],
    ['{{ "ada lovelace" | capitalize }}', "Ada lovelace"],
    capitalize,
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
    "replace",
    ["text", "find", "with"],
    [
      "Replaces a piece of text wherever it stands.",
      "Замінює фрагмент тексту всюди, де він трапляється.",
      "Заменяет фрагмент текста везде, где он встречается.",
    ],
    ['{{ "10,50,00" | replace(",", ".") }}', "10.50.00"],
    (call) => pieces(call, call.text(1)).join(grown(call, call.text(2))),
  ),
  text(
    "split",
    ["text", "between?"],
    [
      "Makes a list of a text, cut at a comma or at what you name.",
      "Розбиває текст на список за комою або за вказаним роздільником.",
      "Разбивает текст на список по запятой или по указанному разделителю.",
    ],
    ['{{ "tea;cup" | split(";") }}', ["tea", "cup"]],
    (call) => pieces(call, call.text(1, ",")),
  ),
  text(
    "lines",
    ["text"],
    ["Makes a list of the lines of a text.", "Розбиває текст на список рядків.", "Разбивает текст на список строк."],
    ['{{ "tea\\ncup" | lines }}', ["tea", "cup"]],
    (call) => counted(call, call.text(0).split(/\r?\n/)),
  ),
  text(
    "contains",
    ["value", "part"],
    [
      "Whether a text has a piece of text in it, or a list an entry.",
      "Чи є в тексті вказаний фрагмент або в списку — вказаний елемент.",
      "Есть ли в тексте указанный фрагмент или в списке — указанный элемент.",
    ],
    ['{{ "Kyiv, UA" | contains("UA") }}', true],
    contains,
  ),
  text(
    "startsWith",
    ["text", "part"],
    [
      "Whether a text starts with a piece of text.",
      "Чи починається текст із вказаного фрагмента.",
      "Начинается ли текст с указанного фрагмента.",
    ],
    ['{{ "+380671234567" | startsWith("+380") }}', true],
    (call) => call.text(0).startsWith(call.text(1)),
  ),
  text(
    "endsWith",
    ["text", "part"],
    [
      "Whether a text ends with a piece of text.",
      "Чи закінчується текст вказаним фрагментом.",
      "Заканчивается ли текст указанным фрагментом.",
    ],
    ['{{ "ada@mail.com" | endsWith(".com") }}', true],
    (call) => call.text(0).endsWith(call.text(1)),
  ),
  text(
    "slice",
    ["value", "from", "to?"],
    [
      "A part of a text or list. Counting starts at 0, a negative number counts from the end; `to` is not included.",
      "Частина тексту або списку. Відлік від 0, від’ємне число рахує з кінця; `to` не входить.",
      "Часть текста или списка. Отсчёт от 0, отрицательное число считает с конца; `to` не входит.",
    ],
    ['{{ "AB-1234" | slice(-4) }}', "1234"],
    slice,
  ),
  text(
    "truncate",
    ["text", "length", "end?"],
    [
      "Shortens a text to a length, with … at its end.",
      "Скорочує текст до вказаної довжини й додає … у кінці.",
      "Сокращает текст до указанной длины и добавляет … в конце.",
    ],
    ['{{ "Delivery to the door" | truncate(10) }}', "Delivery …"],
    truncate,
  ),
  text(
    "length",
    ["value"],
    [
      "How many characters a text, or how many entries a list or object has.",
      "Кількість символів у тексті або елементів у списку чи об’єкті.",
      "Количество символов в тексте или элементов в списке или объекте.",
    ],
    ['{{ "Ada" | length }}', 3],
    length,
  ),
  text(
    "padStart",
    ["text", "length", "with?"],
    [
      "Fills a text up to a length at its start, with spaces or what you name.",
      "Доповнює текст на початку до вказаної довжини пробілами або вказаним символом.",
      "Дополняет текст в начале до указанной длины пробелами или указанным символом.",
    ],
    ['{{ 42 | padStart(6, "0") }}', "000042"],
    (call) => call.text(0).padStart(padding(call), call.text(2, " ")),
  ),
  text(
    "padEnd",
    ["text", "length", "with?"],
    [
      "Fills a text up to a length at its end, with spaces or what you name.",
      "Доповнює текст у кінці до вказаної довжини пробілами або вказаним символом.",
      "Дополняет текст в конце до указанной длины пробелами или указанным символом.",
    ],
    ['{{ "Tea" | padEnd(6, ".") }}', "Tea..."],
    (call) => call.text(0).padEnd(padding(call), call.text(2, " ")),
  ),
  text(
    "repeat",
    ["text", "times"],
    ["Writes a text several times.", "Повторює текст кілька разів.", "Повторяет текст несколько раз."],
    ['{{ "★" | repeat(5) }}', "★★★★★"],
    repeat,
  ),
  text(
    "digits",
    ["text"],
    [
      "Keeps only the digits, for example of a phone number.",
      "Залишає лише цифри, наприклад з номера телефону.",
      "Оставляет только цифры, например из номера телефона.",
    ],
    ['{{ "+38 (067) 123-45-67" | digits }}', "380671234567"],
    (call) => call.text(0).replaceAll(/\D+/g, ""),
  ),
  text(
    "textBefore",
    ["text", "mark"],
    [
      "What stands before the first place of a mark; the whole text without one.",
      "Те, що стоїть перед першим входженням позначки; без неї — увесь текст.",
      "То, что стоит перед первым вхождением метки; без неё — весь текст.",
    ],
    ['{{ "ada@mail.com" | textBefore("@") }}', "ada"],
    (call) => around(call, (text, at) => text.slice(0, at)),
  ),
  text(
    "textAfter",
    ["text", "mark"],
    [
      "What stands behind the first place of a mark; the whole text without one.",
      "Те, що стоїть після першого входження позначки; без неї — увесь текст.",
      "То, что стоит после первого вхождения метки; без неё — весь текст.",
    ],
    ['{{ "ada@mail.com" | textAfter("@") }}', "mail.com"],
    (call) => around(call, (text, at, length) => text.slice(at + length)),
  ),
  text(
    "phone",
    ["text", "country?"],
    [
      "A phone number as + and digits. A number that starts with 0 gets the country code instead of the 0.",
      "Номер телефону у вигляді + і цифр. У номері, що починається з 0, замість 0 підставляється код країни.",
      "Номер телефона в виде + и цифр. В номере, который начинается с 0, вместо 0 подставляется код страны.",
    ],
    ['{{ "(067) 123-45-67" | phone("380") }}', "+380671234567"],
    phone,
  ),
];

function capitalize(call: Call): Json {
  const [first = ""] = call.text(0);
  return first.toUpperCase() + call.text(0).slice(first.length);
}

/** A search may compare every letter with every letter, so it is paid as if it did. */
function searched(call: Call, find: string): string {
  const within = call.text(0);
  call.budget.spend((within.length * find.length) / 1024);
  return within;
}

function contains(call: Call): Json {
  if (!Array.isArray(call.value(0))) return searched(call, call.text(1)).includes(call.text(1));
  return call.list(0).some((one) => equal(one, call.value(1), call.budget));
}

function pieces(call: Call, between: string): string[] {
  if (between === "") return counted(call, Array.from(call.text(0)));
  return counted(call, searched(call, between).split(between));
}

function around(call: Call, cut: (text: string, at: number, length: number) => string): Json {
  const mark = call.text(1);
  if (mark === "") throw call.wrong(1, "empty", { expected: "text" });
  const text = searched(call, mark);
  const at = text.indexOf(mark);
  return at < 0 ? text : cut(text, at, mark.length);
}

function counted(call: Call, list: string[]): string[] {
  call.budget.spend(list.length);
  return list;
}

/** What `replace` puts in, once it is sure that the result stays small enough. */
function grown(call: Call, replacement: string): string {
  if (call.text(1) === "") throw call.wrong(1, "empty", { expected: "text" });
  const found = call.text(0).split(call.text(1)).length - 1;
  call.budget.grow(call.text(0).length + found * replacement.length);
  return replacement;
}

function slice(call: Call): Json {
  const value = call.value(0);
  const from = call.whole(1, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const to = call.has(2) ? call.whole(2, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) : undefined;
  return Array.isArray(value) ? call.list(0).slice(from, to) : call.text(0).slice(from, to).toWellFormed();
}

function truncate(call: Call): Json {
  const text = call.text(0);
  const [most, end] = [call.whole(1, 0, Number.MAX_SAFE_INTEGER), call.text(2, "…")];
  if (text.length <= most) return text;
  const kept = text.slice(0, Math.max(0, most - end.length));
  // Half of an emoji is no character: it goes too.
  const whole = kept.isWellFormed() || !text.isWellFormed() ? kept : kept.slice(0, -1);
  return whole + end.slice(0, most);
}

function length(call: Call): Json {
  const value = call.value(0);
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(call.object(0)).length : call.text(0).length;
}

function padding(call: Call): number {
  const length = call.whole(1, 0, Number.MAX_SAFE_INTEGER);
  call.budget.grow(length);
  return length;
}

function repeat(call: Call): Json {
  const times = call.whole(1, 0, Number.MAX_SAFE_INTEGER);
  call.budget.grow(call.text(0).length * times);
  return call.text(0) === "" ? "" : call.text(0).repeat(times);
}

function phone(call: Call): Json {
  const digits = call.text(0).replaceAll(/\D+/g, "");
  const country = call.text(1).replaceAll(/\D+/g, "");
  if (digits === "" || call.text(0).trim().startsWith("+")) return digits === "" ? "" : `+${digits}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  if (!digits.startsWith("0")) return `+${digits}`;
  return country === "" ? digits : `+${country}${digits.slice(1)}`;
}
