import type { NodeDefinition, ParamDefinition } from "../definition.js";
import type { Json } from "../json.js";

/**
 * Whether a param is shown, and so sent (or, among the columns of rows, a cell of a row): the param it looks at has one of the values it names and is shown itself.
 * `valueOf` gives that param's value, its default included; `undecided` is the answer while that is not known yet.
 */
export function isShown<Undecided>(
  definition: Pick<NodeDefinition, "params">,
  param: ParamDefinition,
  valueOf: (param: ParamDefinition) => Json | undefined | Undecided,
  undecided: Undecided,
  depth = 0,
): boolean | Undecided {
  const { showIf } = param;
  if (!showIf) return true;
  const controller = definition.params.find(({ name }) => name === showIf.param);
  if (!controller || depth > 20) return false;
  const shown = isShown(definition, controller, valueOf, undecided, depth + 1);
  if (shown !== true) return shown;
  const value = valueOf(controller);
  if (value === undecided) return undecided;
  return showIf.in.some((one) => one === value);
}
