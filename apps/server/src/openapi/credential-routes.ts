import { credentialSchema, credentialTestSchema, listOf, signInStartSchema, usedBySchema } from "@leeway/api";
import type { Route } from "./route.js";

export const credentialRoutes: Record<string, Route> = {
  "GET /api/v1/credentials": { summary: "The credentials, without secrets", answer: listOf(credentialSchema) },
  "POST /api/v1/credentials": { summary: "Keep a new credential", answer: credentialSchema },
  "GET /api/v1/credentials/{id}": { summary: "A credential, without secrets", answer: credentialSchema },
  "PUT /api/v1/credentials/{id}": {
    summary: "Change a credential; secrets left out stay",
    answer: credentialSchema,
  },
  "DELETE /api/v1/credentials/{id}": { summary: "Delete a credential that no published workflow needs" },
  "GET /api/v1/credentials/{id}/used-by": {
    summary: "The workflows and steps that sign in with a credential",
    answer: listOf(usedBySchema),
  },
  "POST /api/v1/credentials/{id}/sign-in": {
    summary: "Where a person signs in at the service",
    answer: signInStartSchema,
  },
  "POST /api/v1/credentials/sign-in": {
    summary: "Hand on what the service's page brought back",
    answer: credentialSchema,
  },
  "POST /api/v1/credentials/{id}/test": {
    summary: "Try a credential at its far end",
    answer: credentialTestSchema,
  },
};
