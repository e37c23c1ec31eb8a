import type { NodeDefinition } from "@leeway/engine";
import { number, object, say, text, trigger } from "../words.js";

export const scheduleTrigger: NodeDefinition = {
  ...trigger,
  type: "trigger.schedule",
  title: say("Schedule", "Розклад", "Расписание"),
  summary: say(
    "Starts by itself: at times of a calendar, or every so often.",
    "Запускається сам: за календарем або через рівні проміжки часу.",
    "Запускается сам: по календарю или через равные промежутки времени.",
  ),
  line: say("{rules}", "{rules}", "{rules}"),
  icon: "calendar-time",
  params: [
    {
      name: "rules",
      kind: "schedule",
      required: true,
      maxItems: 20,
      title: say("When", "Коли", "Когда"),
      help: say(
        "Each schedule for itself; where two of them meet, the workflow starts once.",
        "Кожен розклад окремо; якщо два збігаються, сценарій запуститься один раз.",
        "Каждое расписание отдельно; если два совпадают, сценарий запустится один раз.",
      ),
    },
    {
      name: "overlap",
      kind: "choice",
      default: "skip",
      title: say(
        "If the last run still goes on",
        "Якщо попередній запуск ще триває",
        "Если предыдущий запуск ещё идёт",
      ),
      options: [
        { value: "skip", title: say("Skip this time", "Пропустити цей раз", "Пропустить этот раз") },
        { value: "queue", title: say("Wait for its end", "Дочекатися його кінця", "Дождаться его конца") },
        { value: "allow", title: say("Run beside it", "Запустити поруч", "Запустить рядом") },
        { value: "cancel", title: say("End the last run", "Зупинити попередній", "Остановить предыдущий") },
      ],
    },
    {
      name: "missed",
      kind: "choice",
      advanced: true,
      default: "latest",
      title: say(
        "Times missed while Leeway was off",
        "Пропущене, поки Leeway не працював",
        "Пропущенное, пока Leeway не работал",
      ),
      options: [
        {
          value: "latest",
          title: say(
            "Catch up with the last one, within a day",
            "Надолужити останній раз за добу",
            "Наверстать последний раз за сутки",
          ),
        },
        { value: "none", title: say("Let them go", "Не надолужувати", "Не навёрстывать") },
        {
          value: "all",
          title: say(
            "Catch up with each, 100 at most",
            "Надолужити кожен, щонайбільше 100",
            "Наверстать каждый, не больше 100",
          ),
        },
      ],
    },
    {
      name: "jitter",
      kind: "number",
      advanced: true,
      default: 0,
      min: 0,
      max: 3600,
      integer: true,
      title: say("Spread over so many seconds", "Розподілити на стільки секунд", "Распределить на столько секунд"),
      help: say(
        "Starts up to this much later, always by the same amount of its own, so that not everything begins at full hours.",
        "Запускає із затримкою до цього часу, завжди тією самою, щоб не все починалося рівно о повній годині.",
        "Запускает с задержкой до этого времени, всегда одной и той же, чтобы не всё начиналось ровно в начале часа.",
      ),
    },
  ],
  sample: {
    scheduledAt: "2026-01-15T09:30:00.000+02:00",
    date: "2026-01-15",
    time: "09:30",
    weekday: 4,
    timezone: "Europe/Kyiv",
  },
  outputSchema: object({ scheduledAt: text, date: text, time: text, weekday: number, timezone: text }, [
    "scheduledAt",
    "date",
    "time",
    "weekday",
    "timezone",
  ]),
};
