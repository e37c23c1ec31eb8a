import { isShown, isTemplate, type Json, type NodeDefinition, type ParamDefinition } from "@leeway/engine";

/** The params (or of rows the columns of one row) that are asked for now; one that hangs on a formula is shown, for nobody knows what it will be. */
export function shownParams(
  definition: Pick<NodeDefinition, "params">,
  params: Readonly<Record<string, Json>>,
): ParamDefinition[] {
  const valueOf = (param: ParamDefinition) => {
    const value = (Object.hasOwn(params, param.name) ? params[param.name] : undefined) ?? param.default;
    return typeof value === "string" && !param.literal && isTemplate(value) ? ("undecided" as const) : value;
  };
  return definition.params.filter((param) => isShown(definition, param, valueOf, "undecided" as const) !== false);
}
