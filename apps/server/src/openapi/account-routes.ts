import {
  accountEndSchema,
  authStateSchema,
  apiKeySchema,
  createdApiKeySchema,
  listOf,
  madeLinkSchema,
  meSchema,
  resetLinkSchema,
  newAppSecretSchema,
  oidcStartSchema,
  passkeyOptionsSchema,
  passkeySchema,
  savedPasskeySchema,
  recoveryCodesSchema,
  secondFactorRuleSchema,
  secondFactorSchema,
  sessionListSchema,
  undeliveredLetterSchema,
} from "@leeway/api";
import type { Route } from "./route.js";

/** Coming in, who one is, and how one shows it. */
export const accountRoutes: Record<string, Route> = {
  "GET /api/v1/auth/state": { summary: "Whether there is an owner", answer: authStateSchema },
  "POST /api/v1/auth/setup": { summary: "Make the owner's account", answer: authStateSchema },
  "POST /api/v1/auth/sign-in": { summary: "Sign in", answer: authStateSchema },
  "POST /api/v1/auth/sign-out": { summary: "Sign out" },
  "POST /api/v1/auth/reset/ask": { summary: "Send a link for a new password" },
  "POST /api/v1/auth/reset/look": { summary: "Whose password a link sets", answer: resetLinkSchema },
  "POST /api/v1/auth/reset": { summary: "Set a new password by a link" },
  "GET /api/v1/members/letters": {
    summary: "Letters with links for new passwords that have not arrived",
    answer: listOf(undeliveredLetterSchema),
  },
  "POST /api/v1/members/{id}/reset-link": {
    summary: "Make a link by which a member sets a new password",
    answer: madeLinkSchema,
  },
  "GET /api/v1/auth/sessions": { summary: "Where one is signed in", answer: sessionListSchema },
  "DELETE /api/v1/auth/sessions": { summary: "End every session but this one" },
  "DELETE /api/v1/auth/sessions/{id}": { summary: "End one of the own sessions" },
  "POST /api/v1/auth/confirm": {
    summary: "Show again who one is, by the password, and a code of who has a second step",
  },
  "GET /api/v1/auth/second-factor": { summary: "What is asked for besides the password", answer: secondFactorSchema },
  "POST /api/v1/auth/second-factor/app": { summary: "A secret for an authenticator app", answer: newAppSecretSchema },
  "POST /api/v1/auth/second-factor/app/confirm": {
    summary: "Turn the second step on by a first code",
    answer: recoveryCodesSchema,
  },
  "DELETE /api/v1/auth/second-factor/app": { summary: "Turn the second step by an app off" },
  "POST /api/v1/auth/second-factor/recovery-codes": {
    summary: "Make the recovery codes anew",
    answer: recoveryCodesSchema,
  },
  "POST /api/v1/auth/second-factor/check": { summary: "The second step of signing in", answer: authStateSchema },
  "GET /api/v1/auth/passkeys": { summary: "The own passkeys", answer: listOf(passkeySchema) },
  "POST /api/v1/auth/passkeys/options": {
    summary: "What a browser needs to make a passkey",
    answer: passkeyOptionsSchema,
  },
  "POST /api/v1/auth/passkeys": { summary: "Keep a passkey", answer: savedPasskeySchema },
  "PATCH /api/v1/auth/passkeys/{id}": { summary: "Name a passkey" },
  "DELETE /api/v1/auth/passkeys/{id}": { summary: "Remove a passkey" },
  "POST /api/v1/auth/passkeys/sign-in/options": {
    summary: "What a browser needs to sign in with a passkey",
    answer: passkeyOptionsSchema,
  },
  "POST /api/v1/auth/passkeys/sign-in": { summary: "Sign in with a passkey", answer: authStateSchema },
  "POST /api/v1/auth/passkeys/confirm": { summary: "Show again who one is, by a passkey" },
  "POST /api/v1/auth/oidc/start": {
    summary: "Where to sign in at the company's own service",
    answer: oidcStartSchema,
  },
  "POST /api/v1/auth/oidc/finish": { summary: "Sign in by what that service answered", answer: authStateSchema },
  "GET /api/v1/workspace/second-factor": {
    summary: "Whether members need a second step",
    answer: secondFactorRuleSchema,
  },
  "PUT /api/v1/workspace/second-factor": {
    summary: "Ask members for a second step, or no longer",
    answer: secondFactorRuleSchema,
  },
  "DELETE /api/v1/members/{id}/second-factor": { summary: "Take a member's second step away, who has lost it" },
  "POST /api/v1/auth/password": { summary: "Change the own password; other sessions end" },
  "GET /api/v1/me": { summary: "The person and the workspace", answer: meSchema },
  "GET /api/v1/me/deletion": {
    summary: "What the end of the own account takes along, and what stands in its way",
    answer: accountEndSchema,
  },
  "POST /api/v1/me/delete": { summary: "Delete the own account, by whoever has just shown who they are" },
  "PATCH /api/v1/me": { summary: "Change the own name or language", answer: meSchema },
  "PATCH /api/v1/workspace": {
    summary: "Change the workspace's name or time zone",
    answer: meSchema,
  },
  "GET /api/v1/api-keys": { summary: "The API keys, without the keys themselves", answer: listOf(apiKeySchema) },
  "POST /api/v1/api-keys": {
    summary: "Make an API key, shown this once",
    answer: createdApiKeySchema,
  },
  "POST /api/v1/api-keys/confirm": {
    summary: "Let API keys that rest since a restore work again, these or all",
    answer: listOf(apiKeySchema),
  },
  "POST /api/v1/api-keys/{id}/renew": {
    summary: "Make a new secret, shown this once; the old one ends after so many hours",
    answer: createdApiKeySchema,
  },
  "DELETE /api/v1/api-keys/{id}": { summary: "Delete an API key" },
};
