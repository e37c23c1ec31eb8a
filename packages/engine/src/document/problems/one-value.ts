import type { ParamDefinition } from "../../definition.js";
import { isTemplate } from "../../expressions/template.js";
import type { Json } from "../../json.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { readKind, type Kind } from "../../params/kinds.js";
import { checkText, type TextPlace } from "./expressions.js";
import { checkIdKind } from "./id-kinds.js";
import type { Survey } from "./report.js";

/** One param of a node and what its check needs. */
export interface ParamPlace extends TextPlace {
  survey: Survey;
  nodeId: string;
  param: ParamDefinition;
  zone: string;
}

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
