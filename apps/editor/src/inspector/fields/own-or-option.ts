import type { Json, ParamDefinition, ParamOption } from "@leeway/engine";

/** Which of the definition's ready answers stands in a field that is written otherwise; undefined: none. */
export function readyAnswer(param: ParamDefinition, value: Json | undefined): ParamOption | undefined {
  const shown = value ?? param.default;
  return param.options?.find((option) => option.value === shown);
}
