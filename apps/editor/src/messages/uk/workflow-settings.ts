import type { workflowSettings as english } from "../en/workflow-settings.js";

export const workflowSettings: Record<keyof typeof english, string> = {
  "wsettings.title": "Налаштування сценарію",
  "wsettings.text": "Діють для кожного запуску цього сценарію.",
  "wsettings.lane": "Пріоритет",
  "wsettings.lane.help":
    "Leeloo приймає обмежену кількість запитів за хвилину. Коли запитам доводиться чекати, пріоритет визначає, чиї підуть першими.",
  "wsettings.lane.critical": "Терміновий",
  "wsettings.lane.critical.help":
    "Поза чергою. Для того, на що людина чекає просто зараз, наприклад підтвердження замовлення.",
  "wsettings.lane.normal": "Звичайний",
  "wsettings.lane.normal.help": "Для більшості сценаріїв.",
  "wsettings.lane.bulk": "Фоновий",
  "wsettings.lane.bulk.help": "Пропускає вперед усі інші й надсилає рівномірно. Для розсилок на тисячі людей.",
  "wsettings.concurrency": "Обмежити кількість одночасних запусків",
  "wsettings.concurrency.help": "Без обмеження кожен запуск стартує одразу.",
  "wsettings.limit": "Одночасно не більше",
  "wsettings.key": "По черзі для однакового значення…",
  "wsettings.key.help":
    "Наприклад, для телефону з тригера: два замовлення однієї людини ніколи не йтимуть одночасно, а замовлення інших на них не чекатимуть. Порожньо: усі запуски рівні.",
  "wsettings.key.placeholder": "Виберіть значення з тригера",
  "wsettings.policy": "Якщо новий запуск ще не може початися",
  "wsettings.policy.queue": "Чекає в черзі",
  "wsettings.policy.queue.help": "Жоден запуск не загубиться: вони йдуть один за одним у тому порядку, як надійшли.",
  "wsettings.policy.skip": "Пропускається",
  "wsettings.policy.skip.help": "Залишиться в списку запусків як скасований, і нічого не буде надіслано.",
  "wsettings.policy.cancelOld": "Скасовує попередній",
  "wsettings.policy.cancelOld.help": "Важливий лише найновіший. Те, що попередній уже надіслав, повернути не можна.",
  "wsettings.timezone.help": "У якому вказано дати й час у цьому сценарії.",
  "wsettings.timezone.workspace": "Як у робочому просторі: {zone}",
  "retention.title": "Скільки зберігати запуски",
  "retention.text":
    "Після завершення. Старіші протягом години видаляються назавжди разом з усім, що було надіслано й отримано.",
  "retention.days": "Успішні запуски, днів",
  "retention.count": "І в кожному сценарії не більше",
  "retention.count.help": "Залишаються найновіші.",
  "retention.failed": "Невдалі та скасовані запуски, днів",
  "retention.failed.help": "Краще довше, ніж успішні: у них розбираються й запускають їх повторно згодом.",
  "retention.never": "Запуски, що тривають, чекають або потребують вас, ніколи не видаляються.",
  "retention.bad": "Ціле число від 1 до {most, number}",
  "retention.less.title": "Зберігати менше запусків?",
  "retention.less.text":
    "Протягом години буде назавжди видалено: успішні запуски, {days, plural, one {старіші за # день} few {старіші за # дні} many {старіші за # днів} other {старіші за # дня}}, у кожному сценарії все, крім найновіших {count, number}, а також невдалі й скасовані, {failed, plural, one {старіші за # день} few {старіші за # дні} many {старіші за # днів} other {старіші за # дня}}. Переглянути чи повторити їх буде вже неможливо.",
  "retention.less.button": "Зберігати менше",
};
