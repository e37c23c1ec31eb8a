import type { time as en } from "../en/time.js";

export const time: Record<keyof typeof en, string> = {
  "period.from": "С",
  "period.to": "До",
  "period.order": "Конец должен быть позже начала.",
  "day.placeholder": "дд.мм.гггг",
  "day.month.previous": "Предыдущий месяц",
  "day.month.next": "Следующий месяц",
  "day.year.previous": "Предыдущий год",
  "day.year.next": "Следующий год",
  "day.decade.previous": "Десять лет назад",
  "day.decade.next": "Десять лет вперёд",
  "day.year.choose": "Выбрать месяц",
  "day.decade.choose": "Выбрать год",
  "moment.day": "{label}: день",
  "time.hours": "{label}: часы",
  "time.minutes": "{label}: минуты",
};
