import type { Json } from "../../json.js";
import type { Text } from "../../text.js";
import type { Call } from "./call.js";

export type FunctionGroup = "text" | "number" | "list" | "date" | "json" | "encoding" | "value";

export interface FunctionArgument {
  name: string;
  optional?: boolean;
  /** Takes `x => …` or `(x, index) => …`. */
  lambda?: boolean;
  /** Any number of further arguments. */
  rest?: boolean;
}

/** A function as docs and autocomplete show it. The example is a template that really gives `exampleResult`. */
export interface FunctionDefinition {
  name: string;
  group: FunctionGroup;
  args: FunctionArgument[];
  about: Text;
  example: string;
  exampleResult: Json;
}

export interface FunctionEntry extends FunctionDefinition {
  /** Its first argument may be a missing path. */
  takesMissing: boolean;
  run(call: Call): Json;
}

/** `"value"`, `"value?"` optional, `"each=>"` a lambda, `"each=>?"` an optional one, `"more..."` any number. */
function argument(written: string): FunctionArgument {
  const name = /^\p{L}+/u.exec(written)?.[0] ?? written;
  return {
    name,
    ...(written.endsWith("?") || written.endsWith("...") ? { optional: true } : {}),
    ...(written.includes("=>") ? { lambda: true } : {}),
    ...(written.endsWith("...") ? { rest: true } : {}),
  };
}

/** How a function is called: `round(number, decimals?)`. */
export function signatureOf({ name, args }: Pick<FunctionDefinition, "name" | "args">): string {
  const written = args.map(
    (arg) => `${arg.name}${arg.lambda ? " => …" : ""}${arg.rest ? "…" : arg.optional ? "?" : ""}`,
  );
  return `${name}(${written.join(", ")})`;
}

/** A maker of the functions of one group. */
export function functionsOf(group: FunctionGroup) {
  return (
    name: string,
    args: string[],
    about: [en: string, uk: string, ru: string],
    example: [template: string, result: Json],
    run: (call: Call) => Json,
    takesMissing = false,
  ): FunctionEntry => ({
    name,
    group,
    args: args.map(argument),
    about: { en: about[0], uk: about[1], ru: about[2] },
    example: example[0],
    exampleResult: example[1],
    takesMissing,
    run,
  });
}
