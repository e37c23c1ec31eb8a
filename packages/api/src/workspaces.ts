import { z } from "zod";
import { roleSchema } from "./permissions.js";

/** What a workspace may be called. */
export const workspaceNameSchema = z.string().trim().min(1).max(100);

/** `POST /workspaces`; `demo`: with the workflow that shows how things go, against the built-in Leeloo. */
export const createWorkspaceSchema = z.object({
  name: workspaceNameSchema,
  timezone: z.string().max(100).default("UTC"),
  demo: z.boolean().default(true),
});
/** `POST /workspace/delete`: its name, as it is written. */
export const deleteWorkspaceSchema = z.object({ name: z.string().max(200) });

/** An entry of `GET /workspaces`: one that the person belongs to. */
export const ownWorkspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Of one that is deleted: until when its owner can take it back. */
  takeBackUntil: z.string().nullable(),
});
export type OwnWorkspace = z.infer<typeof ownWorkspaceSchema>;
/** `GET /workspaces?holds=…`: only the one that has the workflow or the run with this id. */
export const ownWorkspacesQuerySchema = z.object({ holds: z.string().max(100).optional() });
