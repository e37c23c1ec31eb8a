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
  list(
    "find",
    ["list", "test=>"],
    [
      "The first entry that passes a test; null if none does.",
      "Перший елемент, що відповідає умові; null, якщо такого немає.",
      "Первый элемент, который подходит под условие; null, если такого нет.",
    ],
    ["{{ [{ id: 1 }, { id: 2 }] | find(item => item.id == 2) }}", { id: 2 }],
    (call) => call.list(0).find(call.apply(1)) ?? null,
  ),
  list(
    "some",
    ["list", "test=>"],
    [
      "Whether at least one entry passes a test.",
      "Чи відповідає умові хоча б один елемент.",
      "Подходит ли под условие хотя бы один элемент.",
    ],
    ["{{ [1, 5, 8] | some(n => n > 7) }}", true],
    (call) => call.list(0).some(call.apply(1)),
  ),
  list(
    "every",
    ["list", "test=>"],
    [
      "Whether every entry passes a test; true for an empty list.",
      "Чи відповідають умові всі елементи; для порожнього списку — true.",
      "Подходят ли под условие все элементы; для пустого списка — true.",
    ],
    ["{{ [1, 5, 8] | every(n => n > 7) }}", false],
    (call) => call.list(0).every(call.apply(1)),
  ),
];

function join(call: Call): Json {
  const between = call.text(1, ", ");
  let length = 0;
  const texts = call.list(0).map((one) => {
    const text = writeText(one, call.budget);
    call.budget.extend(length, text.length + between.length);
    length += text.length + between.length;
    return text;
  });
  return texts.join(between);
}
