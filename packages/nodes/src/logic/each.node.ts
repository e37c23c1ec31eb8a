import type { NodeDefinition } from "@leeway/engine";
import { list, logic, number, object, say } from "../words.js";

/** Its items are begun and ended by the engine itself: it has no runner. */
export const eachNode: NodeDefinition = {
  ...logic,
  type: "logic.each",
  loop: true,
  title: say("For each item", "Для кожного елемента", "Для каждого элемента"),
  summary: say(
    "Does the steps inside once for each item of a list: for every person, order or row.",
    "Виконує кроки всередині окремо для кожного елемента списку: людини, замовлення, рядка.",
    "Выполняет шаги внутри отдельно для каждого элемента списка: человека, заказа, строки.",
  ),
  line: say("For each of {items}", "Для кожного: {items}", "Для каждого: {items}"),
  icon: "repeat",
  params: [
    {
      name: "items",
      kind: "json",
      required: true,
      title: say("List", "Список", "Список"),
      help: say(
        "A list from an earlier step. The steps inside find the current one under “item”, and its number, counted from 0, under “number of the item”.",
        "Список із попереднього кроку. Кроки всередині знаходять поточний запис у полі «елемент», а його номер, рахуючи від 0, — у полі «номер елемента».",
        "Список из предыдущего шага. Шаги внутри находят текущую запись в поле «элемент», а её номер, считая от 0, — в поле «номер элемента».",
      ),
      placeholder: "{{ steps.find.data }}",
    },
    {
      name: "concurrency",
      kind: "number",
      default: 1,
      min: 1,
      max: 100,
      integer: true,
      title: say("Items at a time", "Елементів одночасно", "Элементов одновременно"),
      help: say(
        "1 takes them one after another, in order. More is faster where a service is slow to answer; its limit of requests is kept either way.",
        "1 — по черзі, один за одним. Більше — швидше, якщо сервіс відповідає повільно; ліміт запитів дотримується в будь-якому разі.",
        "1 — по очереди, один за другим. Больше — быстрее, если сервис отвечает медленно; лимит запросов соблюдается в любом случае.",
      ),
    },
    {
      name: "onItemError",
      kind: "choice",
      default: "stop",
      title: say("When an item fails", "Якщо елемент не вдався", "Если элемент не удался"),
      options: [
        {
          value: "stop",
          title: say("Begin no further item", "Не починати наступних", "Не начинать следующие"),
        },
        {
          value: "continue",
          title: say("Go on with the next item", "Перейти до наступного", "Перейти к следующему"),
        },
      ],
    },
    {
      name: "collect",
      kind: "json",
      perItem: true,
      advanced: true,
      title: say("Collect from each item", "Зібрати з кожного елемента", "Собрать из каждого элемента"),
      help: say(
        "A value made at the end of each item; after the loop all of them stand in order in results.",
        "Значення, яке створюється наприкінці кожного елемента; після циклу всі вони стоять по порядку в results.",
        "Значение, которое создаётся в конце каждого элемента; после цикла все они стоят по порядку в results.",
      ),
      placeholder: "{{ steps.send.data.id }}",
    },
  ],
  ports: [
    { id: "item", title: say("Each item", "Кожен елемент", "Каждый элемент") },
    { id: "done", title: say("All done", "Усе готово", "Всё готово") },
  ],
  sample: { items: 3, succeeded: 2, failed: 1, results: ["a", "b", null] },
  outputSchema: object({ items: number, succeeded: number, failed: number, skipped: number, results: list({}) }, [
    "items",
    "succeeded",
    "failed",
  ]),
};
