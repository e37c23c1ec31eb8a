import { say } from "../words.js";
import { seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

const person = "steps.person.data";
const row = (name: string, phone: string, email: string, day: string) => ({
  [name]: `{{ ${person}.name }}`,
  [phone]: `{{ ${person}?.phone ?? '' }}`,
  [email]: `{{ ${person}?.email ?? '' }}`,
  [day]: '{{ now | formatDate("dd.MM.yyyy HH:mm") }}',
});

export const subscriberRow: WorkflowTemplate = {
  id: "subscriber-row",
  title: say(
    "New subscriber: row in Google Sheets",
    "Новий підписник: рядок у Google Таблиці",
    "Новый подписчик: строка в Google Таблице",
  ),
  summary: say(
    "Someone subscribes in Leeloo. The workflow writes their name, phone and email into your spreadsheet.",
    "Людина підписується в Leeloo. Сценарій записує її ім’я, телефон і пошту у вашу таблицю.",
    "Человек подписывается в Leeloo. Сценарий записывает его имя, телефон и почту в вашу таблицу.",
  ),
  needs: [
    say(
      "Leeloo events sent to Leeway",
      "Події Leeloo, що надходять у Leeway",
      "События Leeloo, которые приходят в Leeway",
    ),
    say(
      "A sheet with the columns Name, Phone, Email, Date",
      "Аркуш зі стовпцями Ім’я, Телефон, Пошта, Дата",
      "Лист со столбцами Имя, Телефон, Почта, Дата",
    ),
    say("Access to Google Sheets", "Доступ до Google Таблиць", "Доступ к Google Таблицам"),
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
      id: "row",
      type: "googleSheets.row.append",
      name: say("Write into the sheet", "Записати в таблицю", "Записать в таблицу"),
      at: [2, 0],
      inLanguage: {
        values: {
          en: row("Name", "Phone", "Email", "Date"),
          uk: row("Ім’я", "Телефон", "Пошта", "Дата"),
          ru: row("Имя", "Телефон", "Почта", "Дата"),
        },
      },
    },
  ],
  links: [
    ["subscription", "main", "person"],
    ["person", "main", "row"],
  ],
  asks: [
    {
      node: "row",
      param: "spreadsheet",
      example: "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit",
    },
    { node: "row", param: "sheet", example: "Subscribers" },
  ],
  sample: {
    type: "SUBSCRIPTION",
    data: { account_id: seeded.account, created_at: "2026-01-15T09:30:00.000Z" },
    receivedAt: "2026-01-15T09:30:01.000Z",
  },
};
