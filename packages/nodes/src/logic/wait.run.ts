import {
  isZone,
  nextSendingTime,
  parseDate,
  type JsonObject,
  type NodeRunner,
  type StepError,
  type StepOutcome,
  textOf,
} from "@leeway/engine";
import { failed } from "../outcomes.js";
import { millisecondsOf } from "./time-units.js";

const DAY_MS = 86_400_000;

export const waitRunner: NodeRunner = {
  type: "logic.wait",
  run(params, { now, timezone, runDays }) {
    const { mode } = params;
    if (mode === "callback" || mode === "approval") return waitForWord(params, mode, now, runDays);
    const until = timeOf(params, now, timezone);
    return typeof until === "number" ? waitUntil(until, now, runDays) : failed(until);
  },
};

/** The moment that is waited for, or why there is none. */
function timeOf(params: JsonObject, now: number, timezone: string): number | StepError {
  if (params["mode"] === "until") return parseDate(params["until"] ?? null, timezone) ?? now;
  if (params["mode"] === "hours") return sendingTime(params, now, timezone);
  return now + (millisecondsOf(params, "amount", "unit") ?? 0);
}

function sendingTime(params: JsonObject, now: number, timezone: string): number | StepError {
  const zone = typeof params["timezone"] === "string" ? params["timezone"].trim() : timezone;
  if (!isZone(zone))
    return { code: "param.format", values: { value: zone, expected: "Europe/Kyiv" }, param: "timezone" };
  const times: number[] = [];
  for (const end of ["from", "to"]) {
    const minutes = minutesOf(textOf(params[end] ?? null));
    if (minutes === undefined)
      return { code: "param.format", values: { value: params[end] ?? null, expected: "09:00" }, param: end };
    times.push(minutes);
  }
  const [from = 0, to = 0] = times;
  const chosen = Array.isArray(params["weekdays"]) ? params["weekdays"].map(Number) : [];
  const next = nextSendingTime({ from, to, weekdays: chosen }, now, zone);
  if (next !== undefined) return next;
  return { code: "wait.noHours", values: { from: params["from"] ?? "", to: params["to"] ?? "" } };
}

/** `9`, `9:30` and `24:00` are times of day as well. */
function minutesOf(text: string): number | undefined {
  const [, hours, minutes = "0"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 24 * 60 ? total : undefined;
}

function waitUntil(until: number, now: number, runDays: number): StepOutcome {
  if (until <= now) return { kind: "done", output: { until: new Date(Math.max(until, -LAST_DATE)).toISOString() } };
  return tooLong(until, now, runDays) ?? { kind: "wait", for: "time", until };
}

function waitForWord(params: JsonObject, what: "callback" | "approval", now: number, runDays: number): StepOutcome {
  const ms = millisecondsOf(params, "timeout", "timeoutUnit");
  if (ms === undefined) return { kind: "wait", for: what, until: null };
  return tooLong(now + ms, now, runDays) ?? { kind: "wait", for: what, until: now + ms };
}

/** A run does not last longer. */
function tooLong(until: number, now: number, runDays: number): StepOutcome | undefined {
  if (until - now <= runDays * DAY_MS) return undefined;
  // Later than any calendar goes: the sentence says so without a date.
  const shown = until <= LAST_DATE ? { until: new Date(until).toISOString() } : {};
  return failed({ code: "wait.tooLong", values: { days: runDays, ...shown } });
}

const LAST_DATE = 8.64e15;
