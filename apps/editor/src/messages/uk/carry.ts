import type { carry as en } from "../en/carry.js";

export const carry: Record<keyof typeof en, string> = {
  "carry.title": "Перенесення",
  "carry.text": "Увесь простір одним файлом: для іншого сервера або для другого такого ж простору.",
  "carry.has": "У файлі: налаштування, мітки, змінні зі значеннями, поля, доступи без секретів і всі сценарії.",
  "carry.hasNot":
    "Немає: секретів, людей, запусків, подій, зразків, команди, сповіщень, ключів API та журналу дій. Значення змінних прочитає кожен, хто має файл.",
  "carry.export": "Вивантажити простір",
  "carry.import": "Завантажити з файлу…",
  "carry.broken": "«{file}» не вдалося прочитати. Виберіть файл, який дала кнопка «Вивантажити простір».",
  "carry.import.title": "Що принесе файл",
  "carry.import.yes": "Завантажити",
  "carry.refused": "Цей файл не можна завантажити",
  "carry.drafts": "Усі сценарії прийдуть чернетками: нічого не запуститься, а те, що працює, лишиться як є.",
  "carry.done": "Файл завантажено",
  "carry.done.text": "Сценарії вже тут — як чернетки. Перегляньте кожен, перш ніж публікувати.",
  "carry.kind.settings": "Налаштування",
  "carry.kind.labels": "Мітки",
  "carry.kind.variables": "Змінні",
  "carry.kind.fields": "Поля",
  "carry.kind.credentials": "Доступи",
  "carry.kind.workflows": "Сценарії",
  "carry.choice": "{kind}: що робити з тим, що вже є",
  "carry.choice.mine": "Залишити моє",
  "carry.choice.theirs": "Узяти з файлу",
  "carry.choice.both": "Залишити обидва",
  "carry.outcome.made": "нових: {count}",
  "carry.outcome.same": "таких самих: {count}",
  "carry.outcome.kept": "лишиться ваше: {count}",
  "carry.outcome.replaced": "замінено: {count}",
  "carry.outcome.left": "не візьмемо: {count}",
  "carry.outcome.renamed": "під новою назвою: {count}",
  "carry.secrets":
    "{count, plural, one {# доступ чекає на секрет} few {# доступи чекають на секрети} many {# доступів чекають на секрети} other {# доступу чекають на секрети}}",
  "carry.secrets.text":
    "Введіть його в розділі «Доступи» й перевірте там, куди він надсилається. Доти сценарії з ним не можна опублікувати.",
  "carry.unready":
    "{count, plural, one {# сценарій ще не готовий до публікації} few {# сценарії ще не готові до публікації} many {# сценаріїв ще не готові до публікації} other {# сценарію ще не готові до публікації}}",
  "carry.unready.more": "І ще {count}.",
  "credentials.needsSecret": "потрібен секрет",
};
