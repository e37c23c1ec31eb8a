import { say } from "../words.js";
import type { WorkflowTemplate } from "./template.js";

export const bulkToTag: WorkflowTemplate = {
  id: "bulk-to-tag",
  title: say("Message to everyone with a tag", "Повідомлення всім, хто має тег", "Сообщение всем, у кого есть тег"),
  summary: say(
    "You start it by hand. It finds everyone with a tag and writes to each of them, slowly enough for Leeloo’s limit. Before it begins, Leeway says how many messages there will be and when the last one goes.",
    "Ви запускаєте його самі. Він знаходить усіх із тегом і пише кожному, вкладаючись у ліміт Leeloo. Перед початком Leeway скаже, скільки буде повідомлень і коли піде останнє.",
    "Вы запускаете его сами. Он находит всех с тегом и пишет каждому, укладываясь в лимит Leeloo. Перед началом Leeway скажет, сколько будет сообщений и когда уйдёт последнее.",
  ),
  needs: [
    say(
      "People with a tag in Leeloo (VIP here; change it in the second step)",
      "Люди з тегом у Leeloo (тут VIP; змініть у другому кроці)",
      "Люди с тегом в Leeloo (здесь VIP; измените во втором шаге)",
    ),
  ],
  lane: "bulk",
  steps: [
    {
      id: "start",
      type: "trigger.manual",
      name: say("I start it", "Запускаю сам", "Запускаю сам"),
      at: [0, 0],
    },
    {
      id: "people",
      type: "leeloo.person.list",
      name: say("People with the tag", "Люди з тегом", "Люди с тегом"),
      at: [1, 0],
      params: { "filter[tags]": ["VIP"], pages: "all", limit: 100, maxEntries: 10_000 },
    },
    {
      id: "each",
      type: "logic.each",
      name: say("For each of them", "Для кожного з них", "Для каждого из них"),
      at: [2, 0],
      params: {
        items: "{{ steps.people.data | filter(person => person?.accounts | isNotEmpty) }}",
        onItemError: "continue",
      },
    },
    {
      id: "message",
      type: "leeloo.message.send",
      name: say("Write to the person", "Написати людині", "Написать человеку"),
      at: [2.2, 0.6],
      parent: "each",
      params: { account_id: "{{ item.accounts[0].account_id }}" },
    },
  ],
  links: [
    ["start", "main", "people"],
    ["people", "main", "each"],
    ["each", "item", "message"],
  ],
  asks: [{ node: "message", param: "text", example: "Hello!" }],
  sample: {},
};
