import type { time as en } from "../en/time.js";

export const time: Record<keyof typeof en, string> = {
  "period.from": "З",
  "period.to": "До",
  "period.order": "Кінець має бути пізніше за початок.",
  "day.placeholder": "дд.мм.рррр",
  "day.month.previous": "Попередній місяць",
  "day.month.next": "Наступний місяць",
  "day.year.previous": "Попередній рік",
  "day.year.next": "Наступний рік",
  "day.decade.previous": "Десять років назад",
  "day.decade.next": "Десять років уперед",
  "day.year.choose": "Вибрати місяць",
  "day.decade.choose": "Вибрати рік",
  "moment.day": "{label}: день",
  "time.hours": "{label}: години",
  "time.minutes": "{label}: хвилини",
};
