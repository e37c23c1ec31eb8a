import { z } from "zod";
import {
  apiKeySchema,
  emailSchema,
  linkTokenSchema,
  localeSchema,
  passwordSchema,
  personNameSchema,
} from "./accounts.js";
import { roleSchema } from "./permissions.js";

/** An entry of `GET /members`; `id` is the person's. */
export const memberSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), role: roleSchema });
export type Member = z.infer<typeof memberSchema>;
/** `PATCH /members/:id` */
export const changeMemberSchema = z.object({ role: roleSchema });
/**
 * Who uses a key that a member made, as its last use tells: nobody for 30 days, the member (from an address at which nobody
 * else is), or somebody else, most likely a program.
 */
export const keyUsers = ["nobody", "maker", "others"] as const;
/** An entry of `GET /members/:id/api-keys`: the keys that this member made. */
export const memberKeySchema = apiKeySchema.extend({ usedBy: z.enum(keyUsers) });
export type MemberKey = z.infer<typeof memberKeySchema>;
/**
 * `DELETE /members/:id`: the ids of keys of theirs that end with them, with commas between; empty: none. Without it, those
 * that no program uses.
 */
export const removeMemberQuerySchema = z.object({
  endKeys: z
    .string()
    .max(50_000)
    .transform((ids) => ids.split(",").filter((id) => id !== ""))
    .optional(),
});
export type RemoveMember = z.output<typeof removeMemberQuerySchema>;
/** `POST /workspace/transfer`: the member who owns the workspace from now on, in the place of who asks. */
export const transferSchema = z.object({ to: z.string().max(100) });

/** An entry of `GET /invitations`: somebody who has not come yet. */
/** What became of a letter: `waiting` is tried again at `nextAt`; `fault` says why the latest try failed. */
export const letterStateSchema = z.object({
  state: z.enum(["waiting", "sent", "failed"]),
  fault: z.string().nullable(),
  nextAt: z.string().nullable(),
});
export type LetterState = z.infer<typeof letterStateSchema>;
/** An entry of `GET /members/letters`: a letter with a link for a new password that has not arrived. */
export const undeliveredLetterSchema = letterStateSchema.extend({ memberId: z.string(), at: z.string() });
export type UndeliveredLetter = z.infer<typeof undeliveredLetterSchema>;

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  /** The name of who has invited them. */
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
  /** Of the letter with its link; null where the server sent none. */
  letter: letterStateSchema.nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;
/** `POST /invitations` */
export const inviteSchema = z.object({ email: emailSchema, role: roleSchema });
export type Invite = z.infer<typeof inviteSchema>;
/**
 * The answer to it, and to `POST /invitations/:id/renew`: the only one that has the link. `mail`: whether a letter has gone
 * out with it; `waiting`: it is tried again; `off`: the server sends none; `mailFault` says why one has not.
 */
export const madeInvitationSchema = invitationSchema.extend({
  url: z.string(),
  mail: z.enum(["sent", "waiting", "failed", "off"]),
  mailFault: z.string().optional(),
});
export type MadeInvitation = z.infer<typeof madeInvitationSchema>;

/** `POST /auth/invitation/look`: what a link invites to. `known`: its address has an account, which is to sign in. */
export const lookedInvitationSchema = z.object({
  email: z.string(),
  workspace: z.string(),
  role: roleSchema,
  invitedBy: z.string(),
  known: z.boolean(),
});
export type LookedInvitation = z.infer<typeof lookedInvitationSchema>;
/** `POST /auth/invitation/join`: a new person comes in by the link. */
export const joinSchema = linkTokenSchema.extend({
  name: personNameSchema,
  password: passwordSchema,
  locale: localeSchema.default("en"),
});
export type Join = z.output<typeof joinSchema>;
