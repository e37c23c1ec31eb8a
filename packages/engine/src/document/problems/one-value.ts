import { isTemplate } from "../../expressions/template.js";
import type { Json } from "../../json.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { readKind, type Kind } from "../../params/kinds.js";
import { checkText } from "./expressions.js";
import { checkIdKind } from "./id-kinds.js";
import type { ParamPlace } from "./param-place.js";

/** One value of a kind: a template's expressions, or what is written there. */
export function checkOne(place: ParamPlace, kind: Kind, raw: Json, path: string): void {
  if (isEmptyValue(raw)) return;
  if (typeof raw === "string" && isTemplate(raw)) {
    checkText(place.survey, place, raw, path);
    if (kind.idKind) checkIdKind(place, kind.idKind, raw, path);
    return;
  }
  const read = readKind(kind, raw, place.zone);
  if (!read.ok) place.say(read.refusal.code, { nodeId: place.nodeId, param: path }, read.refusal.values);
}
