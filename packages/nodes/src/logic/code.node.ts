import type { NodeDefinition } from "@leeway/engine";
import { anything, list, logic, mainPort, object, say, text } from "../words.js";

export const codeNode: NodeDefinition = {
  ...logic,
  type: "logic.code",
  title: say("Code", "Код", "Код"),
  summary: say(
    "Computes something in JavaScript, for what fields and expressions cannot say.",
    "Обчислює щось мовою JavaScript — те, чого не скажеш полями й виразами.",
    "Вычисляет что-то на JavaScript — то, чего не скажешь полями и выражениями.",
  ),
  line: say("Run code", "Виконати код", "Выполнить код"),
  icon: "code",
  params: [
    {
      name: "source",
      kind: "code",
      required: true,
      literal: true,
      default: "return input;",
      title: say("JavaScript", "JavaScript", "JavaScript"),
      help: say(
        "What it returns is the result. input has the data below; console.log keeps lines with the step. There is no network and no file in here.",
        "Результат — те, що повертає return. В input — дані нижче; console.log зберігає рядки разом із кроком. Тут немає ні мережі, ні файлів.",
        "Результат — то, что возвращает return. В input — данные ниже; console.log сохраняет строки вместе с шагом. Здесь нет ни сети, ни файлов.",
      ),
    },
    {
      name: "input",
      kind: "keyValues",
      title: say("Data for the code", "Дані для коду", "Данные для кода"),
      help: say(
        "A name and a value each; the code reads them as input.name.",
        "Для кожного — назва і значення; код читає їх як input.назва.",
        "Для каждого — название и значение; код читает их как input.название.",
      ),
    },
    {
      name: "timeoutSeconds",
      kind: "number",
      default: 10,
      min: 1,
      max: 60,
      advanced: true,
      title: say("Seconds at most", "Щонайбільше секунд", "Не более секунд"),
    },
  ],
  ports: [mainPort],
  sample: { result: { total: 1250 }, logs: [] },
  outputSchema: object({ result: anything, logs: list(text) }, ["result", "logs"]),
};
