import type { Json } from "../json.js";
import { stop } from "./fault.js";

/** What one evaluation may cost. Steps are the only clock the engine has: a million of them take well under a second. */
export const expressionLimits = { steps: 1_000_000, depth: 64, resultSize: 5_000_000 } as const;

const charactersPerStep = 64;

/** Counts what an evaluation does and builds, and stops it at the limit, before memory is taken rather than after. */
export class Budget {
  #steps: number = expressionLimits.steps;
  /** Where the piece stands that is being evaluated; a stop points there. */
  position = 0;

  /** `steps` more steps are about to be done. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (!(this.#steps >= 0)) this.#exceeded("steps", expressionLimits.steps);
  }

  /** A text of `length` characters, or a list of that many entries, is about to be made. */
  grow(length: number): void {
    if (!(length <= expressionLimits.resultSize)) this.#exceeded("size", expressionLimits.resultSize);
    this.spend(Math.ceil(length / charactersPerStep));
  }

  /** A text of `before` characters is about to become `added` characters longer. */
  extend(before: number, added: number): void {
    if (!(before + added <= expressionLimits.resultSize)) this.#exceeded("size", expressionLimits.resultSize);
    this.spend(1 + added / charactersPerStep);
  }

  /** A value is looked into at a depth; what is deeper than any result may be would take the stack. */
  descend(depth: number): void {
    if (depth > expressionLimits.depth) this.#exceeded("depth", expressionLimits.depth);
    this.spend(1);
  }

  /** How long a value is as JSON, roughly; stops when that is more than the limit or nested too deeply. */
  measure(value: Json): number {
    const size = this.#sizeOf(value, 0, 0);
    this.spend(Math.ceil(size / charactersPerStep));
    return size;
  }

  #sizeOf(value: Json, before: number, depth: number): number {
    if (depth > expressionLimits.depth) this.#exceeded("depth", expressionLimits.depth);
    let size = before + 1;
    if (typeof value === "string") size += value.length + 1;
    else if (Array.isArray(value)) for (const one of value) size = this.#sizeOf(one, size + 1, depth + 1);
    else if (value !== null && typeof value === "object") {
      for (const key of Object.keys(value)) size = this.#sizeOf(value[key] ?? null, size + key.length + 4, depth + 1);
    } else size += 4;
    if (size > expressionLimits.resultSize) this.#exceeded("size", expressionLimits.resultSize);
    return size;
  }

  #exceeded(limit: string, most: number): never {
    throw stop("expression.budget", { limit, most }, this.position);
  }
}
