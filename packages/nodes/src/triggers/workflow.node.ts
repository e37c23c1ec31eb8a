import type { NodeDefinition } from "@leeway/engine";
import { object, say, trigger } from "../words.js";

export const workflowTrigger: NodeDefinition = {
  ...trigger,
  type: "trigger.workflow",
  title: say("Called by another workflow", "Виклик з іншого сценарію", "Вызов из другого сценария"),
  summary: say(
    "Starts when a step “Run a workflow” of another workflow calls this one.",
    "Запускається, коли цей сценарій викликає крок «Запустити сценарій» з іншого.",
    "Запускается, когда этот сценарий вызывает шаг «Запустить сценарий» из другого.",
  ),
  line: say("When another workflow calls", "Коли викликає інший сценарій", "Когда вызывает другой сценарий"),
  icon: "sitemap",
  params: [
    {
      name: "inputs",
      kind: "rows",
      title: say("What it is given", "Що він отримує", "Что он получает"),
      help: say(
        "The data that the calling step gives; whoever calls with other data is told so.",
        "Дані, які передає крок, що викликає; якщо дані інші, він про це дізнається.",
        "Данные, которые передаёт вызывающий шаг; если данные другие, он об этом узнает.",
      ),
      columns: [
        { name: "name", kind: "text", required: true, title: say("Name", "Назва", "Название"), placeholder: "phone" },
        {
          name: "type",
          kind: "choice",
          default: "text",
          title: say("Type", "Тип", "Тип"),
          options: [
            { value: "text", title: say("Text", "Текст", "Текст") },
            { value: "number", title: say("Number", "Число", "Число") },
            { value: "boolean", title: say("Yes or no", "Так або ні", "Да или нет") },
            { value: "dateTime", title: say("Date and time", "Дата й час", "Дата и время") },
            { value: "phone", title: say("Phone", "Телефон", "Телефон") },
            { value: "email", title: say("E-mail", "E-mail", "E-mail") },
            { value: "url", title: say("Link", "Посилання", "Ссылка") },
            { value: "list", title: say("List", "Список", "Список") },
            { value: "object", title: say("Object", "Об’єкт", "Объект") },
            { value: "json", title: say("Anything", "Будь-що", "Что угодно") },
          ],
        },
        { name: "required", kind: "boolean", default: true, title: say("Required", "Обов’язкове", "Обязательное") },
      ],
    },
  ],
  sample: { phone: "+380671234567" },
  outputSchema: object({}),
};
