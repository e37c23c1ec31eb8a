import {
  apiKeySchema,
  authStateSchema,
  createdApiKeySchema,
  credentialSchema,
  credentialTestSchema,
  fieldSchema,
  limitSchema,
  loopItemSchema,
  heardCallSchema,
  loopProgressSchema,
  meSchema,
  optionSchema,
  presentSchema,
  problemDocumentSchema,
  problemSchema,
  runChangeSchema,
  runEventSchema,
  runSchema,
  runStepSchema,
  sandboxDeliverySchema,
  sandboxEventsSchema,
  sandboxRequestSchema,
  sandboxStateSchema,
  stepErrorDtoSchema,
  variableSchema,
  workflowListItemSchema,
  workflowNewsSchema,
  workflowSchema,
  workflowTriggerSchema,
  workflowVersionSchema,
} from "@leeway/api";
import { jsonSchema, workflowDocumentSchema, workflowEdgeSchema, workflowNodeSchema } from "@leeway/engine";
import { z } from "zod";
import { nodeTypeSchema, paramDefinitionSchema, textSchema } from "./node-type.schema.js";

type Named = z.core.$ZodRegistry<{ id: string }>;

const named = (schemas: Record<string, z.ZodType>): Named => {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) names.add(schema, { id });
  return names;
};

/** What answers are made of. */
const inAnswers = named({
  ApiKey: apiKeySchema,
  AuthState: authStateSchema,
  CreatedApiKey: createdApiKeySchema,
  Credential: credentialSchema,
  CredentialTest: credentialTestSchema,
  Error: stepErrorDtoSchema,
  Field: fieldSchema,
  Json: jsonSchema,
  Limit: limitSchema,
  LoopItem: loopItemSchema,
  HeardCall: heardCallSchema,
  LoopProgress: loopProgressSchema,
  Me: meSchema,
  NodeType: nodeTypeSchema,
  Option: optionSchema,
  ParamDefinition: paramDefinitionSchema,
  Present: presentSchema,
  Problem: problemSchema,
  ProblemDocument: problemDocumentSchema,
  Run: runSchema,
  RunChange: runChangeSchema,
  RunEvent: runEventSchema,
  SandboxDelivery: sandboxDeliverySchema,
  SandboxEvents: sandboxEventsSchema,
  SandboxRequest: sandboxRequestSchema,
  SandboxState: sandboxStateSchema,
  Step: runStepSchema,
  Text: textSchema,
  Variable: variableSchema,
  Workflow: workflowSchema,
  WorkflowDocument: workflowDocumentSchema,
  WorkflowEdge: workflowEdgeSchema,
  WorkflowListItem: workflowListItemSchema,
  WorkflowNode: workflowNodeSchema,
  WorkflowTrigger: workflowTriggerSchema,
  WorkflowNews: workflowNewsSchema,
  WorkflowVersion: workflowVersionSchema,
});

/** What bodies are made of: what has a default may be left out, so these are schemas of their own. */
const inBodies = named({
  FieldInput: fieldSchema,
  Json: jsonSchema,
  VariableInput: variableSchema,
  WorkflowDocumentInput: workflowDocumentSchema,
  WorkflowEdgeInput: workflowEdgeSchema,
  WorkflowNodeInput: workflowNodeSchema,
});

export type JsonSchema = Record<string, unknown>;

/** A schema as OpenAPI 3.1 writes it; the components that it names are added to `components`. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output", components: JsonSchema): JsonSchema {
  const {
    $schema: _,
    $defs,
    ...made
  } = z.toJSONSchema(schema, {
    io,
    metadata: io === "input" ? inBodies : inAnswers,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: one }) => {
      // Answers grow: a program that refuses what it does not know would break with the next version.
      if (io === "output" && one.additionalProperties === false) delete one.additionalProperties;
      if (zodSchema._zod.def.type === "number") withoutSafeBounds(one);
    },
  }) as JsonSchema;
  Object.assign(components, pointed($defs ?? {}));
  return pointed(made) as JsonSchema;
}

/** That a whole number is one that JavaScript can count to says nothing to readers. */
function withoutSafeBounds(schema: JsonSchema): void {
  if (schema["minimum"] === Number.MIN_SAFE_INTEGER) delete schema["minimum"];
  if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
}

/** The same with references to the document's components. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    key === "$ref" && typeof entry === "string" ? entry.replace("#/$defs/", "#/components/schemas/") : pointed(entry),
  ]);
  return Object.fromEntries(entries);
}
