import { z } from "zod";
import { jsonSchema } from "./document/document.js";

/**
 * Every expected failure of a step, as a closed list. Texts in three languages live in @leeway/api and are
 * made from `values` when somebody reads, so a run logged in one language is shown in another.
 */
export const stepErrorCodes = [
  "expression.syntax",
  "expression.missing",
  "expression.unknownName",
  "expression.unknownFunction",
  "expression.argument",
  "expression.type",
  "expression.budget",
  "param.required",
  "param.type",
  "param.choice",
  "param.format",
  "param.tooLong",
  "param.range",
  "param.tooMany",
  "param.rangeOrder",
  "params.empty",
  "choice.unknownName",
  "choice.twofoldName",
  "id.wrongKind",
  "credential.missing",
  "credential.wrongType",
  "credential.unreadable",
  "credential.hostNotAllowed",
  "request.badUrl",
  "request.privateAddress",
  "request.notSent",
  "request.cutOff",
  "request.timeout",
  "request.tooLarge",
  "request.redirected",
  "request.status",
  "service.tokenRefused",
  "service.noAccess",
  "service.notFound",
  "service.rejected",
  "service.limited",
  "service.paused",
  "service.down",
  "service.notJson",
  "service.saidNo",
  "service.sandboxOff",
  "step.interrupted",
  "step.internal",
  "step.resolvedAsFailed",
  "step.outputTooLarge",
  "run.stopped",
  "run.crashed",
  "run.tooLong",
  "run.internal",
  "run.skipped",
  "run.replaced",
  "loop.notList",
  "loop.tooManyItems",
  "loop.itemFailed",
  "wait.tooLong",
  "wait.noHours",
  "once.noWindow",
  "code.failed",
  "code.timeout",
  "code.memory",
  "code.noValue",
  "code.crashed",
  "workflow.notFound",
  "workflow.notPublished",
  "workflow.noTrigger",
  "workflow.tooDeep",
  "workflow.input",
  "workflow.failed",
  "node.unknownType",
] as const;
export type StepErrorCode = (typeof stepErrorCodes)[number];

/** Why a step or run failed: a code with the values its sentence needs, and where. */
export const stepErrorSchema = z.object({
  code: z.enum(stepErrorCodes),
  values: z.record(z.string(), jsonSchema).default({}),
  nodeId: z.string().optional(),
  param: z.string().optional(),
  /** Character offset in the param's text. */
  position: z.number().int().optional(),
});
export type StepError = z.infer<typeof stepErrorSchema>;

/** What is wrong with a document; `error` stops publishing, `warning` does not. */
export const problemCodes = [
  "document.noTrigger",
  "document.empty",
  "document.name",
  "node.duplicateId",
  "node.badId",
  "node.unknownType",
  "node.unreachable",
  "node.cycle",
  "node.credentialMissing",
  "node.credentialUnknown",
  "node.credentialType",
  "node.credentialUnused",
  "node.onErrorUnusable",
  "node.onErrorUnknown",
  "node.maxAttempts",
  "node.backoffSeconds",
  "node.timeoutSeconds",
  "node.name",
  "node.parentUnknown",
  "node.parentCycle",
  "node.triggerInLoop",
  "loop.noBody",
  "loop.entries",
  "edge.crossesLoop",
  "edge.unknownNode",
  "edge.unknownPort",
  "edge.intoTrigger",
  "edge.duplicate",
  "edge.errorUnused",
  "param.required",
  "param.unknown",
  "param.type",
  "param.choice",
  "param.format",
  "param.duplicateName",
  "param.tooLong",
  "param.range",
  "param.tooMany",
  "param.rangeOrder",
  "params.empty",
  "id.wrongKind",
  "expression.syntax",
  "expression.unknownName",
  "expression.unknownFunction",
  "expression.argument",
  "expression.budget",
  "expression.unknownStep",
  "expression.notUpstream",
  "expression.unknownVariable",
  "expression.unknownField",
  "expression.outOfScope",
  "settings.timezone",
  "settings.lane",
  "settings.concurrencyLimit",
  "settings.concurrencyPolicy",
  "where.empty",
  "cases.duplicateId",
  "cases.badId",
  "respond.unused",
  "workflow.unknown",
  "workflow.unpublished",
  "workflow.notCallable",
  "workflow.inputMissing",
  "schedule.rule",
  "schedule.fields",
  "schedule.field",
  "schedule.never",
  "schedule.timezone",
  "schedule.every",
  "schedule.anchor",
  "schedule.uneven",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/**
 * Errors with which not even a draft is run: of a circle or a twofold step a run could only pretend to be whole, and
 * what the engine would have to obey is something that it cannot.
 */
export const unrunnable: ReadonlySet<ProblemCode> = new Set([
  "node.cycle",
  "node.parentUnknown",
  "node.parentCycle",
  "node.triggerInLoop",
  "edge.crossesLoop",
  "node.duplicateId",
  "node.onErrorUnknown",
  "node.maxAttempts",
  "node.backoffSeconds",
  "node.timeoutSeconds",
  "settings.lane",
  "settings.concurrencyLimit",
  "settings.concurrencyPolicy",
]);

export interface Problem {
  code: ProblemCode;
  severity: "error" | "warning";
  nodeId?: string;
  edgeId?: string;
  param?: string;
  /** Character offset in the param's text. */
  position?: number;
  values: Record<string, string | number>;
}
