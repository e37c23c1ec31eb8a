import type { templates as english } from "../en/templates.js";

export const templates: Record<keyof typeof english, string> = {
  "templates.title": "Шаблоны сценариев",
  "templates.text": "Возьмите готовый, добавьте своё и попробуйте в песочнице.",
  "templates.from": "Из шаблона",
  "templates.find": "Найти шаблон",
  "templates.groups": "С чем работает",
  "templates.none": "Нет такого шаблона. Попробуйте другие слова.",
  "templates.needs.title": "Что нужно",
  "templates.credential.title": "Какой аккаунт Leeloo?",
  "templates.credential.label": "Шаги этого сценария будут работать с аккаунтом",
  "templates.credential.help":
    "Позже это можно изменить в каждом шаге. Из песочницы настоящим людям ничего не приходит.",
  "templates.use": "Использовать",
  "templates.use.named": "Использовать: {title}",
  "templates.preview": "Посмотреть",
  "templates.preview.named": "Посмотреть: {title}",
  "templates.steps": "Шаги",
  "templates.asks": "Что нужно заполнить",
  "templates.ask": "{field}, в шаге «{step}»",
  "templates.import.other": "«{file}» — не сценарий Leeway. Выберите файл, сохранённый через «Сохранить в файл».",
  "templates.import.newer": "«{file}» создан в более новой версии Leeway. Обновите свою и загрузите файл ещё раз.",
};
