import type { access as english } from "../en/access.js";

export const access: Record<keyof typeof english, string> = {
  "keys.end": "Діє до",
  "keys.for": "Строк дії",
  "keys.end.30": "30 днів",
  "keys.end.90": "90 днів",
  "keys.end.365": "1 рік",
  "keys.end.date": "До певного дня…",
  "keys.end.never": "Безстроково",
  "keys.end.until": "Останній день",
  "keys.end.past": "Виберіть сьогоднішній або пізніший день.",
  "keys.end.over": "Термін минув",
  "keys.resting": "На паузі після відновлення",
  "keys.use.never": "ще не використовувався",
  "keys.use.last": "востаннє використано",
  "keys.by": "автор: {name}",
  "keys.by.left": "автор: {name}, вже не в команді. Замініть ключ, якщо в цієї людини могла залишитися копія.",
  "access.workflow.viewer": "Тут ви можете все переглядати. Змінюють сценарії власники, адміністратори та редактори.",
  "access.workflow.operator":
    "Тут ви стежите за запусками: запускаєте, скасовуєте й вирішуєте, що з ними робити. Змінюють сценарії власники, адміністратори та редактори.",
  "access.page": "Ви можете це переглядати, але не змінювати. Змінювати можуть: {who}.",
  "access.see": "Ця сторінка вам недоступна. Її бачать: {who}.",
  "canvas.empty.readOnly": "Тут ще нічого немає",
};
