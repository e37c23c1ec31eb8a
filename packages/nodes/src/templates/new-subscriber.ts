import { say } from "../words.js";
import { seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const newSubscriber: WorkflowTemplate = {
  id: "new-subscriber",
  title: say("Welcome a new subscriber", "Привітання нового підписника", "Приветствие нового подписчика"),
  summary: say(
    "Someone subscribes in Leeloo. The workflow sends a welcome message that calls them by name.",
    "Людина підписується в Leeloo. Сценарій надсилає їй вітання та звертається на ім’я.",
    "Человек подписывается в Leeloo. Сценарий отправляет ему приветствие и обращается по имени.",
  ),
  needs: [
    say(
      "Leeloo events sent to Leeway",
      "Події Leeloo, що надходять у Leeway",
      "События Leeloo, которые приходят в Leeway",
    ),
  ],
  steps: [
    {
      id: "subscription",
      type: "trigger.leelooEvent",
      name: say("New subscription", "Нова підписка", "Новая подписка"),
      at: [0, 0],
      params: { events: ["SUBSCRIPTION"] },
    },
    {
      id: "person",
      type: "leeloo.channel.getPerson",
      name: say("Who subscribed", "Хто підписався", "Кто подписался"),
      at: [1, 0],
      params: { account_id: "{{ trigger.data.account_id }}" },
    },
    {
      id: "welcome",
      type: "leeloo.message.send",
      name: say("Welcome", "Привітати", "Поприветствовать"),
      at: [2, 0],
      params: { account_id: "{{ trigger.data.account_id }}" },
      texts: {
        text: say(
          "Hello {{ steps.person.data.name }}! Thank you for subscribing. Write to us here if you have a question.",
          "Вітаємо, {{ steps.person.data.name }}! Дякуємо за підписку. Якщо виникне питання, пишіть просто сюди.",
          "Здравствуйте, {{ steps.person.data.name }}! Спасибо за подписку. Если появится вопрос, пишите прямо сюда.",
        ),
      },
    },
  ],
  links: [
    ["subscription", "main", "person"],
    ["person", "main", "welcome"],
  ],
  asks: [],
  sample: {
    type: "SUBSCRIPTION",
    data: { account_id: seeded.account, created_at: "2026-01-15T09:30:00.000Z" },
    receivedAt: "2026-01-15T09:30:01.000Z",
  },
};
