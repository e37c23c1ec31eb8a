import { IANAZone } from "luxon";
import type { NodeDefinition, ParamDefinition } from "../../definition.js";
import { isTemplate } from "../../expressions/template.js";
import { isObject, type Json } from "../../json.js";
import { declaredKindOf, readDeclared } from "../../params/declared.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { readKind, textOf } from "../../params/kinds.js";
import { isShown } from "../../params/visible.js";
import { upstreamOf } from "../../plan/upstream.js";
import type { WorkflowNode } from "../document.js";
import { checkBody } from "./body.js";
import { composites } from "./composites.js";
import { checkText, checkTexts } from "./expressions.js";
import { checkLiteral } from "./literal.js";
import { checkOne } from "./one-value.js";
import type { ParamPlace } from "./param-place.js";
import { checkRules } from "./rules.js";
import { speakOf, type Say, type Survey } from "./report.js";

/** Are the fields of every step filled in, with what they want? */
export function checkParams(survey: Survey): void {
  const { plan, document } = survey;
  const upstream = upstreamOf(plan);
  const own = document.settings.timezone;
  const zone = own !== undefined && IANAZone.isValidZone(own) ? own : "UTC";
  for (const { node, definition, loops } of plan.nodes.values()) {
    if (!definition) continue;
    const isBefore = (stepId: string) => upstream(stepId, node.id);
    // At the end of an item all of the steps inside have been.
    const isInside = (stepId: string) => plan.nodes.get(stepId)?.loops.at(-1) === node.id || stepId === node.id;
    const perItem = { isBefore: (stepId: string) => isInside(stepId) || isBefore(stepId), inLoop: true };
    const around = { say: speakOf(survey, node), isBefore, inLoop: loops.length > 0, zone };
    checkNode(survey, node, definition, around, perItem);
  }
  checkKey(survey);
}

function checkNode(
  survey: Survey,
  node: WorkflowNode,
  definition: NodeDefinition,
  around: { say: Say; isBefore: (stepId: string) => boolean; inLoop: boolean; zone: string },
  perItem: { isBefore: (stepId: string) => boolean; inLoop: boolean },
): void {
  const given = (param: ParamDefinition) =>
    (Object.hasOwn(node.params, param.name) ? node.params[param.name] : undefined) ?? undefined;
  const valueOf = (param: ParamDefinition) => {
    const value = given(param) ?? param.default;
    if (typeof value === "string" && !param.literal && isTemplate(value)) return "undecided" as const;
    const read = isEmptyValue(value) ? undefined : readKind(param, value, around.zone);
    return read?.ok ? read.value : value;
  };
  for (const param of definition.params) {
    const shown = isShown(definition, param, valueOf, "undecided" as const);
    if (shown === false) continue;
    const raw = given(param);
    const at = { nodeId: node.id, param: param.name };
    const absent = isEmptyValue(raw) && (raw === "" || isEmptyValue(param.default));
    if (absent && param.required && shown === true) around.say("param.required", at);
    if (param.namesOf !== undefined) {
      checkGiven(survey, node, param, raw, param.namesOf);
    }
    if (param.kind === "workflow" && typeof raw === "string" && raw !== "") checkCalled(survey, node, param, raw);
    if (param.idKind === "workflow" && Array.isArray(raw)) checkWatched(survey, node, param, raw);
    if (isEmptyValue(raw)) continue;
    if (param.kind === "code") checkCode(survey, around.say, at, raw);
    if (param.literal) {
      checkLiteral(param, raw, at, around);
      continue;
    }
    checkValue({ survey, nodeId: node.id, param, ...around, ...(param.perItem && perItem) }, raw);
  }
  const constant = (param: ParamDefinition) => {
    const value = isShown(definition, param, valueOf, "undecided" as const) === true ? valueOf(param) : undefined;
    return value === "undecided" ? undefined : value;
  };
  checkRules({ survey, definition, nodeId: node.id, say: around.say, zone: around.zone, constant });
  checkBody(survey, node, definition);
  const names = new Set(definition.params.map(({ name }) => name));
  for (const name of Object.keys(node.params))
    if (!names.has(name)) survey.warning("param.unknown", { nodeId: node.id, param: name }, { name });
}

/** A program that cannot be read would fail in every run. */
function checkCode({ known }: Survey, say: Say, at: { nodeId: string; param: string }, raw: Json | undefined): void {
  const fault = known?.codeFault?.(textOf(raw ?? null));
  if (!fault) return;
  const { position, ...values } = fault;
  say("code.syntax", { ...at, position }, { ...values });
}

/** A workflow that is called has to be there; published it may be later. */
function checkCalled(survey: Survey, node: WorkflowNode, { name: param }: ParamDefinition, id: string): void {
  const called = survey.known?.workflows?.get(id);
  const at = { nodeId: node.id, param };
  if (!survey.known?.workflows) return;
  if (!called) speakOf(survey, node)("workflow.unknown", at);
  else if (!called.callable) survey.warning("workflow.notCallable", at, { name: called.name });
  else if (!called.published) survey.warning("workflow.unpublished", at, { name: called.name });
}

/** Of those that are only watched, one that is gone is missed by nobody. */
function checkWatched(survey: Survey, node: WorkflowNode, { name }: ParamDefinition, ids: readonly Json[]): void {
  const { workflows } = survey.known ?? {};
  ids.forEach((id, index) => {
    if (workflows && !workflows.get(textOf(id)))
      survey.warning("workflow.unknown", { nodeId: node.id, param: `${name}[${index}]` });
  });
}

/** What is given to a called workflow, `raw`, as far as it is known: what a template gives is not. */
function checkGiven(
  survey: Survey,
  node: WorkflowNode,
  { name: param }: ParamDefinition,
  raw: Json | undefined,
  by: string,
): void {
  const id = node.params[by];
  const called = typeof id === "string" ? survey.known?.workflows?.get(id) : undefined;
  if (!called?.callable || (raw !== undefined && !isObject(raw))) return;
  const given = (name: string): Json => (raw && Object.hasOwn(raw, name) ? (raw[name] ?? null) : null);
  const place = { nodeId: node.id, param };
  // Warnings: its own draft may ask for less, or for another type, by then.
  const missing = called.inputs.filter(({ name, required }) => required && isEmptyValue(given(name)));
  if (missing.length > 0) {
    const inputs = missing.map(({ name }) => name).join(", ");
    survey.warning("workflow.inputMissing", place, { name: called.name, inputs });
  }
  for (const { name: input, type } of called.inputs) {
    const value = given(input);
    if (isEmptyValue(value) || (typeof value === "string" && isTemplate(value))) continue;
    if (readDeclared(type, value) !== undefined) continue;
    const values = { name: called.name, input, expected: type, found: declaredKindOf(value) };
    survey.warning("workflow.input", place, values);
  }
}

function checkValue(place: ParamPlace, raw: Json): void {
  const { survey, param } = place;
  const composite = composites[param.kind];
  if (composite) composite(place, raw, param.name);
  else if (typeof raw === "object") {
    checkTexts(survey, place, raw, param.name);
    if (!["text", "longText"].includes(param.kind)) checkOne(place, param, raw, param.name);
  } else checkOne(place, param, raw, param.name);
}

/** The run has no id yet, and no person. */
const keyRoots: ReadonlySet<string> = new Set(["trigger", "steps", "vars", "workflow", "now"]);

/** The key of the workflow's concurrency is evaluated when a run begins: only triggers have run then. */
function checkKey(survey: Survey): void {
  const key = survey.document.settings.concurrency?.key;
  if (key === undefined) return;
  const isBefore = (stepId: string) => survey.plan.nodes.get(stepId)?.trigger === true;
  checkText(survey, { say: survey.error, isBefore, roots: keyRoots }, key, "settings.concurrency.key");
}
