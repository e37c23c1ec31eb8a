import type { ParamDefinition } from "../../definition.js";
import type { TextPlace } from "./expressions.js";
import type { Survey } from "./report.js";

/** One param of a node and what its check needs. */
export interface ParamPlace extends TextPlace {
  survey: Survey;
  nodeId: string;
  param: ParamDefinition;
  zone: string;
}
