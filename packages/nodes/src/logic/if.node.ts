import type { NodeDefinition } from "@leeway/engine";
import { boolean, logic, object, say } from "../words.js";

export const ifNode: NodeDefinition = {
  ...logic,
  type: "logic.if",
  title: say("If", "Якщо", "Если"),
  summary: say(
    "Goes one of two ways, depending on a condition.",
    "Веде одним із двох шляхів залежно від умови.",
    "Ведёт по одному из двух путей в зависимости от условия.",
  ),
  line: say("If {where}", "Якщо {where}", "Если {where}"),
  icon: "arrows-split-2",
  params: [
    {
      name: "where",
      kind: "where",
      required: true,
      title: say("Condition", "Умова", "Условие"),
      help: say(
        "Compare values from earlier steps. Groups of conditions can be nested.",
        "Порівняйте значення з попередніх кроків. Групи умов можна вкладати одна в одну.",
        "Сравните значения из предыдущих шагов. Группы условий можно вкладывать друг в друга.",
      ),
    },
  ],
  ports: [
    { id: "true", title: say("Yes", "Так", "Да") },
    { id: "false", title: say("No", "Ні", "Нет") },
  ],
  sample: { result: true },
  outputSchema: object({ result: boolean }, ["result"]),
};
