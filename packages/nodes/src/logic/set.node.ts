import type { NodeDefinition } from "@leeway/engine";
import { logic, mainPort, object, say } from "../words.js";

export const setNode: NodeDefinition = {
  ...logic,
  type: "logic.set",
  title: say("Set fields", "Задати поля", "Задать поля"),
  summary: say(
    "Collects values under names of your own, for the steps that follow.",
    "Збирає значення під вашими назвами для наступних кроків.",
    "Собирает значения под вашими названиями для следующих шагов.",
  ),
  line: say("Set {fields}", "Задати {fields}", "Задать {fields}"),
  icon: "forms",
  params: [
    {
      name: "fields",
      kind: "fields",
      required: true,
      title: say("Fields", "Поля", "Поля"),
      help: say(
        "A name and a value each; later steps read them by that name.",
        "Для кожного — назва і значення; наступні кроки читають їх за назвою.",
        "Для каждого — название и значение; следующие шаги читают их по названию.",
      ),
    },
    {
      name: "base",
      kind: "json",
      advanced: true,
      title: say("Start from", "Узяти за основу", "Взять за основу"),
      help: say(
        "An object to which the fields are added, for example {{ trigger.body }}.",
        "Об’єкт, до якого додаються поля, наприклад {{ trigger.body }}.",
        "Объект, к которому добавляются поля, например {{ trigger.body }}.",
      ),
      placeholder: "{{ trigger.body }}",
    },
  ],
  ports: [mainPort],
  sample: { name: "Олена Шевченко", total: 1250 },
  outputSchema: object({}),
};
