import type { NodeDefinition } from "@leeway/engine";
import { webhookLimits } from "./webhook-limits.js";
import { callerParams, callers } from "./webhook-callers.js";
import { anyCall, callsOf } from "./webhook-samples.js";
import { anything, object, say, text, trigger } from "../words.js";

const methods = ["ANY", "GET", "POST", "PUT", "PATCH", "DELETE"];

export const webhook: NodeDefinition = {
  ...trigger,
  type: "trigger.webhook",
  title: say("Webhook", "Вебхук", "Вебхук"),
  summary: say(
    "Starts when a website or a program sends data to this workflow's own address.",
    "Запускається, коли сайт або програма надсилає дані на власну адресу цього сценарію.",
    "Запускается, когда сайт или программа отправляет данные на собственный адрес этого сценария.",
  ),
  line: say("When data arrives", "Коли надходять дані", "Когда приходят данные"),
  icon: "webhook",
  credential: { types: ["webhookSecret"], showIf: { param: "auth", in: Object.keys(callers) } },
  params: [
    ...callerParams,
    {
      name: "method",
      kind: "choice",
      title: say("Method", "Метод", "Метод"),
      help: say(
        "How the data is sent. Most sites send POST.",
        "Як саме надсилають дані. Більшість сайтів надсилає POST.",
        "Как именно отправляют данные. Большинство сайтов отправляет POST.",
      ),
      default: "ANY",
      options: methods.map((value) => ({
        value,
        title: value === "ANY" ? say("Any", "Будь-який", "Любой") : say(value, value, value),
      })),
    },
    {
      name: "respond",
      kind: "choice",
      title: say("Answer", "Відповідь", "Ответ"),
      help: say(
        "What the sender gets back, and when.",
        "Що і коли отримає відправник.",
        "Что и когда получит отправитель.",
      ),
      default: "accepted",
      options: [
        { value: "accepted", title: say("At once: accepted", "Одразу: прийнято", "Сразу: принято") },
        {
          value: "last",
          title: say(
            "At the end: result of the last step",
            "Наприкінці: результат останнього кроку",
            "В конце: результат последнего шага",
          ),
        },
        { value: "node", title: say("From the step “Respond”", "Із кроку «Відповісти»", "Из шага «Ответить»") },
      ],
    },
    {
      name: "respondWithin",
      kind: "number",
      literal: true,
      default: 30,
      min: 1,
      max: 120,
      integer: true,
      showIf: { param: "respond", in: ["last", "node"] },
      title: say("Wait for the answer, in seconds", "Чекати на відповідь, секунд", "Ждать ответа, секунд"),
      help: say(
        "If it is not there by then, the sender gets 202 and the address of the run.",
        "Якщо її ще немає, відправник отримає 202 і адресу запуску.",
        "Если её ещё нет, отправитель получит 202 и адрес запуска.",
      ),
    },
    ...webhookLimits,
  ],
  sample: anyCall,
  samples: { param: "auth", by: callsOf },
  outputSchema: object({ body: anything, query: object({}), headers: object({}), method: text, receivedAt: text }, [
    "body",
    "query",
    "headers",
    "method",
    "receivedAt",
  ]),
};
