import { say } from "../words.js";
import { posted } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const missedCall: WorkflowTemplate = {
  id: "missed-call",
  title: say(
    "Missed call: comment and message",
    "Пропущений дзвінок: коментар і повідомлення",
    "Пропущенный звонок: комментарий и сообщение",
  ),
  summary: say(
    "Your telephony reports a call that nobody answered. The workflow leaves a comment for the managers and writes to the caller.",
    "Телефонія повідомляє про дзвінок без відповіді. Сценарій залишає коментар менеджерам і пише клієнтові.",
    "Телефония сообщает о звонке без ответа. Сценарий оставляет комментарий менеджерам и пишет клиенту.",
  ),
  needs: [
    say(
      "Telephony that can send a webhook with phone and status",
      "Телефонія, що надсилає вебхук із полями phone і status",
      "Телефония, которая отправляет вебхук с полями phone и status",
    ),
  ],
  steps: [
    {
      id: "call",
      type: "trigger.webhook",
      name: say("Call ended", "Дзвінок завершено", "Звонок завершён"),
      at: [0, 0],
      params: { method: "POST", respond: "accepted" },
    },
    {
      id: "missed",
      type: "logic.if",
      name: say("Nobody answered?", "Без відповіді?", "Без ответа?"),
      at: [1, 0],
      params: { where: { all: [{ value: "{{ trigger.body.status }}", op: "equals", to: "NO_ANSWER" }] } },
    },
    {
      id: "find",
      type: "leeloo.person.list",
      name: say("Find by phone", "Знайти за телефоном", "Найти по телефону"),
      at: [2, 0],
      params: { "filter[phone]": "{{ trigger.body.phone }}", limit: 1 },
    },
    {
      id: "known",
      type: "logic.if",
      name: say("Already in Leeloo?", "Уже є в Leeloo?", "Уже есть в Leeloo?"),
      at: [3, 0],
      params: { where: { all: [{ value: "{{ steps.find.data }}", op: "isNotEmpty" }] } },
    },
    {
      id: "comment",
      type: "leeloo.person.addComment",
      name: say("Tell the managers", "Повідомити менеджерів", "Сообщить менеджерам"),
      at: [4, 0],
      params: { person_id: "{{ steps.find.data[0].id }}" },
      texts: {
        comment: say(
          "Missed call from {{ trigger.body.phone }}: please call back.",
          "Пропущений дзвінок із {{ trigger.body.phone }}: передзвоніть, будь ласка.",
          "Пропущенный звонок с {{ trigger.body.phone }}: перезвоните, пожалуйста.",
        ),
      },
    },
    {
      id: "message",
      type: "leeloo.message.send",
      name: say("Write to the caller", "Написати клієнтові", "Написать клиенту"),
      at: [5, 0],
      params: { account_id: "{{ steps.find.data[0].accounts[0].account_id }}" },
      texts: {
        text: say(
          "Hello {{ steps.find.data[0].name }}! We missed your call, sorry. We will call you back soon, or write to us here.",
          "Вітаємо, {{ steps.find.data[0].name }}! Ми пропустили ваш дзвінок, перепрошуємо. Скоро передзвонимо, або напишіть нам тут.",
          "Здравствуйте, {{ steps.find.data[0].name }}! Мы пропустили ваш звонок, извините. Скоро перезвоним, или напишите нам здесь.",
        ),
      },
    },
  ],
  links: [
    ["call", "main", "missed"],
    ["missed", "true", "find"],
    ["find", "main", "known"],
    ["known", "true", "comment"],
    ["comment", "main", "message"],
  ],
  asks: [],
  sample: posted({ phone: "+380501112233", status: "NO_ANSWER" }),
};
