import type { Catalogue } from "../../definition.js";
import type { Problem, ProblemCode } from "../../failures.js";
import type { Plan } from "../../plan/plan.js";
import type { WorkflowDocument, WorkflowNode } from "../document.js";

/** What exists outside the document; without it, nothing is said about names from there. */
export interface KnownNames {
  /** Id → what it is. */
  credentials: ReadonlyMap<string, KnownCredential>;
  vars: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  /** Id → what others can do with it; without it, nothing is said about workflows that are called. */
  workflows?: { get(id: string): Callee | undefined };
  /** When it is asked; without it, nothing is said about moments. */
  now?: number;
  /** How long a run may last; without it, nothing is said about waits that are longer. */
  runDays?: number;
  /** Why a program cannot be read; without it, nothing is said about programs. The parser is large, and few workflows have one. */
  codeFault?: (source: string) => CodeFault | undefined;
}

/** Where a program can be read no further: line and column from 1, `position` from 0. */
export interface CodeFault {
  message: string;
  line: number;
  column: number;
  position: number;
}

/** A credential as steps see it. */
export interface KnownCredential {
  type: string;
  name: string;
  /** Nobody has entered its secret here yet. */
  needsSecret: boolean;
}

/** A workflow as steps of others see it. */
export interface Callee {
  name: string;
  published: boolean;
  /** Has the trigger for it. */
  callable: boolean;
  /** What that trigger says it is to be given. */
  inputs: readonly DeclaredInput[];
}

/** A value that a workflow asks of those who call it. */
export interface DeclaredInput {
  name: string;
  /** One of the types that the trigger offers, e.g. `phone`. */
  type: string;
  required: boolean;
}

type Where = Omit<Problem, "code" | "severity" | "values">;

export type Say = (code: ProblemCode, where: Where, values?: Problem["values"]) => void;

/** What every check sees, and the list it adds to. */
export interface Survey {
  document: WorkflowDocument;
  catalogue: Catalogue;
  plan: Plan;
  known: KnownNames | undefined;
  problems: Problem[];
  error: Say;
  warning: Say;
}

/** A survey without problems yet. */
export function beginSurvey(
  document: WorkflowDocument,
  catalogue: Catalogue,
  plan: Plan,
  known: KnownNames | undefined,
): Survey {
  const problems: Problem[] = [];
  const add =
    (severity: Problem["severity"]): Say =>
    (code, where, values = {}) =>
      void problems.push({ code, severity, ...where, values });
  return { document, catalogue, plan, known, problems, error: add("error"), warning: add("warning") };
}

/** The words of a problem with a node: an error, or a warning for a disabled node, which does not run. */
export const speakOf = (survey: Survey, node: WorkflowNode): Say => (node.disabled ? survey.warning : survey.error);
