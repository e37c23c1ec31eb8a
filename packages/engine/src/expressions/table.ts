import type { Expression } from "./ast.js";
import { stop } from "./fault.js";
import { signatureOf, type FunctionDefinition, type FunctionEntry } from "./functions/definition.js";
import { textFunctions } from "./functions/text.js";
import { dateFunctions } from "./functions/date.js";
import { jsonFunctions } from "./functions/json.js";
import { listFunctions } from "./functions/list.js";
import { listShapeFunctions } from "./functions/list-shape.js";
import { encodingFunctions } from "./functions/encoding.js";
import { numberFunctions } from "./functions/number.js";
import { valueFunctions } from "./functions/value.js";
import { nearest } from "./nearest.js";

const entries: readonly FunctionEntry[] = [
  ...textFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...listShapeFunctions,
  ...dateFunctions,
  ...jsonFunctions,
  ...encodingFunctions,
  ...valueFunctions,
];
const byName = new Map(entries.map((entry) => [entry.name, entry]));

/** Every function of the expression language, in the order of the docs. */
export const functionTable: readonly FunctionDefinition[] = entries;

export function functionNamed(name: string): FunctionEntry | undefined {
  return byName.get(name);
}

/** Refuses, before anything runs, a function that is not there and arguments that it does not take. */
export function checkCall(name: string, args: readonly Expression[], at: number): void {
  const entry = byName.get(name);
  if (entry === undefined) {
    const meant = nearest(name, byName.keys());
    throw stop("expression.unknownFunction", { name, ...(meant === undefined ? {} : { suggestion: meant }) }, at);
  }
  const wrong = (reason: string, argument: string, position: number) =>
    stop("expression.argument", { function: name, reason, argument, expected: signatureOf(entry) }, position);
  const rest = entry.args.at(-1)?.rest === true ? entry.args.at(-1) : undefined;
  for (const [index, given] of args.entries()) {
    const wanted = entry.args[index] ?? rest;
    if (wanted === undefined) throw wrong("tooMany", String(index + 1), given.from);
    if (wanted.lambda === true && given.kind !== "lambda") throw wrong("lambdaExpected", wanted.name, given.from);
    if (wanted.lambda !== true && given.kind === "lambda") throw wrong("lambdaUnexpected", wanted.name, given.from);
  }
  const absent = entry.args.slice(args.length).find((wanted) => wanted.optional !== true);
  if (absent !== undefined) throw wrong("absent", absent.name, at);
}
