import { say } from "../words.js";
import { findOrAdd, personId } from "./find-or-add.js";
import { posted, seeded } from "./seeded.js";
import type { WorkflowTemplate } from "./template.js";

export const leadForm: WorkflowTemplate = {
  id: "lead-form",
  title: say(
    "Lead form: person, tag and comment",
    "Заявка з форми: людина, тег і коментар",
    "Заявка с формы: человек, тег и комментарий",
  ),
  summary: say(
    "Someone fills in a form on your site. The workflow finds or adds the person, sets a tag and leaves a comment for the managers.",
    "На сайті заповнюють форму. Сценарій знаходить або додає людину, ставить тег і залишає коментар менеджерам.",
    "На сайте заполняют форму. Сценарий находит или добавляет человека, ставит тег и оставляет комментарий менеджерам.",
  ),
  needs: [
    say(
      "A form that sends name, phone, email and comment",
      "Форма, що надсилає name, phone, email і comment",
      "Форма, которая отправляет name, phone, email и comment",
    ),
    say("An LGT in one of your tunnels", "LGT в одному з ваших тунелів", "LGT в одном из ваших туннелей"),
    say("A tag for leads", "Тег для заявок", "Тег для заявок"),
  ],
  steps: [
    {
      id: "form",
      type: "trigger.webhook",
      name: say("Form on the site", "Форма на сайті", "Форма на сайте"),
      at: [0, 0],
      params: { method: "POST", respond: "accepted" },
    },
    ...findOrAdd,
    {
      id: "tag",
      type: "leeloo.person.addTag",
      name: say("Tag: lead", "Тег: заявка", "Тег: заявка"),
      at: [4, 0],
      params: { person_id: personId },
    },
    {
      id: "comment",
      type: "leeloo.person.addComment",
      name: say("Tell the managers", "Повідомити менеджерів", "Сообщить менеджерам"),
      at: [5, 0],
      params: { person_id: personId },
      texts: {
        comment: say(
          "New lead from the site: {{ trigger.body.comment ?? 'no comment' }}",
          "Нова заявка з сайту: {{ trigger.body.comment ?? 'без коментаря' }}",
          "Новая заявка с сайта: {{ trigger.body.comment ?? 'без комментария' }}",
        ),
      },
    },
  ],
  links: [
    ["form", "main", "find"],
    ["find", "main", "known"],
    ["known", "true", "tag"],
    ["known", "false", "person"],
    ["person", "main", "tag"],
    ["tag", "main", "comment"],
  ],
  asks: [
    { node: "person", param: "leadgentool_id", example: seeded.leadgentool },
    { node: "tag", param: "tag_id", example: seeded.tagSiteOrder },
  ],
  sample: posted({
    name: "Ігор Бойко",
    phone: "+380661112244",
    email: "ihor.boiko@example.com",
    comment: "Скільки триває курс?",
  }),
};
