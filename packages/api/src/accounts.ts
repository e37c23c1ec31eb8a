import { z } from "zod";
import { locales } from "@leeway/engine";
import { listOf } from "./lists.js";
import { keyRoles, roleSchema } from "./permissions.js";

/** Pasted addresses carry blanks, and nobody has two accounts that differ in capitals. */
export const emailSchema = z.string().trim().toLowerCase().check(z.email()).max(254);
/** A password that somebody chooses; who signs in may have an older one. */
export const passwordSchema = z.string().min(10).max(200);
/** What a person is called. */
export const personNameSchema = z.string().trim().min(1).max(100);
/** A language of the product. */
export const localeSchema = z.enum(locales);

/** `POST /auth/setup`: the first start; makes the owner and a workspace with the demo, and signs in. */
export const setupSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: personNameSchema,
  workspace: z.string().trim().min(1).max(100).optional(),
  locale: localeSchema.default("en"),
  timezone: z.string().max(100).default("UTC"),
});
/** `POST /auth/sign-in` */
export const signInSchema = z.object({ email: emailSchema, password: z.string().max(200) });
/** `POST /auth/password`: ends every other session. */
export const changePasswordSchema = z.object({ current: z.string().max(200), password: passwordSchema });

/** `POST /auth/reset/ask`: sends a link if somebody has this e-mail, and answers the same if not. */
export const askResetSchema = z.object({ email: emailSchema });
/** What stands behind `#` in a link; other texts are no tokens, and are said to be over like any other. */
export const linkTokenSchema = z.object({ token: z.string().max(200) });
/** `POST /auth/reset`: ends every session of the person. */
export const resetPasswordSchema = linkTokenSchema.extend({ password: passwordSchema });
/** What a link of `POST /auth/reset/look` is for. */
export const resetLinkSchema = z.object({ email: z.string() });
/** A link to hand to somebody; this answer is the only one that has it. */
export const madeLinkSchema = z.object({ url: z.string(), expiresAt: z.string() });
export type MadeLink = z.infer<typeof madeLinkSchema>;

/** By what a second step of signing in may be done; recovery codes are always among it. */
export const secondStepSchema = z.object({
  /** A code of an authenticator app. */
  app: z.boolean(),
  passkey: z.boolean(),
});
export type SecondStep = z.infer<typeof secondStepSchema>;
/** A code of an app, or a recovery code. */
export const codeSchema = z.object({ code: z.string().max(100) });
/** `POST /auth/confirm`: the password, and a code of who has a second step. */
export const confirmSchema = z.object({ password: z.string().max(200), code: codeSchema.shape.code.optional() });
export type Confirm = z.infer<typeof confirmSchema>;
/** `GET /auth/second-factor` */
export const secondFactorSchema = z.object({
  app: z.boolean(),
  passkey: z.boolean(),
  recoveryCodes: z.number(),
  /** Whether the company's own sign-in knows the person: it can show who they are, too. */
  oidc: z.boolean(),
});
export type SecondFactor = z.infer<typeof secondFactorSchema>;
/** `POST /auth/second-factor/app`: for the app, as letters and as what its picture says. */
export const newAppSecretSchema = z.object({ secret: z.string(), url: z.string() });
export type NewAppSecret = z.infer<typeof newAppSecretSchema>;
/** Codes to keep on paper; this answer is the only one that has them. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
/** An entry of `GET /auth/passkeys`. */
export const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;
/** What a browser answers (WebAuthn, `PublicKeyCredential.toJSON`); whether it is right is found out from its signature. */
export const signedPasskeySchema = z.looseObject({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal("public-key"),
  response: z.record(z.string(), z.unknown()),
});
export type SignedPasskey = z.infer<typeof signedPasskeySchema>;
/** `PATCH /auth/passkeys/:id` */
export const namePasskeySchema = z.object({ name: z.string().trim().min(1).max(100) });
/** `POST /auth/passkeys` */
export const addPasskeySchema = namePasskeySchema.extend({ response: signedPasskeySchema });
/** Its answer: recovery codes, where the person had none. */
export const savedPasskeySchema = z.object({ codes: z.array(z.string()).nullable() });
export type SavedPasskey = z.infer<typeof savedPasskeySchema>;
/** What a browser is asked for (WebAuthn). */
export const passkeyOptionsSchema = z.looseObject({ challenge: z.string() });

/**
 * What somebody goes to the company's own sign-in for: to come in, to come as somebody else than who is signed in there, or to
 * show once more who they are.
 */
export const oidcPurposes = ["signIn", "somebodyElse", "confirm"] as const;
export type OidcPurpose = (typeof oidcPurposes)[number];
/** `POST /auth/oidc/start` */
export const startOidcSchema = z.object({ purpose: z.enum(oidcPurposes).default("signIn") });
/** Its answer: where the browser signs in. */
export const oidcStartSchema = z.object({ url: z.string() });
/** `POST /auth/oidc/finish`: what the browser came back with, without the `?`. */
export const finishOidcSchema = z.object({ query: z.string().max(8_000) });

/** `PUT /workspace/second-factor` */
export const secondFactorRuleSchema = z.object({ required: z.boolean() });

/** `GET /auth/state`, open to all: what the first screen needs. */
export const authStateSchema = z.object({
  setupNeeded: z.boolean(),
  signedIn: z.boolean(),
  /** What is asked for besides a password that was right; null where nothing is. */
  step: secondStepSchema.nullable(),
  /** Whether this server can send a link for a new password; else an owner hands one over. */
  resetByMail: z.boolean(),
  /** What the company's own sign-in is called; null where there is none. */
  oidc: z.string().nullable(),
  version: z.string(),
});
export type AuthState = z.infer<typeof authStateSchema>;

/** An entry of `GET /auth/sessions`. */
export const sessionSchema = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** As it calls itself, e.g. `Firefox` and `macOS`; null where nobody knows. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  mobile: z.boolean(),
  /** From where it was used last. */
  address: z.string().nullable(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
});
export type SessionDto = z.infer<typeof sessionSchema>;
/** `GET /auth/sessions`, with when they end: so long unused, and so long after the sign-in in any case. */
export const sessionListSchema = listOf(sessionSchema).extend({
  endsAfter: z.object({ idleHours: z.number(), maxHours: z.number() }),
});
export type SessionList = z.infer<typeof sessionListSchema>;

/** `GET /me` */
export const meSchema = z.object({
  user: z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    locale: localeSchema,
    /** A setting or a command has set the password: better is one that only the person knows. */
    firstPassword: z.boolean(),
  }),
  workspace: z.object({ id: z.string(), name: z.string(), timezone: z.string(), role: roleSchema }),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
  version: z.string(),
  /** Base of webhook addresses, and whether others can reach it (`local`: this machine only). */
  publicUrl: z.string(),
  reach: z.enum(["local", "public"]),
  sandbox: z.boolean(),
  /** How long a run may last. */
  runDays: z.number(),
  /** The workspace asks for a second step of signing in that the person has not: all but leaving it is refused. */
  secondStepMissing: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;
/** `PATCH /me` */
export const updateMeSchema = z.object({
  name: personNameSchema.optional(),
  locale: localeSchema.optional(),
});
/** `GET /me/deletion`: what the end of the own account takes along, and what stands in its way. */
export const accountEndSchema = z.object({
  /** Whose it is; who is in no workspace learns it here. */
  user: z.object({ id: z.string(), email: z.string() }),
  /** The person is the only owner, of others' workspaces, too: somebody else has to own them first. */
  toHandOver: z.array(z.object({ id: z.string(), name: z.string(), others: z.number() })),
  /** Nobody else is in these: they are deleted with the account. */
  goesAlong: z.array(z.object({ id: z.string(), name: z.string(), liveWorkflows: z.number() })),
  /** Nobody else has an account here: the server would belong to whoever comes first. */
  lastPerson: z.boolean(),
});
export type AccountEnd = z.infer<typeof accountEndSchema>;
/** `POST /me/delete`: the own e-mail, typed. */
export const deleteAccountSchema = z.object({ email: emailSchema });

/** `PATCH /workspace` */
export const updateWorkspaceSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  timezone: z.string().max(100).optional(),
});

/** An entry of `GET /api-keys`: `prefix` is all that is still known of the key. */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role: roleSchema,
  createdAt: z.string(),
  /** From then on it is refused; null: never. */
  expiresAt: z.string().nullable(),
  /** For about so many days it was made, also where its end has moved since; null: for good. */
  lifeDays: z.number().int().nullable(),
  lastUsedAt: z.string().nullable(),
  /** From which address then, and what the program calls itself; null where nobody knows. */
  lastUsedFrom: z.object({ address: z.string(), program: z.string().nullable() }).nullable(),
  /** Since a restore it is refused (`apiKey.resting`), until a person confirms it; null: it works. */
  restingSince: z.string().nullable(),
  /** Of one that was renewed: the key with the new secret, as long as that is there. This one goes on until it expires. */
  renewedAs: z.string().nullable(),
  /** The person, and whether they are in the workspace still; null where nobody knows any more. */
  madeBy: z.object({ id: z.string(), name: z.string(), isMember: z.boolean() }).nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
/** `POST /api-keys/confirm`: these that rest since a restore work again, or all. */
export const confirmApiKeysSchema = z.object({ ids: z.array(z.string().max(100)).min(1).max(500).optional() });
export type ConfirmApiKeys = z.infer<typeof confirmApiKeysSchema>;
const endOfKey = z.iso
  .datetime({ offset: true })
  .refine((time) => Date.parse(time) > Date.now(), "past")
  .nullable();
/** `POST /api-keys` */
export const createApiKeySchema = z.object({
  name: z.string().trim().min(1).max(100),
  role: z.enum(keyRoles).default("admin"),
  expiresAt: endOfKey.default(null),
});
/** So long the old secret of a key that is renewed may go on: longer is no change but two keys. */
export const LONGEST_OVERLAP_HOURS = 30 * 24;
/** `POST /api-keys/:id/renew` */
export const renewApiKeySchema = z.object({
  /** So long the old secret goes on beside the new one; 0: it ends at once. Never longer than it would have. */
  overlapHours: z.number().int().min(0).max(LONGEST_OVERLAP_HOURS).default(24),
  /** Of the new one. Left out: as long as the old one was made for. */
  expiresAt: endOfKey.optional(),
});
export type RenewApiKey = z.output<typeof renewApiKeySchema>;
export type CreateApiKey = z.output<typeof createApiKeySchema>;
/** Its answer, the only one that has the key itself. */
export const createdApiKeySchema = apiKeySchema.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
