import type { ProblemDto } from "@leeway/api";
import type { Json, ParamDefinition } from "@leeway/engine";
import type { Labels } from "../../document/labels.js";

/** What every field gets: its param in the reader's language, and the value of the document. */
export interface FieldProps {
  param: ParamDefinition;
  label: string;
  help: string | undefined;
  required: boolean;
  literal: boolean;
  value: Json | undefined;
  /** `labels`: what ids in the value are called, as somebody has just chosen them. */
  onChange: (value: Json | undefined, labels?: Labels) => void;
  problems: readonly ProblemDto[];
}
