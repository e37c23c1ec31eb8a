import type { NodeDefinition } from "@leeway/engine";
import { logic, mainPort, object, say } from "../words.js";

export const mergeNode: NodeDefinition = {
  ...logic,
  type: "logic.merge",
  title: say("Merge", "Об’єднати", "Объединить"),
  summary: say(
    "Makes one out of several: objects become one object, lists one list.",
    "Робить із кількох одне: з об’єктів — один об’єкт, зі списків — один список.",
    "Делает из нескольких одно: из объектов — один объект, из списков — один список.",
  ),
  line: say("Merge: {mode}", "Об’єднати: {mode}", "Объединить: {mode}"),
  icon: "arrow-merge",
  params: [
    {
      name: "inputs",
      kind: "list",
      required: true,
      title: say("What to merge", "Що об’єднати", "Что объединить"),
      help: say(
        "A value of an earlier step each. Written with ?. behind the step’s name, one that was skipped counts as nothing.",
        "Кожне — значення з попереднього кроку. Якщо після назви кроку стоїть ?., пропущений крок вважається порожнім.",
        "Каждое — значение из предыдущего шага. Если после названия шага стоит ?., пропущенный шаг считается пустым.",
      ),
      placeholder: "{{ steps.find?.data }}",
    },
    {
      name: "mode",
      kind: "choice",
      default: "combine",
      title: say("How", "Як", "Как"),
      help: say(
        "Of objects a later field replaces an earlier one. By key, entries with the same key become one.",
        "В об’єктах пізніше поле замінює попереднє. За ключем записи з однаковим ключем стають одним.",
        "В объектах более позднее поле заменяет предыдущее. По ключу записи с одинаковым ключом становятся одной.",
      ),
      options: [
        {
          value: "combine",
          title: say("Objects into one", "Об’єкти в один", "Объекты в один"),
        },
        {
          value: "byKey",
          title: say("Lists into one, by key", "Списки в один, за ключем", "Списки в один, по ключу"),
        },
        {
          value: "append",
          title: say("Lists one after another", "Списки один за одним", "Списки друг за другом"),
        },
      ],
    },
    {
      name: "key",
      kind: "text",
      required: true,
      title: say("Key", "Ключ", "Ключ"),
      help: say(
        "The name of the field that tells which entries belong together, for example phone or person.id. Entries without it stay as they are.",
        "Назва поля, за яким видно, які записи належать одне одному, наприклад phone або person.id. Записи без нього лишаються такими, як є.",
        "Название поля, по которому видно, какие записи относятся друг к другу, например phone или person.id. Записи без него остаются как есть.",
      ),
      placeholder: "phone",
      showIf: { param: "mode", in: ["byKey"] },
    },
  ],
  rules: [
    { rule: "objects", param: "inputs", when: { param: "mode", in: ["combine"] }, lists: false },
    { rule: "objects", param: "inputs", when: { param: "mode", in: ["byKey"] }, lists: true },
  ],
  ports: [mainPort],
  sample: { name: "Олена Шевченко", phone: "+380671234567" },
  outputSchema: object({}),
};
