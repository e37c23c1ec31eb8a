import type { NodeDefinition } from "@leeway/engine";
import { anything, logic, mainPort, number, object, say } from "../words.js";

export const respondNode: NodeDefinition = {
  ...logic,
  type: "logic.respond",
  title: say("Respond", "Відповісти", "Ответить"),
  summary: say(
    "Answers the webhook that waits for this step. The first answer counts. How long the sender waits is set at the webhook.",
    "Відповідає вебхуку, що чекає на цей крок. Діє перша відповідь. Скільки чекає відправник, задають у вебхуку.",
    "Отвечает вебхуку, который ждёт этот шаг. Действует первый ответ. Сколько ждёт отправитель, задают в вебхуке.",
  ),
  line: say("Answer with {status}", "Відповісти: {status}", "Ответить: {status}"),
  icon: "corner-up-left",
  params: [
    {
      name: "status",
      kind: "number",
      default: 200,
      title: say("Status", "Код статусу", "Код статуса"),
      help: say(
        "200 means all is well; a number from 200 to 599.",
        "200 — усе гаразд; число від 200 до 599.",
        "200 — всё в порядке; число от 200 до 599.",
      ),
    },
    {
      name: "headers",
      kind: "keyValues",
      advanced: true,
      title: say("Headers", "Заголовки", "Заголовки"),
    },
    {
      name: "body",
      kind: "json",
      title: say("Answer", "Вміст відповіді", "Содержание ответа"),
      help: say(
        "A text or an object with values from earlier steps.",
        "Текст або об’єкт зі значеннями з попередніх кроків.",
        "Текст или объект со значениями из предыдущих шагов.",
      ),
    },
  ],
  ports: [mainPort],
  responds: true,
  sample: { status: 200, headers: {}, body: { ok: true } },
  outputSchema: object({ status: number, headers: object({}), body: anything }, ["status", "headers", "body"]),
};
