import { say } from "../words.js";
import { posted } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const abandonedForm: WorkflowTemplate = {
  id: "abandoned-form",
  title: say(
    "Form not finished: reminder by email",
    "Форму не дозаповнили: нагадування поштою",
    "Форму не дозаполнили: напоминание по почте",
  ),
  summary: say(
    "Someone begins a form on your site and leaves. An hour later, if they are not in Leeloo, the workflow writes them an email with the link.",
    "Людина почала заповнювати форму на сайті й пішла. За годину, якщо її немає в Leeloo, сценарій надсилає їй лист із посиланням.",
    "Человек начал заполнять форму на сайте и ушёл. Через час, если его нет в Leeloo, сценарий отправляет ему письмо со ссылкой.",
  ),
  needs: [
    say(
      "A form that sends name, email, phone and url as soon as the email is typed",
      "Форма, що надсилає name, email, phone і url, щойно введено пошту",
      "Форма, которая отправляет name, email, phone и url, как только введена почта",
    ),
    say("Your mail account (SMTP)", "Ваша пошта (SMTP)", "Ваша почта (SMTP)"),
  ],
  steps: [
    {
      id: "begun",
      type: "trigger.webhook",
      name: say("Form was begun", "Форму почали", "Форму начали"),
      at: [0, 0],
      params: { method: "POST", respond: "accepted", dedupe: "{{ trigger.body.email }}" },
    },
    {
      id: "hour",
      type: "logic.wait",
      name: say("Wait an hour", "Зачекати годину", "Подождать час"),
      at: [1, 0],
      params: { mode: "until", until: '{{ trigger.receivedAt | addTime(1, "hours") }}' },
    },
    {
      id: "find",
      type: "leeloo.person.list",
      name: say("Is the person in Leeloo?", "Чи є людина в Leeloo?", "Есть ли человек в Leeloo?"),
      at: [2, 0],
      params: { "filter[email]": "{{ trigger.body.email }}", limit: 1 },
    },
    {
      id: "finished",
      type: "logic.if",
      name: say("Finished after all?", "Усе ж дозаповнили?", "Всё же дозаполнили?"),
      at: [3, 0],
      params: { where: { all: [{ value: "{{ steps.find.data }}", op: "isNotEmpty" }] } },
    },
    {
      id: "reminder",
      type: "email.message.send",
      name: say("Remind by email", "Нагадати поштою", "Напомнить по почте"),
      at: [4, 1],
      params: { to: ["{{ trigger.body.email }}"] },
      texts: {
        subject: say("You did not quite finish", "Лишилося зовсім трохи", "Осталось совсем немного"),
        text: say(
          "Hello{{ trigger.body?.name ? ' ' + trigger.body.name : '' }}!\n\nYou began to fill in our form. Your answers are still there: {{ trigger.body.url }}\n\nIf something was unclear, just answer this letter.",
          "Вітаємо{{ trigger.body?.name ? ', ' + trigger.body.name : '' }}!\n\nВи почали заповнювати нашу форму. Можна продовжити тут: {{ trigger.body.url }}\n\nЯкщо щось незрозуміло, просто дайте відповідь на цей лист.",
          "Здравствуйте{{ trigger.body?.name ? ', ' + trigger.body.name : '' }}!\n\nВы начали заполнять нашу форму. Продолжить можно здесь: {{ trigger.body.url }}\n\nЕсли что-то непонятно, просто ответьте на это письмо.",
        ),
      },
    },
  ],
  links: [
    ["begun", "main", "hour"],
    ["hour", "main", "find"],
    ["find", "main", "finished"],
    ["finished", "false", "reminder"],
  ],
  asks: [],
  sample: posted({
    name: "Ольга",
    email: "olha.nova@example.com",
    phone: "+380681234567",
    url: "https://site.example/form",
  }),
};
