import { jsonSchema, workflowDocumentSchema } from "@leeway/engine";
import { z } from "zod";
import { credentialDataSchemas, credentialTypes, createCredentialSchema, secretFields } from "./credentials.js";
import type { CredentialType } from "./credentials.js";
import { readersInPieces } from "./in-pieces.js";
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
      .refine((version) => version <= VERSION, { error: "newerFile", abort: true })
      .refine((version) => version >= 1, { error: "workspaceFile", abort: true }),
  },
  "workspaceFile",
);

const MOST_WORKFLOWS = 1_000;
const partsSchema = z.strictObject({
  kind: z.literal(KIND),
  schemaVersion: z.literal(VERSION),
  exportedAt: z.string().max(100).optional(),
  settings: carriedSettingsSchema,
  labels: z.array(z.strictObject({ name: labelNameSchema, color: labelColorSchema })).max(200),
  variables: variablesSchema.shape.items,
  fields: fieldsSchema.shape.items,
  credentials: z.array(carriedCredentialSchema).max(500),
  workflows: z.array(carriedWorkflowSchema).max(MOST_WORKFLOWS),
});

type Path = (string | number)[];
/** A part of a file that does not fit to the others. */
interface Mismatch {
  message: "twice" | "notInFile";
  path: Path;
}

function mismatchesOf({ labels, credentials, workflows }: z.infer<typeof partsSchema>): Mismatch[] {
  const names = labels.map(({ name }) => name.toLowerCase());
  const known = new Set(names);
  const twice = (kind: string, keys: readonly string[], ...rest: Path) =>
    repeated(keys).map((index): Mismatch => ({ message: "twice", path: [kind, index, ...rest] }));
  const missing = workflows.flatMap((workflow, at) =>
    [...workflow.labels.keys()]
      .filter((index) => !known.has((workflow.labels[index] ?? "").toLowerCase()))
      .map((index): Mismatch => ({ message: "notInFile", path: ["workflows", at, "labels", index] })),
  );
  return [
    ...twice("labels", names, "name"),
    ...twice(
      "credentials",
      credentials.map((one) => one.id),
      "id",
    ),
    ...twice(
      "workflows",
      workflows.map((one) => one.id),
      "id",
    ),
    ...missing,
  ];
}
const addAll = (context: z.RefinementCtx, found: readonly Mismatch[], ...prefix: Path) => {
  for (const { message, path } of found)
    context.addIssue({ code: "custom", message, path: [...prefix, ...path], input: null });
};

function repeated(keys: readonly string[]): number[] {
  const seen = new Set<string>();
  return [...keys.keys()].filter((index) => {
    const isSeen = seen.has(keys[index] ?? "");
    seen.add(keys[index] ?? "");
    return isSeen;
  });
}

const wholeSchema = partsSchema.superRefine((parts, context) => addAll(context, mismatchesOf(parts)));

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

const wishSchema = z.object({
  file: workspaceFileSchema,
  choices: importChoicesSchema.prefault({}),
  perWorkflow: z.record(id, importChoicesSchema.shape.workflows.unwrap()).default({}),
  dryRun: z.boolean().default(false),
});
/**
 * `POST /workspace/import`; `dryRun`: says what would be, and does nothing. `perWorkflow`: what becomes of single workflows,
 * by their ids in the file, instead of the choice for all; `mine` leaves out also one that nothing here has the name of.
 */
export const importWorkspaceSchema = wishSchema.superRefine((wish, context) => addAll(context, strangersIn(wish)));
export type ImportWorkspace = z.infer<typeof importWorkspaceSchema>;

/** Choices for workflows that the file does not have. */
function strangersIn({ file, perWorkflow }: z.infer<typeof wishSchema>): Mismatch[] {
  const there = new Set(file.workflows.map((one) => one.id));
  const strange = Object.keys(perWorkflow).filter((one) => !there.has(one));
  return strange.map((one) => ({ message: "notInFile", path: ["perWorkflow", one] }));
}

/** All but what is in the workflows. */
const withoutWorkflowsSchema = wishSchema.extend({
  file: headSchema.pipe(partsSchema.extend({ workflows: z.array(z.unknown()).max(MOST_WORKFLOWS) })),
});
const fitsSchema = z.custom<z.infer<typeof wishSchema>>().superRefine((wish, context) => {
  addAll(context, mismatchesOf(wish.file), "file");
  addAll(context, strangersIn(wish));
});

/**
 * Reads what `importWorkspaceSchema` reads, and stops after each workflow: of a large file a server does something else meanwhile. What is
 * wrong with the workflows is told once the rest is right.
 */
export function* readImport(
  value: unknown,
  params: Parameters<typeof importWorkspaceSchema.safeParse>[1],
): Generator<void, z.ZodSafeParseResult<ImportWorkspace>> {
  const rest = withoutWorkflowsSchema.safeParse(value, params);
  if (!rest.success) return { success: false, error: rest.error as z.ZodError as z.ZodError<ImportWorkspace> };
  const workflows: CarriedWorkflow[] = [];
  const issues: z.core.$ZodIssue[] = [];
  for (const [at, one] of rest.data.file.workflows.entries()) {
    yield;
    const { success, data, error } = carriedWorkflowSchema.safeParse(one, params);
    if (success) workflows.push(data);
    else issues.push(...error.issues.map((issue) => ({ ...issue, path: ["file", "workflows", at, ...issue.path] })));
  }
  if (issues.length > 0) return { success: false, error: new z.ZodError(issues) as z.ZodError<ImportWorkspace> };
  return fitsSchema.safeParse({ ...rest.data, file: { ...rest.data.file, workflows } }, params);
}
readersInPieces.set(importWorkspaceSchema, readImport);

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
