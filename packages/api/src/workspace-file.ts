import { jsonSchema, workflowDocumentSchema } from "@leeway/engine";
import { z } from "zod";
import { credentialDataSchemas, credentialTypes, createCredentialSchema, secretFields } from "./credentials.js";
import type { CredentialType } from "./credentials.js";
import { labelColorSchema, labelNameSchema } from "./labels.js";
import { privacySchema } from "./privacy.js";
import { retentionSchema } from "./retention.js";
import { fieldsSchema, variablesSchema } from "./values.js";
import { problemSchema } from "./workflows.js";
import { workspaceNameSchema } from "./workspaces.js";

/** What a workspace's file says of itself, so that no other JSON is taken for one. */
const KIND = "leeway.workspace";
const VERSION = 1;
/** In bytes, of the file and what is sent with it: a whole workspace has many times what one workflow may have. */
export const LARGEST_WORKSPACE_FILE = 16 * 1024 * 1024;

/** Who signed in at a service is a person, and signs in anew where the file is taken to. */
const ofSigningIn = ["account"];
/** What of a credential's data a file may have: no secret. */
export const isCarried = (type: CredentialType, name: string): boolean =>
  Object.hasOwn(credentialDataSchemas[type].shape, name) &&
  !secretFields[type].includes(name) &&
  !ofSigningIn.includes(name);

const carriedDataSchemas = Object.fromEntries(
  credentialTypes.map((type) => {
    const shape: Readonly<Record<string, z.ZodType>> = credentialDataSchemas[type].shape;
    return [type, z.strictObject(Object.fromEntries(Object.entries(shape).filter(([name]) => isCarried(type, name))))];
  }),
);

const id = z.string().min(1).max(100);
/** A credential without its secret. `id`: by which the workflows of the file name it. */
const carriedCredentialSchema = z
  .strictObject({
    id,
    type: z.enum(credentialTypes),
    name: createCredentialSchema.shape.name,
    data: z.record(z.string(), jsonSchema).default({}),
  })
  .superRefine(({ type, data }, context) => {
    const secrets = Object.keys(data).filter((name) => secretFields[type].includes(name));
    for (const name of secrets)
      context.addIssue({ code: "custom", message: "secretInFile", path: ["data", name], input: null });
    const rest = Object.fromEntries(Object.entries(data).filter(([name]) => !secrets.includes(name)));
    const checked = carriedDataSchemas[type]?.safeParse(rest, { reportInput: true, error: () => "" });
    for (const issue of checked?.error?.issues ?? [])
      context.issues.push({ ...issue, input: issue.input, path: ["data", ...issue.path] } as never);
  });
export type CarriedCredential = z.infer<typeof carriedCredentialSchema>;

/** A workflow's draft. `labels`: their names; `published`: whether it was live, for people to read. */
const carriedWorkflowSchema = z.strictObject({
  id,
  published: z.boolean().default(false),
  labels: z.array(labelNameSchema).max(20).default([]),
  document: workflowDocumentSchema,
});
export type CarriedWorkflow = z.infer<typeof carriedWorkflowSchema>;

const carriedSettingsSchema = z.strictObject({
  name: workspaceNameSchema,
  timezone: z.string().max(100),
  retention: retentionSchema,
  maskedFields: privacySchema.shape.maskedFields,
});
export type CarriedSettings = z.infer<typeof carriedSettingsSchema>;

const headSchema = z.looseObject(
  {
    kind: z.literal(KIND, "workspaceFile"),
    schemaVersion: z
      .number("workspaceFile")
      .int("workspaceFile")
      .refine((version) => version <= VERSION, "newerFile")
      .refine((version) => version >= 1, "workspaceFile"),
  },
  "workspaceFile",
);

const wholeSchema = z
  .strictObject({
    kind: z.literal(KIND),
    schemaVersion: z.literal(VERSION),
    exportedAt: z.string().max(100).optional(),
    settings: carriedSettingsSchema,
    labels: z.array(z.strictObject({ name: labelNameSchema, color: labelColorSchema })).max(200),
    variables: variablesSchema.shape.items,
    fields: fieldsSchema.shape.items,
    credentials: z.array(carriedCredentialSchema).max(500),
    workflows: z.array(carriedWorkflowSchema).max(1_000),
  })
  .superRefine(({ labels, credentials, workflows }, context) => {
    const fault = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: "custom", message, path, input: null });
    const names = new Set(labels.map(({ name }) => name.toLowerCase()));
    for (const index of repeated(labels.map(({ name }) => name.toLowerCase()))) fault("twice", "labels", index, "name");
    for (const index of repeated(credentials.map((one) => one.id))) fault("twice", "credentials", index, "id");
    for (const index of repeated(workflows.map((one) => one.id))) fault("twice", "workflows", index, "id");
    for (const [at, workflow] of workflows.entries())
      for (const [index, name] of workflow.labels.entries())
        if (!names.has(name.toLowerCase())) fault("notInFile", "workflows", at, "labels", index);
  });

const repeated = (keys: readonly string[]): number[] =>
  [...keys.keys()].filter((index) => keys.indexOf(keys[index] ?? "") < index);

/**
 * `GET /workspace/export`: a workspace to be taken along, for people to read. Without secrets, and without what is about
 * people: runs, events, samples, members, notices, keys and the audit log. An export of a newer Leeway is refused as such,
 * before anything else of it is.
 */
export const workspaceFileSchema = headSchema.pipe(wholeSchema);
export type WorkspaceFile = z.infer<typeof wholeSchema>;
/** As one is made. */
export const workspaceFileHead = { kind: KIND, schemaVersion: VERSION } as const;

const mineOrTheirs = z.enum(["mine", "theirs"]).default("mine");
/**
 * What becomes of what the workspace has by the same name: `mine` stays and the file's is left out, `theirs` takes its
 * place, `both`: the file's comes under another name. Labels and values are known by their names alone, so there are no two
 * of them; a credential is never replaced, since its secret would go where the file says.
 */
export const importChoicesSchema = z.object({
  settings: mineOrTheirs,
  labels: mineOrTheirs,
  variables: mineOrTheirs,
  fields: mineOrTheirs,
  credentials: z.enum(["mine", "both"]).default("mine"),
  workflows: z.enum(["mine", "theirs", "both"]).default("both"),
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

/**
 * `POST /workspace/import`; `dryRun`: says what would be, and does nothing. `perWorkflow`: what becomes of single workflows,
 * by their ids in the file, instead of the choice for all; `mine` leaves out also one that nothing here has the name of.
 */
export const importWorkspaceSchema = z
  .object({
    file: workspaceFileSchema,
    choices: importChoicesSchema.prefault({}),
    perWorkflow: z.record(id, importChoicesSchema.shape.workflows.unwrap()).default({}),
    dryRun: z.boolean().default(false),
  })
  .superRefine(({ file, perWorkflow }, context) => {
    const there = new Set(file.workflows.map((one) => one.id));
    for (const one of Object.keys(perWorkflow))
      if (!there.has(one))
        context.addIssue({ code: "custom", message: "notInFile", path: ["perWorkflow", one], input: null });
  });
export type ImportWorkspace = z.infer<typeof importWorkspaceSchema>;

/** `same`: it is there just so; `left`: it stays in the file. */
export const importOutcomes = ["made", "same", "kept", "replaced", "renamed", "left"] as const;
const outcome = z.enum(importOutcomes);
export type ImportOutcome = z.infer<typeof outcome>;
const named = z.object({ name: z.string(), outcome });

/**
 * `from`: its id in the file; `id`: the one here now, if it came; `here`: the one of this name that was here; `keptAs`: the
 * version that has the draft whose place it took. `problemCount`: how many errors keep it from being published, `problems`: the first ten; nothing is
 * told of one that was kept.
 */
const importedWorkflowSchema = named.extend({
  from: z.string(),
  id: z.string().optional(),
  here: z.string().optional(),
  as: z.string(),
  wasPublished: z.boolean(),
  keptAs: z.number().int().optional(),
  problemCount: z.number().int(),
  problems: z.array(problemSchema),
});
export type ImportedWorkflow = z.infer<typeof importedWorkflowSchema>;

/** The answer: what became of everything in the file, or would become of it. */
export const importReportSchema = z.object({
  dryRun: z.boolean(),
  settings: named,
  labels: z.array(named),
  variables: z.array(named),
  fields: z.array(named),
  /** `as`: what it is called now; `needsSecret`: somebody has to enter it before it works. */
  credentials: z.array(
    named.extend({ id: z.string(), type: z.enum(credentialTypes), as: z.string(), needsSecret: z.boolean() }),
  ),
  workflows: z.array(importedWorkflowSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;
