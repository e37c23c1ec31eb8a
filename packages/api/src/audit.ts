import { locales } from "@leeway/engine";
import { z } from "zod";
import { listOf, listQuerySchema } from "./lists.js";

/** What the entries of the audit log are about, as people look for them. */
export const auditKinds = [
  "signIns",
  "members",
  "credentials",
  "keys",
  "workflows",
  "brakes",
  "settings",
  "data",
] as const;
export const auditKindSchema = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKindSchema>;

/**
 * Everything that the audit log tells of, `noun.verb`, each with its kind. Its sentence, which names the details that it
 * has, is in `messages/`.
 */
export const auditActions = {
  "setup.done": "signIns",
  "signIn.done": "signIns",
  "signIn.failed": "signIns",
  "session.ended": "signIns",
  "sessions.ended": "signIns",
  "member.signedOut": "members",
  "secondFactor.turnedOn": "signIns",
  "secondFactor.turnedOff": "signIns",
  "secondFactor.failed": "signIns",
  "secondFactor.recoveryCodeUsed": "signIns",
  "secondFactor.codesRenewed": "signIns",
  "secondFactor.reset": "signIns",
  "secondFactor.required": "settings",
  "secondFactor.optional": "settings",
  "identity.linked": "signIns",
  "passkey.added": "signIns",
  "passkey.removed": "signIns",
  "password.changed": "signIns",
  "password.failed": "signIns",
  "password.linkMade": "signIns",
  "password.linkSent": "signIns",
  "password.reset": "signIns",
  "member.created": "members",
  "member.invited": "members",
  "invitation.withdrawn": "members",
  "member.joined": "members",
  "member.roleChanged": "members",
  "member.removed": "members",
  "member.left": "members",
  "workspace.transferred": "members",
  "account.deleted": "members",
  "credential.created": "credentials",
  "credential.changed": "credentials",
  "credential.deleted": "credentials",
  "apiKey.created": "keys",
  "apiKey.renewed": "keys",
  "apiKey.deleted": "keys",
  "apiKey.confirmed": "keys",
  "apiKey.lowered": "keys",
  "keys.rotated": "keys",
  "keys.forgotten": "keys",
  "workflow.published": "workflows",
  "workflow.unpublished": "workflows",
  "workflow.deleted": "workflows",
  "workflow.paused": "brakes",
  "workflow.resumed": "brakes",
  "workspace.paused": "brakes",
  "workspace.resumed": "brakes",
  "token.paused": "brakes",
  "token.resumed": "brakes",
  "workspace.created": "settings",
  "workspace.deleted": "settings",
  "workspace.takenBack": "settings",
  "workspace.clearedAway": "settings",
  "workspace.changed": "settings",
  "retention.changed": "settings",
  "privacy.changed": "settings",
  "notices.changed": "settings",
  "variables.changed": "settings",
  "fields.changed": "settings",
  "leelooHub.renewed": "settings",
  "leelooHub.forwarded": "settings",
  "backup.made": "data",
  "workspace.restored": "data",
  "restored.released": "data",
  "restored.events": "data",
  "audit.exported": "data",
  "workspace.exported": "data",
  "workspace.imported": "data",
  "person.exported": "data",
  "person.erased": "data",
} as const satisfies Record<string, AuditKind>;
export type AuditAction = keyof typeof auditActions;

/**
 * How somebody was let in: the editor, an API key, a page that is open to all (signing in, a link), a command on the
 * machine; `server` is Leeway by itself.
 */
export const auditVias = ["session", "apiKey", "open", "command", "server"] as const;
export type AuditVia = (typeof auditVias)[number];

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  /** Null for an action of a version that is not this one. */
  kind: auditKindSchema.nullable(),
  /** What was done, as a sentence in the reader's language. */
  text: z.string(),
  /** As they were called then. All null: no person. */
  who: z.object({ id: z.string().nullable(), name: z.string().nullable(), email: z.string().nullable() }),
  from: z.object({
    via: z.enum(auditVias).nullable(),
    /** Of the API key, or of the account on the machine. */
    name: z.string().nullable(),
    address: z.string().nullable(),
  }),
  /** The id of what it was done to. */
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.string()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditListSchema = listOf(auditEntrySchema);

const filters = {
  kind: auditKindSchema.optional(),
  /** The id of a person. */
  person: z.string().max(200).optional(),
  /** Entries not before and before these moments. */
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};
export const auditQuerySchema = listQuerySchema.extend(filters);
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditExportQuerySchema = z.object({
  ...filters,
  format: z.enum(["csv", "json"]).default("csv"),
  /** Of its sentences; without it, the one that the request asks for. A browser that downloads asks for its own. */
  language: z.enum(locales).optional(),
});
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;
export type AuditFilter = Pick<AuditQuery, keyof typeof filters>;

/** Somebody who is in the log, by the last name they had. */
export const auditPersonSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type AuditPerson = z.infer<typeof auditPersonSchema>;
