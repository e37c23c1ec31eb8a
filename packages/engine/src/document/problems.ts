import { IANAZone } from "luxon";
import type { Catalogue } from "../definition.js";
import type { Problem } from "../failures.js";
import { makePlan } from "../plan/plan.js";
import type { WorkflowDocument } from "./document.js";
import { checkCycles } from "./problems/cycles.js";
import { checkEdges } from "./problems/edges.js";
import { checkLimits } from "./problems/limits.js";
import { checkLoops } from "./problems/loops.js";
import { checkNodes } from "./problems/nodes.js";
import { checkParams } from "./problems/params.js";
import { beginSurvey, type KnownNames } from "./problems/report.js";
import { checkResponses } from "./problems/responses.js";

export type { Callee, CodeFault, DeclaredInput, KnownCredential, KnownNames } from "./problems/report.js";

/**
 * Everything that is wrong with a document, errors and warnings; the same list for the editor and for publishing.
 * Without `known`, credentials, variables and custom fields are taken to exist. Never throws.
 */
export function findProblems(document: WorkflowDocument, catalogue: Catalogue, known?: KnownNames): Problem[] {
  const survey = beginSurvey(document, catalogue, makePlan(document, catalogue), known);
  checkLimits(survey);
  checkNodes(survey);
  checkEdges(survey);
  checkCycles(survey);
  checkResponses(survey);
  checkParams(survey);
  checkLoops(survey);
  const { timezone } = document.settings;
  if (timezone !== undefined && !IANAZone.isValidZone(timezone))
    survey.error("settings.timezone", { param: "settings.timezone" }, { timezone });
  return survey.problems;
}
