import {
  auditListSchema,
  auditPersonSchema,
  invitationSchema,
  labelListItemSchema,
  labelSchema,
  listOf,
  lookedInvitationSchema,
  madeInvitationSchema,
  memberKeySchema,
  memberSchema,
  ownWorkspaceSchema,
  importReportSchema,
  workspaceFileSchema,
} from "@leeway/api";
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
  "POST /api/v1/workspace/delete": { summary: "Delete the workspace: it rests at once, and is gone after 14 days" },
  "POST /api/v1/workspaces/{id}/take-back": { summary: "Take back a deleted workspace of one's own: all goes on" },
  "GET /api/v1/members": { summary: "Who works in the workspace, and as what", answer: listOf(memberSchema) },
  "PATCH /api/v1/members/{id}": {
    summary: "Give a member another role; the last owner stays one",
    answer: listOf(memberSchema),
  },
  "DELETE /api/v1/members/{id}": {
    summary: "Take a member out, at once, and end keys of theirs: these, else those that no program uses",
  },
  "GET /api/v1/members/{id}/api-keys": {
    summary: "The API keys that a member made, and who uses each",
    answer: listOf(memberKeySchema),
  },
  "DELETE /api/v1/members/{id}/sessions": { summary: "End a member's sessions in this workspace, at once" },
  "GET /api/v1/audit": {
    summary: "Who did what, when and from where, newest first; by person, kind and time",
    answer: auditListSchema,
  },
  "GET /api/v1/audit/people": { summary: "Who is in the audit log", answer: listOf(auditPersonSchema) },
  "GET /api/v1/audit/export": {
    summary: "The audit log as a file: `format` csv, or json with one entry a line",
    answer: { type: "text/csv", about: "Every cell in quotes, none that a spreadsheet takes for a formula." },
  },
  "GET /api/v1/workspace/export": {
    summary: "Everything of the workspace but secrets and what is about people, as a file",
    answer: workspaceFileSchema,
  },
  "POST /api/v1/workspace/import": {
    summary: "Take such a file in, as drafts, all of it or nothing; `dryRun` says what would be",
    answer: importReportSchema,
  },
  "POST /api/v1/workspace/leave": { summary: "Leave the workspace; the last owner cannot" },
  "POST /api/v1/workspace/transfer": {
    summary: "Make another member the owner in one's own place",
    answer: listOf(memberSchema),
  },
  "GET /api/v1/invitations": {
    summary: "Who is invited and has not come yet",
    answer: listOf(invitationSchema),
  },
  "POST /api/v1/invitations": {
    summary: "Invite an address; the answer has the link, good once and for seven days",
    answer: madeInvitationSchema,
  },
  "POST /api/v1/invitations/{id}/renew": {
    summary: "A new link in the place of one that is lost or too old",
    answer: madeInvitationSchema,
  },
  "DELETE /api/v1/invitations/{id}": { summary: "Withdraw an invitation: its link ends" },
  "POST /api/v1/auth/invitation/look": {
    summary: "What the link of an invitation leads to",
    answer: lookedInvitationSchema,
  },
  "POST /api/v1/auth/invitation/join": { summary: "Accept as a new person, and be signed in" },
  "POST /api/v1/auth/invitation/accept": {
    summary: "Accept as who is signed in, with the address it is for",
    answer: ownWorkspaceSchema,
  },
};

/** How a workspace sorts its workflows. */
export const labelRoutes: Record<string, Route> = {
  "GET /api/v1/labels": { summary: "The labels of workflows, by name", answer: listOf(labelListItemSchema) },
  "POST /api/v1/labels": { summary: "Make a label", answer: labelSchema },
  "PATCH /api/v1/labels/{id}": { summary: "Give a label another name or colour", answer: labelSchema },
  "DELETE /api/v1/labels/{id}": { summary: "Delete a label; workflows that had it stay" },
  "PUT /api/v1/workflows/{id}/labels": { summary: "Set all labels of a workflow", answer: listOf(labelSchema) },
};
