import { DateTime, type DateTimeUnit } from "luxon";
import type { Json } from "../../json.js";
import { oneOf } from "./arguments.js";
import type { Call } from "./call.js";
import { dateOf, formatOf, isoOf, languageOf, patternOf, readDate, unitOf, units, zoneOf } from "./date-arguments.js";
import { functionsOf } from "./definition.js";

const date = functionsOf("date");
const parts = ["year", "quarter", "month", "week", "day", "weekday", "hour", "minute", "second"] as const;
const timestampUnits = ["seconds", "milliseconds"] as const;

export const dateFunctions = [
  date(
    "date",
    ["value", "format?", "zone?", "language?"],
    [
      "Reads a date, for example with the format dd.MM.yyyy or YYYY-MM-DD. Without an offset it is meant in the workflow’s time zone. The result is in UTC.",
      "Читає дату, наприклад у форматі dd.MM.yyyy чи YYYY-MM-DD. Без зсуву це час у часовому поясі сценарію. Результат — в UTC.",
      "Читает дату, например в формате dd.MM.yyyy или YYYY-MM-DD. Без смещения это время в часовом поясе сценария. Результат — в UTC.",
    ],
    ['{{ "21.11.2026 09:30" | date }}', "2026-11-21T07:30:00.000Z"],
    readDate,
  ),
  date(
    "formatDate",
    ["date", "format?", "zone?", "language?"],
    [
      "Writes a date as text: dd.MM.yyyy HH:mm, YYYY-MM-DD or another format, in the workflow’s time zone or another one, month names in en, uk or ru.",
      "Записує дату текстом: dd.MM.yyyy HH:mm, YYYY-MM-DD або інший формат, у часовому поясі сценарію або іншому, назви місяців мовою en, uk чи ru.",
      "Записывает дату текстом: dd.MM.yyyy HH:mm, YYYY-MM-DD или другой формат, в часовом поясе сценария или другом, названия месяцев на языке en, uk или ru.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | formatDate("d MMMM, HH:mm", "Europe/Kyiv", "uk") }}', "21 листопада, 09:30"],
    formatDate,
  ),
  date(
    "addTime",
    ["date", "amount", "unit", "zone?"],
    [
      "A date later or, with a negative number, earlier: seconds, minutes, hours, days, weeks, months or years.",
      "Дата пізніше або, з від’ємним числом, раніше: seconds, minutes, hours, days, weeks, months чи years.",
      "Дата позже или, с отрицательным числом, раньше: seconds, minutes, hours, days, weeks, months или years.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | addTime(2, "days") }}', "2026-11-23T07:30:00.000Z"],
    addTime,
  ),
  date(
    "startOf",
    ["date", "unit", "zone?"],
    [
      "The start of the day, week, month or another unit in which a date lies.",
      "Початок дня, тижня, місяця чи іншої одиниці, на яку припадає дата.",
      "Начало дня, недели, месяца или другой единицы, на которую приходится дата.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | startOf("day") }}', "2026-11-20T22:00:00.000Z"],
    (call) => isoOf(call, dateOf(call, 0, 2).startOf(singular(unitOf(call, 1)))),
  ),
  date(
    "endOf",
    ["date", "unit", "zone?"],
    [
      "The last moment of the day, week, month or another unit in which a date lies.",
      "Остання мить дня, тижня, місяця чи іншої одиниці, на яку припадає дата.",
      "Последний миг дня, недели, месяца или другой единицы, на которую приходится дата.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | endOf("month") }}', "2026-11-30T21:59:59.999Z"],
    (call) => isoOf(call, dateOf(call, 0, 2).endOf(singular(unitOf(call, 1)))),
  ),
  date(
    "timeBetween",
    ["from", "to", "unit"],
    [
      "How many whole seconds, minutes, hours, days, weeks, months or years lie between two dates; negative if the second is earlier.",
      "Скільки повних seconds, minutes, hours, days, weeks, months чи years між двома датами; від’ємне, якщо друга раніша.",
      "Сколько полных seconds, minutes, hours, days, weeks, months или years между двумя датами; отрицательное, если вторая раньше.",
    ],
    ['{{ timeBetween("2026-11-21", "2026-12-24", "days") }}', 33],
    timeBetween,
  ),
  date(
    "datePart",
    ["date", "part", "zone?"],
    [
      "A part of a date as a number: year, quarter, month, week, day, weekday (1 is Monday), hour, minute or second.",
      "Частина дати числом: year, quarter, month, week, day, weekday (1 — понеділок), hour, minute чи second.",
      "Часть даты числом: year, quarter, month, week, day, weekday (1 — понедельник), hour, minute или second.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | datePart("hour") }}', 9],
    datePart,
  ),
  date(
    "inZone",
    ["date", "zone"],
    [
      "A date as the clocks of a time zone show it, with its offset.",
      "Дата за годинником часового поясу, зі зсувом.",
      "Дата по часам часового пояса, со смещением.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | inZone("Europe/Kyiv") }}', "2026-11-21T09:30:00.000+02:00"],
    (call) => dateOf(call, 0, 1).toISO() ?? "",
  ),
  date(
    "isBefore",
    ["date", "other"],
    ["Whether a date is earlier than another one.", "Чи дата раніша за іншу.", "Раньше ли дата, чем другая."],
    ['{{ "21.11.2026" | isBefore("2026-12-01") }}', true],
    (call) => dateOf(call, 0).toMillis() < dateOf(call, 1).toMillis(),
  ),
  date(
    "isAfter",
    ["date", "other"],
    ["Whether a date is later than another one.", "Чи дата пізніша за іншу.", "Позже ли дата, чем другая."],
    ['{{ "21.11.2026" | isAfter("2026-12-01") }}', false],
    (call) => dateOf(call, 0).toMillis() > dateOf(call, 1).toMillis(),
  ),
  date(
    "timestamp",
    ["date", "unit?"],
    [
      "A date as the number of seconds, or milliseconds, since 1970.",
      "Дата як кількість seconds або milliseconds від 1970 року.",
      "Дата как количество seconds или milliseconds с 1970 года.",
    ],
    ['{{ "2026-11-21T07:30:00Z" | timestamp }}', 1795246200],
    timestamp,
  ),
  date(
    "fromTimestamp",
    ["number", "unit?"],
    [
      "The date of a number of seconds, or milliseconds, since 1970.",
      "Дата за кількістю seconds або milliseconds від 1970 року.",
      "Дата по количеству seconds или milliseconds с 1970 года.",
    ],
    ["{{ 1795246200 | fromTimestamp }}", "2026-11-21T07:30:00.000Z"],
    fromTimestamp,
  ),
];

function formatDate(call: Call): Json {
  const pattern = patternOf(formatOf(call, 1));
  const text = dateOf(call, 0, 2).setLocale(languageOf(call, 3)).toFormat(pattern);
  call.budget.grow(text.length);
  return text;
}

function addTime(call: Call): Json {
  const unit = unitOf(call, 2);
  return isoOf(call, dateOf(call, 0, 3).plus({ [unit]: call.whole(1, -1e9, 1e9) }));
}

function timeBetween(call: Call): Json {
  const unit = unitOf(call, 2);
  // Minus zero would be written as a number like any other.
  return Math.trunc(dateOf(call, 1).diff(dateOf(call, 0), unit).as(unit)) || 0;
}

function datePart(call: Call): Json {
  const part = oneOf(call, 1, parts);
  const found = dateOf(call, 0, 2);
  return part === "week" ? found.weekNumber : found[part];
}

function timestamp(call: Call): Json {
  const unit = oneOf(call, 1, timestampUnits, "seconds");
  const at = dateOf(call, 0).toMillis();
  return unit === "seconds" ? Math.floor(at / 1000) : at;
}

function fromTimestamp(call: Call): Json {
  const unit = oneOf(call, 1, timestampUnits, "seconds");
  const at = call.number(0) * (unit === "seconds" ? 1000 : 1);
  return isoOf(call, DateTime.fromMillis(Math.abs(at) <= 8.64e15 ? at : Number.NaN, { zone: zoneOf(call, 2) }));
}

const singular = (unit: (typeof units)[number]) => unit.slice(0, -1) as DateTimeUnit;
