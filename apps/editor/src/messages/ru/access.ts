import type { access as english } from "../en/access.js";

export const access: Record<keyof typeof english, string> = {
  "keys.end": "Действует до",
  "keys.for": "Срок действия",
  "keys.end.30": "30 дней",
  "keys.end.90": "90 дней",
  "keys.end.365": "1 год",
  "keys.end.date": "До определённого дня…",
  "keys.end.never": "Бессрочно",
  "keys.end.until": "Последний день",
  "keys.end.past": "Выберите сегодняшний или более поздний день.",
  "keys.end.over": "Срок истёк",
  "keys.resting": "На паузе после восстановления",
  "keys.use.never": "ещё не использовался",
  "keys.use.last": "последнее использование",
  "keys.by": "автор: {name}",
  "keys.by.left": "автор: {name}, уже не в команде. Замените ключ, если у этого человека могла остаться копия.",
  "access.workflow.viewer": "Здесь вы можете всё просматривать. Меняют сценарии владельцы, администраторы и редакторы.",
  "access.workflow.operator":
    "Здесь вы следите за запусками: запускаете, отменяете и решаете, что с ними делать. Меняют сценарии владельцы, администраторы и редакторы.",
  "access.page": "Вы можете это просматривать, но не менять. Менять могут: {who}.",
  "canvas.empty.readOnly": "Здесь пока ничего нет",
};
