import type { NodeDefinition } from "@leeway/engine";
import { logic, object, say, text } from "../words.js";

export const switchNode: NodeDefinition = {
  ...logic,
  type: "logic.switch",
  title: say("Switch", "Вибір шляху", "Выбор пути"),
  summary: say(
    "Goes the way of the first case whose condition holds.",
    "Веде шляхом першого випадку, умова якого виконується.",
    "Ведёт по пути первого случая, условие которого выполняется.",
  ),
  line: say("Choose one of several ways", "Вибрати один із кількох шляхів", "Выбрать один из нескольких путей"),
  icon: "git-branch",
  params: [
    {
      name: "cases",
      kind: "cases",
      required: true,
      title: say("Cases", "Випадки", "Случаи"),
      help: say(
        "Tried from top to bottom; the first that fits wins, else “Otherwise”.",
        "Перевіряються згори донизу; спрацьовує перший відповідний, інакше — «Інакше».",
        "Проверяются сверху вниз; срабатывает первый подходящий, иначе — «Иначе».",
      ),
    },
  ],
  ports: [{ id: "default", title: say("Otherwise", "Інакше", "Иначе") }],
  portsFrom: "cases",
  sample: { case: "default" },
  outputSchema: object({ case: text }, ["case"]),
};
