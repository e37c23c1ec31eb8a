import { createContext, useContext } from "react";
import type { ProblemDto } from "@leeway/api";
import type { Json, NodeDefinition, WorkflowNode } from "@leeway/engine";
import type { Labels } from "../document/labels.js";

/** The step that the fields belong to. */
export interface StepWorld {
  workflowId: string;
  node: WorkflowNode;
  definition: NodeDefinition;
  problems: readonly ProblemDto[];
  /** Nothing was filled in when the step was opened. */
  shy: boolean;
  /** IANA zone in which picked dates are meant. */
  timezone: string;
  /** A problem of this step in words, for the place where it stands. */
  say: (problem: ProblemDto, label?: string) => string;
  set: (param: string, value: Json | undefined, labels?: Labels) => void;
}

const Context = createContext<StepWorld | undefined>(undefined);
export const StepProvider = Context;

export function useStep(): StepWorld {
  const step = useContext(Context);
  if (!step) throw new Error("A field stands outside of an inspector");
  return step;
}
