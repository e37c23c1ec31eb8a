import { writeText } from "../values.js";
import type { Json } from "../../json.js";
import { functionsOf } from "./definition.js";
import type { Call } from "./call.js";

const list = functionsOf("list");

export const listFunctions = [
  list(
    "map",
    ["list", "each=>"],
    [
      "Makes a new list from each entry.",
      "Створює новий список, перетворюючи кожен елемент.",
      "Создаёт новый список, преобразуя каждый элемент.",
    ],
    ['{{ [{ title: "Tea" }, { title: "Cup" }] | map(item => item.title) }}', ["Tea", "Cup"]],
    (call) => call.list(0).map(call.apply(1)),
  ),
  list(
    "filter",
    ["list", "test=>"],
    [
      "Keeps the entries that pass a test.",
      "Залишає елементи, що відповідають умові.",
      "Оставляет элементы, которые подходят под условие.",
    ],
    ["{{ [1, 5, 8] | filter(n => n > 4) }}", [5, 8]],
    (call) => call.list(0).filter(call.apply(1)),
  ),
  list(
    "join",
    ["list", "between?"],
    [
      "Writes the entries of a list as one text.",
      "Об’єднує елементи списку в один текст.",
      "Объединяет элементы списка в один текст.",
    ],
    ['{{ ["Tea", "Cup"] | join(", ") }}', "Tea, Cup"],
    join,
  ),
  list(
    "count",
    ["list"],
    ["How many entries a list has.", "Кількість елементів у списку.", "Количество элементов в списке."],
    ["{{ [7, 8, 9] | count }}", 3],
    (call) => call.list(0).length,
  ),
  list(
    "first",
    ["list"],
    [
      "The first entry; null if the list is empty.",
      "Перший елемент; null, якщо список порожній.",
      "Первый элемент; null, если список пуст.",
    ],
    ["{{ [7, 8, 9] | first }}", 7],
    (call) => call.list(0)[0] ?? null,
  ),
  list(
    "last",
    ["list"],
    [
      "The last entry; null if the list is empty.",
      "Останній елемент; null, якщо список порожній.",
      "Последний элемент; null, если список пуст.",
    ],
    ["{{ [7, 8, 9] | last }}", 9],
    (call) => call.list(0).at(-1) ?? null,
  ),
];

function join(call: Call): Json {
  const between = call.text(1, ", ");
  let length = 0;
  const texts = call.list(0).map((one) => {
    const text = writeText(one, call.budget);
    length += text.length + between.length;
    call.budget.grow(length);
    return text;
  });
  return texts.join(between);
}
