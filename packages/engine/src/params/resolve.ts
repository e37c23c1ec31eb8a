import type { NodeDefinition, ParamDefinition } from "../definition.js";
import type { ExpressionScope } from "../expressions/scope.js";
import type { StepError } from "../failures.js";
import type { Json, JsonObject } from "../json.js";
import { composites } from "./composite.js";
import { Evaluation, isEmptyValue } from "./evaluation.js";
import { sentKind } from "./kinds.js";
import { sizeOf } from "./size.js";
import { isShown } from "./visible.js";

export type ResolvedParams = { ok: true; params: JsonObject } | { ok: false; error: StepError };

/**
 * The params of a step with every template filled in, checked and in the form the service wants: plain JSON, ready to be
 * sent. Hidden and empty params are left out; the first thing that is wrong is the error, with its place.
 */
export function resolveParams(
  definition: NodeDefinition,
  params: Readonly<Record<string, Json>>,
  scope: ExpressionScope,
): ResolvedParams {
  const evaluation = new Evaluation(scope);
  const valueOf = definition.params.some(isConditional) ? once(definition, evaluation, params) : undefined;
  const resolved: JsonObject = {};
  for (const param of definition.params) {
    if (param.perItem || (valueOf && isShown(definition, param, valueOf, undefined) !== true)) continue;
    const value = valueOf ? valueOf(param) : resolveParam(definition, evaluation, param, params);
    if (evaluation.error) return { ok: false, error: evaluation.error };
    if (value !== undefined) resolved[param.name] = value;
  }
  if (sendsNothing(definition, resolved)) return { ok: false, error: { code: "params.empty", values: {} } };
  return { ok: true, params: resolved };
}

const isConditional = ({ showIf }: ParamDefinition): boolean => showIf !== undefined;

/** Params that others look at are asked for again and again. */
function once(
  definition: NodeDefinition,
  evaluation: Evaluation,
  params: Readonly<Record<string, Json>>,
): (param: ParamDefinition) => Json | undefined {
  const done = new Map<string, Json | undefined>();
  return (param) => {
    if (!done.has(param.name)) done.set(param.name, resolveParam(definition, evaluation, param, params));
    return done.get(param.name);
  };
}

/** A write with an empty body: what it was meant to change was empty in this run. */
function sendsNothing({ request, effect }: NodeDefinition, resolved: JsonObject): boolean {
  if (!request?.body || effect === "read") return false;
  for (const name of request.body) if (resolved[name] !== undefined) return false;
  return true;
}

function resolveParam(
  definition: NodeDefinition,
  evaluation: Evaluation,
  param: ParamDefinition,
  params: Readonly<Record<string, Json>>,
): Json | undefined {
  const { name } = param;
  const raw = (Object.hasOwn(params, name) ? params[name] : undefined) ?? param.default ?? null;
  const value = valueOfRaw(definition, evaluation, param, raw);
  if (!isEmptyValue(value) && !isTooLarge(definition, evaluation, name, value)) return value;
  if (param.required) evaluation.fail("param.required", name);
  return undefined;
}

function valueOfRaw(
  definition: NodeDefinition,
  evaluation: Evaluation,
  param: ParamDefinition,
  raw: Json,
): Json | undefined {
  if (param.literal || isEmptyValue(raw)) return raw;
  const forms = definition.request?.forms;
  const form = forms && Object.hasOwn(forms, param.name) ? forms[param.name] : undefined;
  const composite = composites[param.kind];
  const sent = definition.request !== undefined;
  if (composite) return composite({ evaluation, param, form, sent }, raw, param.name);
  return evaluation.read(sent ? sentKind(param) : param, evaluation.deep(raw, param.name), param.name, form);
}

/** Characters of one param. No service takes more; most take far less. */
const LARGEST_SENT = 1_000_000;

function isTooLarge(definition: NodeDefinition, evaluation: Evaluation, name: string, value: Json): boolean {
  if (!definition.request || sizeOf(value, LARGEST_SENT) <= LARGEST_SENT) return false;
  evaluation.fail("param.tooLong", name, { limit: LARGEST_SENT });
  return true;
}
