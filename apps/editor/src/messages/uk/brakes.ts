import type { brakes as english } from "../en/brakes.js";

export const brakes: Record<keyof typeof english, string> = {
  "brake.stop": "Зупинити зараз",
  "brake.one.button": "Зупинити сценарій",
  "brake.all.button": "Зупинити все",
  "brake.one.title": "Зупинити цей сценарій зараз?",
  "brake.one.text":
    "Відтепер не надсилається нічого. Запити, які вже в дорозі, ще дійдуть. Нові замовлення й події приймаються і зберігаються, а підуть далі, коли ви відновите роботу.",
  "brake.all.title": "Зупинити зараз усі сценарії цього простору?",
  "brake.all.text":
    "Відтепер жоден сценарій нічого не надсилає. Запити, які вже в дорозі, ще дійдуть. Нові замовлення й події приймаються і зберігаються, а підуть далі, коли ви відновите роботу.",
  "brake.one.done": "Зупинено: цей сценарій нічого не надсилає",
  "brake.all.done": "Зупинено: з цього простору нічого не надсилається",
  "brake.one.banner": "«{name}» призупинено {when}: нічого не надсилається.",
  "brake.one.banner.by": "«{name}» призупинено {when} ({by}): нічого не надсилається.",
  "brake.all.banner": "Усі сценарії призупинено {when}: нічого не надсилається.",
  "brake.all.banner.by": "Усі сценарії призупинено {when} ({by}): нічого не надсилається.",
  "brake.waiting":
    "{count, plural, =0 {Нові запуски збережуться до відновлення.} one {Чекає # запуск.} few {Чекають # запуски.} many {Чекають # запусків.} other {Чекають # запуску.}}",
  "brake.resume": "Відновити",
  "brake.resumed": "Працюємо далі: те, що чекало, вже надсилається",
  "nav.limits": "Ліміти",
  "limitsPage.title": "Ліміти",
  "limitsPage.text":
    "Скільки надсилає кожен токен і хто на нього чекає. Leeway ніколи не надсилає більше за ліміт за будь-які 60 секунд.",
  "limitsPage.empty.title": "Ще немає токена з лімітом",
  "limitsPage.empty.text": "Додайте токен Leeloo, і тут буде видно, скільки запитів він робить і що чекає.",
  "limitsPage.empty.button": "До доступів",
  "limitsPage.picture": "Запити за кожну з останніх 60 секунд: {sent, number} з {limit, number}",
  "limitsPage.lane.critical": "Термінові: {count, number}",
  "limitsPage.lane.normal": "Звичайні: {count, number}",
  "limitsPage.lane.bulk": "Фонові: {count, number}",
  "limitsPage.queue": "У черзі",
  "limitsPage.queue.none": "Ніхто не чекає",
  "limitsPage.emptyAt": "Черга спорожніє {when}",
  "limitsPage.pausedBy": "Призупинено {when} ({by})",
  "limitsPage.pausedSince": "Призупинено {when}",
  "limitsPage.workflows": "Сценарії",
  "limitsPage.workflows.none": "Жоден сценарій ним не користується",
  "limitsPage.runs": "Запуски, що чекають",
  "forecast.title": "Цей запуск надішле багато запитів",
  "forecast.text":
    "Приблизно {calls, plural, one {# запит} few {# запити} many {# запитів} other {# запиту}}. За поточного ліміту це займе {duration}: завершення приблизно о {time}.",
  "forecast.open.title": "Скільки запитів надішле цей запуск, ще невідомо",
  "forecast.open":
    "Скільки {count, plural, one {надішле крок} other {надішлють кроки}} {steps}, з’ясується лише під час запуску. Наступного разу Leeway підкаже кількість запитів наперед.",
  "forecast.run": "Запустити",
};
