import type { Json } from "../../json.js";
import { isBlank, newObject, numberOf, put, typeOf, writeText } from "../values.js";
import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";

const list = functionsOf("list");

/** Functions that give a list another order or shape. */
export const listShapeFunctions = [
  list(
    "sort",
    ["list", "by=>?"],
    [
      "Sorts a list from small to large or from A to Z, if you like by a value of each entry. Empty ones come last.",
      "Сортує список від меншого до більшого чи за абеткою, за потреби — за значенням кожного елемента. Порожні — в кінці.",
      "Сортирует список от меньшего к большему или по алфавиту, при желании — по значению каждого элемента. Пустые — в конце.",
    ],
    [
      '{{ [{ t: "Tea", price: 20 }, { t: "Cup", price: 5 }] | sort(item => item.price) | map(item => item.t) }}',
      ["Cup", "Tea"],
    ],
    sort,
  ),
  list(
    "reverse",
    ["list"],
    ["Turns the order of a list around.", "Змінює порядок списку на зворотний.", "Меняет порядок списка на обратный."],
    ["{{ [1, 2, 3] | reverse }}", [3, 2, 1]],
    (call) => call.list(0).toReversed(),
  ),
  list(
    "unique",
    ["list", "by=>?"],
    [
      "Leaves out entries that are there already, if you like judged by a value of each entry.",
      "Прибирає повтори, за потреби — за значенням кожного елемента.",
      "Убирает повторы, при желании — по значению каждого элемента.",
    ],
    ['{{ ["VIP", "new", "VIP"] | unique }}', ["VIP", "new"]],
    unique,
  ),
  list(
    "compact",
    ["list"],
    [
      "Leaves out null, blank texts and empty lists and objects.",
      "Прибирає null, порожні тексти, списки та об’єкти.",
      "Убирает null, пустые тексты, списки и объекты.",
    ],
    ['{{ ["Tea", "", null, "Cup"] | compact }}', ["Tea", "Cup"]],
    (call) => call.list(0).filter((one) => !isBlank(one)),
  ),
  list(
    "concat",
    ["list", "more..."],
    [
      "Puts lists and single values together into one list.",
      "Об’єднує списки й окремі значення в один список.",
      "Объединяет списки и отдельные значения в один список.",
    ],
    ["{{ [1, 2] | concat([3], 4) }}", [1, 2, 3, 4]],
    concat,
  ),
  list(
    "flat",
    ["list"],
    [
      "Makes one list of a list of lists.",
      "Робить один список зі списку списків.",
      "Делает один список из списка списков.",
    ],
    ["{{ [[1, 2], [3]] | flat }}", [1, 2, 3]],
    flat,
  ),
  list(
    "chunk",
    ["list", "size"],
    [
      "Cuts a list into lists of a size.",
      "Ділить список на списки заданого розміру.",
      "Делит список на списки заданного размера.",
    ],
    ["{{ [1, 2, 3, 4, 5] | chunk(2) }}", [[1, 2], [3, 4], [5]]],
    chunk,
  ),
  list(
    "groupBy",
    ["list", "by=>"],
    [
      "Makes an object of lists: the entries under a value of each of them.",
      "Створює об’єкт зі списками: елементи під значенням кожного з них.",
      "Создаёт объект со списками: элементы под значением каждого из них.",
    ],
    ['{{ [1, 2, 3] | groupBy(n => n % 2 == 0 ? "even" : "odd") }}', { odd: [1, 3], even: [2] }],
    groupBy,
  ),
  list(
    "range",
    ["from", "to"],
    [
      "The whole numbers from one to another, both included.",
      "Цілі числа від одного до іншого включно.",
      "Целые числа от одного до другого включительно.",
    ],
    ["{{ range(1, 4) }}", [1, 2, 3, 4]],
    range,
  ),
];

/** The key of an entry: what a lambda says, else the entry. */
const keyOf = (call: Call) => call.apply(1, (entry) => entry);

const letters = new Intl.Collator("uk", { numeric: true });

/** Numbers among themselves by size, everything else as text. */
function sort(call: Call): Json {
  const key = keyOf(call);
  const keyed = call.list(0).map((entry, index) => {
    const by = key(entry, index);
    const text = writeText(by, call.budget);
    call.budget.grow(text.length);
    return { entry, text, number: numberOf(by) };
  });
  const numbers = keyed.every(({ number, text }) => number !== undefined || text === "");
  call.budget.spend((keyed.length * Math.log2(keyed.length + 1)) / (numbers ? 8 : 1));
  const order = (a: (typeof keyed)[number], b: (typeof keyed)[number]) =>
    numbers ? (a.number ?? 0) - (b.number ?? 0) : letters.compare(a.text, b.text);
  const filled = keyed.filter(({ text }) => text !== "").toSorted(order);
  return [...filled, ...keyed.filter(({ text }) => text === "")].map(({ entry }) => entry);
}

function unique(call: Call): Json {
  const key = keyOf(call);
  const seen = new Set<string>();
  return call.list(0).filter((entry, index) => {
    const by = key(entry, index);
    const text = `${typeOf(by)} ${writeText(by, call.budget)}`;
    call.budget.grow(text.length);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function concat(call: Call): Json {
  const made = [...call.list(0)];
  for (const [index, { value }] of call.args.entries()) {
    if (index === 0) continue;
    const more = Array.isArray(value) ? call.list(index) : [value ?? null];
    for (const one of more) made.push(one);
  }
  return made;
}

function flat(call: Call): Json {
  const made: Json[] = [];
  for (const one of call.list(0)) {
    const entries = Array.isArray(one) ? one : [one];
    call.budget.spend(entries.length);
    for (const entry of entries) made.push(entry);
  }
  return made;
}

function chunk(call: Call): Json {
  const [list, size] = [call.list(0), call.whole(1, 1, Number.MAX_SAFE_INTEGER)];
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function groupBy(call: Call): Json {
  const groups = new Map<string, Json[]>();
  for (const [index, entry] of call.list(0).entries()) {
    const key = writeText(call.apply(1)(entry, index), call.budget);
    call.budget.grow(key.length);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const made = newObject();
  for (const [key, group] of groups) put(made, key, group);
  return made;
}

function range(call: Call): Json {
  const most = Number.MAX_SAFE_INTEGER;
  const from = call.whole(0, -most, most);
  const to = call.whole(1, from - 1, most);
  call.budget.spend(to - from + 1);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
