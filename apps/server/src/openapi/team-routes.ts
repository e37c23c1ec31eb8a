import { listOf, ownWorkspaceSchema } from "@leeway/api";
import type { Route } from "./route.js";

/** Workspaces, and who works in them. */
export const teamRoutes: Record<string, Route> = {
  "GET /api/v1/workspaces": {
    summary: "The own workspaces; with `holds` the one that has this workflow or run",
    answer: listOf(ownWorkspaceSchema),
  },
  "POST /api/v1/workspaces": {
    summary: "Make a workspace, with or without the demo, and own it",
    answer: ownWorkspaceSchema,
  },
};
