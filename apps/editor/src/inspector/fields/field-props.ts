import type { ProblemDto } from "@leeway/api";
import type { Json, ParamDefinition } from "@leeway/engine";

/** What every field gets: its param in the reader's language, and the value of the document. */
export interface FieldProps {
  param: ParamDefinition;
  label: string;
  help: string | undefined;
  required: boolean;
  literal: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  problems: readonly ProblemDto[];
}
