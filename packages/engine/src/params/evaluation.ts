import type { Form } from "../definition.js";
import type { ExpressionScope } from "../expressions/scope.js";
import { evaluateTemplate, isTemplate, parseTemplate } from "../expressions/template.js";
import type { StepError, StepErrorCode } from "../failures.js";
import type { Json } from "../json.js";
import { templatesIn } from "./templates-in.js";
import { readKind, type Kind, type Refusal } from "./kinds.js";

/** Nothing there: such a value is left out of an optional param. */
export const isEmptyValue = (value: Json | undefined): value is null | "" | undefined =>
  value === undefined || value === null || value === "";

/**
 * Makes values of templates for one step and keeps the first error; after it, every value is null and nobody looks at it.
 * What comes out is data and is never read as a template again.
 */
export class Evaluation {
  error: StepError | undefined;
  /** Where in a param `deep` is: written out for an error alone, and nearly every param has none. */
  readonly #inside: (string | number)[] = [];

  constructor(readonly scope: ExpressionScope) {}

  fail(code: StepErrorCode, param: string, values: StepError["values"] = {}, position?: number): null {
    this.error ??= { code, values, param, ...(position !== undefined && { position }) };
    return null;
  }

  /** One text of a param. `missing`: what a path that leads nowhere gives; without it, such a path is an error. */
  text(text: string, param: string, missing?: null): Json {
    if (this.error || !isTemplate(text)) return text;
    const parsed = parseTemplate(text);
    const found = parsed.ok
      ? evaluateTemplate(parsed.template, this.scope)
      : { kind: "fault" as const, fault: parsed.fault };
    if (found.kind === "value") return found.value;
    if (found.kind === "missing" && missing === null) return null;
    const { code, values, position } = found.fault;
    return this.fail(code, param + this.#inside.map(written).join(""), values, position);
  }

  /** Every text inside a value, however deep; keys are keys. */
  deep(value: Json, param: string, missing?: null): Json {
    if (typeof value === "string") return this.text(value, param, missing);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      const list = [...value];
      for (const index of templatesIn(value)) list[index] = this.#into(value[index] ?? null, index, param, missing);
      return list;
    }
    // Copied whole, it has its shape for V8 at once; put together key by key it costs several times as much.
    const object = { ...value };
    for (const key of templatesIn(value)) object[key] = this.#into(value[key] ?? null, key, param, missing);
    return object;
  }

  #into(value: Json, key: string | number, param: string, missing: null | undefined): Json {
    this.#inside.push(key);
    const made = this.deep(value, param, missing);
    this.#inside.pop();
    return made;
  }

  /** A value as its kind wants it; undefined when there is none. */
  read(kind: Kind, value: Json, param: string, form?: Form): Json | undefined {
    if (this.error || isEmptyValue(value)) return undefined;
    // Two empty values with a space between them are still nothing, and nobody is to be sent that.
    if (kind.sent === true && typeof value === "string" && value.trim() === "") return undefined;
    const reading = readKind(kind, value, this.scope.timezone, form);
    return reading.ok ? reading.value : this.refuse(reading.refusal, param);
  }

  refuse({ code, values }: Refusal, param: string): null {
    return this.fail(code, param, values);
  }
}

const written = (key: string | number) => (typeof key === "number" ? `[${key}]` : `.${key}`);
