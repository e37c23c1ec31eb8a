import type { templates as english } from "../en/templates.js";

export const templates: Record<keyof typeof english, string> = {
  "templates.title": "Шаблони сценаріїв",
  "templates.text": "Візьміть готовий, додайте своє та спробуйте в пісочниці.",
  "templates.from": "Із шаблону",
  "templates.find": "Знайти шаблон",
  "templates.groups": "З чим працює",
  "templates.none": "Немає такого шаблону. Спробуйте інші слова.",
  "templates.needs.title": "Що потрібно",
  "templates.credential.title": "Який акаунт Leeloo?",
  "templates.credential.label": "Кроки цього сценарію працюватимуть з акаунтом",
  "templates.credential.help":
    "Пізніше це можна змінити в кожному кроці. З пісочниці справжнім людям нічого не надходить.",
  "templates.use": "Використати",
  "templates.use.named": "Використати: {title}",
  "templates.preview": "Переглянути",
  "templates.preview.named": "Переглянути: {title}",
  "templates.steps": "Кроки",
  "templates.asks": "Що потрібно заповнити",
  "templates.ask": "{field}, у кроці «{step}»",
  "templates.import.other": "«{file}» — не сценарій Leeway. Виберіть файл, збережений через «Зберегти у файл».",
  "templates.import.newer": "«{file}» створено в новішій версії Leeway. Оновіть свою й завантажте файл ще раз.",
};
