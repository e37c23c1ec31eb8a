import type { Json } from "../../json.js";
import { textOf } from "../../params/kinds.js";
import { unevenStep } from "../../schedule/cron.js";
import { firesOf, isRuleFault } from "../../schedule/fires.js";
import { readRule } from "../../schedule/rules.js";
import type { ParamPlace } from "./param-place.js";

/** Rules of a schedule: each has to be one, and to have times. */
export function checkSchedule(place: ParamPlace, raw: Json, path: string): void {
  const { say, nodeId, param, survey, zone } = place;
  if (!Array.isArray(raw))
    return say("param.type", { nodeId, param: path }, { value: textOf(raw).slice(0, 200), expected: param.kind });
  const { maxItems = Infinity } = param;
  if (raw.length > maxItems) say("param.tooMany", { nodeId, param: path }, { count: raw.length, limit: maxItems });
  raw.forEach((one, index) => {
    const at = { nodeId, param: `${path}[${index}]` };
    const rule = readRule(one);
    if (!rule) return say("schedule.rule", at);
    const fires = firesOf(rule, zone);
    if (isRuleFault(fires)) {
      const { code, ...values } = fires;
      return say(`schedule.${code}`, at, values);
    }
    const uneven = rule.kind === "calendar" && unevenStep(rule.cron);
    if (uneven) survey.warning("schedule.uneven", at, { unit: uneven.field, step: uneven.step, rest: uneven.rest });
  });
}
