import { say } from "../words.js";
import type { WorkflowTemplate } from "./template.js";

const row = (order: string, title: string, sum: string, status: string, day: string) => ({
  [order]: "{{ trigger.order.id }}",
  [title]: "{{ trigger.order.title }}",
  [sum]: '{{ (trigger.order.price | text) + " " + trigger.order.currency }}',
  [status]: "{{ trigger.order.status }}",
  [day]: '{{ trigger.order.updatedAt | formatDate("dd.MM.yyyy HH:mm") }}',
});

export const orderStatus: WorkflowTemplate = {
  id: "order-status",
  title: say(
    "Order statuses in Google Sheets",
    "Статуси замовлень у Google Таблиці",
    "Статусы заказов в Google Таблице",
  ),
  summary: say(
    "Every few minutes Leeway looks in Leeloo which orders have changed, and keeps one row for each of them up to date in your spreadsheet.",
    "Кожні кілька хвилин Leeway перевіряє в Leeloo, які замовлення змінилися, і тримає в таблиці по одному свіжому рядку на кожне.",
    "Каждые несколько минут Leeway проверяет в Leeloo, какие заказы изменились, и держит в таблице по одной свежей строке на каждый.",
  ),
  needs: [
    say(
      "A sheet with the columns Order, Title, Sum, Status, Changed",
      "Аркуш зі стовпцями Замовлення, Назва, Сума, Статус, Змінено",
      "Лист со столбцами Заказ, Название, Сумма, Статус, Изменён",
    ),
    say("Access to Google Sheets", "Доступ до Google Таблиць", "Доступ к Google Таблицам"),
  ],
  steps: [
    {
      id: "change",
      type: "trigger.leelooPoll",
      name: say("Order status changed", "Статус замовлення змінився", "Статус заказа изменился"),
      at: [0, 0],
      params: { what: "orderStatus" },
    },
    {
      id: "row",
      type: "googleSheets.row.update",
      name: say("Update the row", "Оновити рядок", "Обновить строку"),
      at: [1, 0],
      params: { equals: "{{ trigger.order.id }}", ifNone: "append" },
      texts: { column: say("Order", "Замовлення", "Заказ") },
      inLanguage: {
        values: {
          en: row("Order", "Title", "Sum", "Status", "Changed"),
          uk: row("Замовлення", "Назва", "Сума", "Статус", "Змінено"),
          ru: row("Заказ", "Название", "Сумма", "Статус", "Изменён"),
        },
      },
    },
  ],
  links: [["change", "main", "row"]],
  asks: [
    {
      node: "row",
      param: "spreadsheet",
      example: "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit",
    },
    { node: "row", param: "sheet", example: "Orders" },
  ],
  sample: {
    what: "orderStatus",
    order: {
      id: "5e399d72a2d0e2000dd584c1",
      person_id: "5df0fac42121a5000e07d80b",
      title: "Курс «Таргет з нуля»",
      price: 1200,
      currency: "UAH",
      status: "RESOLVED",
      createdAt: "2026-01-15T09:29:40.213Z",
      updatedAt: "2026-01-15T09:29:58.168Z",
    },
    previous: { status: "OPENED" },
    readAt: "2026-01-15T09:30:01.000Z",
  },
};
