import { say } from "../words.js";
import type { WorkflowTemplate } from "./template.js";

const sums =
  'groupBy(order => order.currency) | entries | map(one => (one.value | sum(order => order.price) | formatNumber) + " " + one.key) | join(", ")';

export const dailySales: WorkflowTemplate = {
  id: "daily-sales",
  title: say("Sales of the day in Telegram", "Продажі за день у Telegram", "Продажи за день в Telegram"),
  summary: say(
    "Every evening at eight, your bot writes to the team how many orders were paid today and how much came in.",
    "Щовечора о восьмій бот пише команді, скільки замовлень оплачено сьогодні та на яку суму.",
    "Каждый вечер в восемь бот пишет команде, сколько заказов оплачено сегодня и на какую сумму.",
  ),
  needs: [
    say(
      "A Telegram bot from @BotFather, in the team’s chat",
      "Бот Telegram від @BotFather, доданий у чат команди",
      "Бот Telegram от @BotFather, добавленный в чат команды",
    ),
  ],
  steps: [
    {
      id: "evening",
      type: "trigger.schedule",
      name: say("Every day at 20:00", "Щодня о 20:00", "Каждый день в 20:00"),
      at: [0, 0],
      params: { rules: [{ kind: "calendar", cron: "0 20 * * *" }] },
    },
    {
      id: "orders",
      type: "leeloo.order.list",
      name: say("Orders in Leeloo", "Замовлення в Leeloo", "Заказы в Leeloo"),
      at: [1, 0],
      params: { pages: "all", limit: 100, maxEntries: 1_000 },
    },
    {
      id: "today",
      type: "logic.set",
      name: say("Paid today", "Оплачені сьогодні", "Оплаченные сегодня"),
      at: [2, 0],
      params: {
        fields: [
          {
            name: "orders",
            value:
              '{{ steps.orders.data | filter(order => order.status == "RESOLVED" && (order.updatedAt | isAfter(now | startOf("day")))) }}',
          },
        ],
      },
    },
    {
      id: "tell",
      type: "telegram.message.send",
      name: say("Tell the team", "Написати команді", "Написать команде"),
      at: [3, 0],
      texts: {
        text: say(
          `Sales of {{ now | formatDate("dd.MM") }}: {{ steps.today.orders | count }} paid {{ steps.today.orders | count | plural("order", "orders") }}. {{ steps.today.orders | ${sums} }}`,
          `Продажі за {{ now | formatDate("dd.MM") }}: {{ steps.today.orders | count }} {{ steps.today.orders | count | plural("оплачене замовлення", "оплачені замовлення", "оплачених замовлень") }}. {{ steps.today.orders | ${sums} }}`,
          `Продажи за {{ now | formatDate("dd.MM") }}: {{ steps.today.orders | count }} {{ steps.today.orders | count | plural("оплаченный заказ", "оплаченных заказа", "оплаченных заказов") }}. {{ steps.today.orders | ${sums} }}`,
        ),
      },
    },
  ],
  links: [
    ["evening", "main", "orders"],
    ["orders", "main", "today"],
    ["today", "main", "tell"],
  ],
  asks: [{ node: "tell", param: "chat_id", example: "@my_team" }],
  sample: {
    scheduledAt: "2026-01-15T20:00:00.000+02:00",
    date: "2026-01-15",
    time: "20:00",
    weekday: 4,
    timezone: "Europe/Kyiv",
  },
};
