import { DAY_MS } from "../../bounds.js";
import type { NodeDefinition, ParamDefinition } from "../../definition.js";
import { isTemplate } from "../../expressions/template.js";
import { isObject, type Json } from "../../json.js";
import type { ParamRule } from "../../param-rules.js";
import { parseDate } from "../../params/dates.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { textOf } from "../../params/kinds.js";
import { minutesOfDay, nextSendingTime } from "../../time/sending-hours.js";
import type { Say, Survey } from "./report.js";

/** A step whose params are checked together. */
export interface RulePlace {
  survey: Survey;
  definition: NodeDefinition;
  nodeId: string;
  say: Say;
  zone: string;
  /** What a param is in every run; undefined where it is hidden, empty, or made by a template. */
  constant: (param: ParamDefinition) => Json | undefined;
}

/** What would fail in every run, whatever comes in. */
export function checkRules(place: RulePlace): void {
  for (const rule of place.definition.rules ?? []) checks[rule.rule](place, rule as never);
}

type Of<R extends ParamRule["rule"]> = Extract<ParamRule, { rule: R }>;
const checks: { [R in ParamRule["rule"]]: (place: RulePlace, rule: Of<R>) => void } = {
  length: checkLength,
  moment: checkMoment,
  hours: checkHours,
  window: checkWindow,
  objects: checkObjects,
};

function valueOf({ definition, constant }: RulePlace, name: string): Json | undefined {
  const param = definition.params.find((one) => one.name === name);
  const value = param && constant(param);
  return isEmptyValue(value) ? undefined : value;
}

function checkLength(place: RulePlace, { amount, unit }: Of<"length">): void {
  const { survey, definition, say, nodeId } = place;
  const [count, chosen, days] = [valueOf(place, amount), valueOf(place, unit), survey.known?.runDays];
  const units = definition.params.find(({ name }) => name === unit)?.options ?? [];
  const one = units.find(({ value }) => value === chosen)?.ms;
  if (days === undefined || typeof count !== "number" || one === undefined) return;
  if (count * one > days * DAY_MS) say("wait.tooLong", { nodeId, param: amount }, { days });
}

function checkMoment(place: RulePlace, { param }: Of<"moment">): void {
  const { survey, say, nodeId, zone } = place;
  const { now, runDays: days } = survey.known ?? {};
  const at = parseDate(valueOf(place, param) ?? null, zone);
  if (at === undefined || now === undefined) return;
  if (at <= now) survey.warning("wait.past", { nodeId, param });
  else if (days !== undefined && at - now > days * DAY_MS) say("wait.tooLong", { nodeId, param }, { days });
}

function checkHours(place: RulePlace, { from, to, weekdays }: Of<"hours">): void {
  const [first, last] = [from, to].map((end) => textOf(valueOf(place, end) ?? null));
  const [begins, ends] = [first, last].map((text) => minutesOfDay(text ?? ""));
  if (begins === undefined || ends === undefined) return;
  const days = valueOf(place, weekdays);
  const chosen = Array.isArray(days) ? days.map(Number) : [];
  // On which day one looks makes no difference: it is the same every week.
  if (nextSendingTime({ from: begins, to: ends, weekdays: chosen }, 0, "UTC") !== undefined) return;
  place.say("wait.noHours", { nodeId: place.nodeId, param: to }, { from: first ?? "", to: last ?? "" });
}

function checkWindow(place: RulePlace, { param }: Of<"window">): void {
  const value = valueOf(place, param);
  if (typeof value === "number" && value <= 0) place.say("once.noWindow", { nodeId: place.nodeId, param }, { value });
}

function checkObjects(place: RulePlace, { param, when, lists }: Of<"objects">): void {
  const [value, mode] = [valueOf(place, param), valueOf(place, when.param) ?? null];
  if (value === undefined || !when.in.includes(mode)) return;
  const entries = Array.isArray(value) ? value : [value];
  entries.forEach((entry, index) => {
    const parts = lists && Array.isArray(entry) ? entry : [entry];
    const wrong = parts.find((part) => !isEmptyValue(part) && !isObject(part) && !isMade(part));
    if (wrong === undefined) return;
    const found = Array.isArray(wrong) ? "list" : typeof wrong;
    place.say("merge.notObject", { nodeId: place.nodeId, param: `${param}[${index}]` }, { found, number: index + 1 });
  });
}

const isMade = (value: Json) => typeof value === "string" && isTemplate(value);
