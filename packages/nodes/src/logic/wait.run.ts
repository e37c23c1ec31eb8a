import {
  minutesOfDay,
  nextSendingTime,
  parseDate,
  type JsonObject,
  type NodeRunner,
  type StepError,
  type StepOutcome,
  type StepTools,
  textOf,
} from "@leeway/engine";
import { failed } from "../outcomes.js";
import { millisecondsOf } from "./time-units.js";

const DAY_MS = 86_400_000;

export const waitRunner: NodeRunner = {
  type: "logic.wait",
  run(params, tools) {
    const { mode } = params;
    if (mode === "callback" || mode === "approval") return waitForWord(params, mode, tools);
    const until = timeOf(params, tools);
    if (typeof until !== "number") return failed(until);
    const outcome = waitUntil(until, tools);
    // Whoever was down or stopped when the hours began may come to it in the night.
    return outcome.kind === "wait" && mode === "hours" ? { ...outcome, asksAgain: true } : outcome;
  },
};

type Around = Pick<StepTools, "now" | "timezone" | "runDays">;

/** The moment that is waited for, or why there is none. */
function timeOf(params: JsonObject, { now, timezone }: Around): number | StepError {
  if (params["mode"] === "until") return parseDate(params["until"] ?? null, timezone) ?? now;
  if (params["mode"] === "hours") return sendingTime(params, now, timezone);
  return now + (millisecondsOf(params, "amount", "unit") ?? 0);
}

function sendingTime(params: JsonObject, now: number, timezone: string): number | StepError {
  const zone = typeof params["timezone"] === "string" ? params["timezone"].trim() : timezone;
  const [from = 0, to = 0] = ["from", "to"].map((end) => minutesOfDay(textOf(params[end] ?? null)));
  const chosen = Array.isArray(params["weekdays"]) ? params["weekdays"].map(Number) : [];
  const next = nextSendingTime({ from, to, weekdays: chosen }, now, zone);
  if (next !== undefined) return next;
  return { code: "wait.noHours", values: { from: params["from"] ?? "", to: params["to"] ?? "" } };
}

function waitUntil(until: number, around: Around): StepOutcome {
  if (until <= around.now)
    return { kind: "done", output: { until: new Date(Math.max(until, -LAST_DATE)).toISOString() } };
  return tooLong(until, around) ?? { kind: "wait", for: "time", until };
}

function waitForWord(params: JsonObject, what: "callback" | "approval", around: Around): StepOutcome {
  const ms = millisecondsOf(params, "timeout", "timeoutUnit");
  if (ms === undefined) return { kind: "wait", for: what, until: null };
  const until = around.now + ms;
  return tooLong(until, around) ?? { kind: "wait", for: what, until };
}

/** A run does not last longer. */
function tooLong(until: number, { now, timezone, runDays }: Around): StepOutcome | undefined {
  if (until - now <= runDays * DAY_MS) return undefined;
  // Later than any calendar goes: the sentence says so without a date.
  const shown = until <= LAST_DATE ? { until: new Date(until).toISOString(), timezone } : {};
  return failed({ code: "wait.tooLong", values: { days: runDays, ...shown } });
}

const LAST_DATE = 8.64e15;
