import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { accountId, templateOfCategory } from "./ids.js";
import { done } from "./schemas.js";
import { leeloo } from "./shared.js";

export const messageSendTemplate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.message.sendTemplate",
  group: "messages",
  icon: "template",
  title: say("Send a message template", "Надіслати шаблон повідомлення", "Отправить шаблон сообщения"),
  summary: say(
    "Sends a template made in Leeloo, with your values in place of its variables.",
    "Надсилає шаблон, створений у Leeloo, з вашими значеннями замість змінних.",
    "Отправляет шаблон, созданный в Leeloo, с вашими значениями вместо переменных.",
  ),
  line: say(
    "Send the template {template_id} to {account_id}",
    "Надіслати шаблон {template_id} → {account_id}",
    "Отправить шаблон {template_id} → {account_id}",
  ),
  effect: "create",
  outside: "message",
  params: [
    accountId,
    ...templateOfCategory,
    {
      name: "variables",
      kind: "keyValues",
      title: say("Variables", "Змінні", "Переменные"),
      help: say(
        "The template's variables and what to put in their place.",
        "Змінні шаблону і що підставити замість них.",
        "Переменные шаблона и что подставить вместо них.",
      ),
    },
  ],
  request: { method: "POST", path: "/messages/send-template", body: ["account_id", "template_id", "variables"] },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
