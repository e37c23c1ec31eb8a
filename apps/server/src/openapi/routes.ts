import {
  bulkAnswerSchema,
  runJobSchema,
  brakesSchema,
  calleeSchema,
  attentionListSchema,
  fieldsSchema,
  forecastSchema,
  hookSchema,
  limitSchema,
  listOf,
  loopItemSchema,
  optionsSchema,
  personCopySchema,
  personRunsSchema,
  personSchema,
  presenceAnswerSchema,
  publishAnswerSchema,
  resolvedAttentionSchema,
  erasureLookSchema,
  erasureSchema,
  privacySchema,
  retentionSchema,
  runListSchema,
  runFileSchema,
  runSchema,
  runStepSchema,
  startRunAnswerSchema,
  triggerSamplesSchema,
  validateAnswerSchema,
  variablesSchema,
  usedBySchema,
  workflowListItemSchema,
  workflowSchema,
  workflowVersionSchema,
  workflowVersionWithDocumentSchema,
} from "@leeway/api";
import { jsonSchema, workflowDocumentSchema } from "@leeway/engine";
import { z } from "zod";
import { nodeTypeSchema } from "./node-type.schema.js";
import type { Route } from "./route.js";
import { accountRoutes } from "./account-routes.js";
import { credentialRoutes } from "./credential-routes.js";
import { noticeRoutes } from "./notice-routes.js";
import { restoredRoutes } from "./restored-routes.js";
import { sandboxRoutes } from "./sandbox-routes.js";
import { labelRoutes, teamRoutes } from "./team-routes.js";
import { eventRoutes, missedOrderRoutes, pollRoutes, scheduleRoutes } from "./trigger-routes.js";

const events = (about: string) => ({ type: "text/event-stream", about });
/** `type` is null where what came names none: it is kept, and starts nothing. */
const hubAnswer = z.object({ ok: z.literal(true), eventId: z.string().optional(), type: z.null().optional() });
const hubSummary = (method: string) =>
  method === "POST"
    ? "Take an event of Leeloo's; answered once it is on disk"
    : method === "GET"
      ? "Tell that this is the right address for Leeloo's events"
      : "Refused: Leeloo's events come by POST";
const ok = z.object({ status: z.literal("ok") });

/** Every route of the HTTP API by tag, in the order in which people read them. A new route is described here. */
export const routes: Record<string, Record<string, Route>> = {
  Workflows: {
    "GET /api/v1/node-types": { summary: "The catalogue: every node definition", answer: listOf(nodeTypeSchema) },
    "GET /api/v1/workflows": { summary: "The workflows, newest first", answer: listOf(workflowListItemSchema) },
    "POST /api/v1/workflows": { summary: "Save a new workflow as a draft", answer: workflowSchema },
    ...labelRoutes,
    "POST /api/v1/import": { summary: "Save an exported document as a new workflow", answer: workflowSchema },
    "GET /api/v1/workflows/{id}": { summary: "A workflow with its draft", answer: workflowSchema },
    "PUT /api/v1/workflows/{id}": { summary: "Save the draft over the revision that was read", answer: workflowSchema },
    "DELETE /api/v1/workflows/{id}": {
      summary: "Delete a workflow that no published one calls; its addresses end at once",
    },
    "GET /api/v1/workflows/{id}/used-by": {
      summary: "The workflows and steps that call a workflow or hear of its failures",
      answer: listOf(usedBySchema),
    },
    "GET /api/v1/callees": {
      summary: "What steps that call workflows have to know of them; ids separated by commas",
      answer: listOf(calleeSchema),
    },
    "GET /api/v1/workflows/{id}/export": { summary: "The draft without secrets", answer: workflowDocumentSchema },
    "POST /api/v1/workflows/{id}/validate": {
      summary: "What is wrong with the draft, or with the document in the body",
      answer: validateAnswerSchema,
    },
    "POST /api/v1/workflows/{id}/publish": { summary: "Let the draft go live", answer: publishAnswerSchema },
    "POST /api/v1/workflows/{id}/unpublish": { summary: "Take the workflow off; runs that began go on" },
    "GET /api/v1/workflows/{id}/versions": {
      summary: "The versions, newest first: what was published, and drafts that an import took the place of",
      answer: listOf(workflowVersionSchema),
    },
    "GET /api/v1/workflows/{id}/versions/{version}": {
      summary: "A version with its document",
      answer: workflowVersionWithDocumentSchema,
    },
    "POST /api/v1/workflows/{id}/versions/{version}/restore": {
      summary: "Bring a version back as the draft",
      answer: workflowSchema,
    },
    "POST /api/v1/workflows/{id}/presence": {
      summary: "Say that a tab shows the workflow, and which step; for people, every 15 seconds",
      answer: presenceAnswerSchema,
    },
    "DELETE /api/v1/workflows/{id}/presence/{tab}": { summary: "Say that the tab shows it no more" },
    "GET /api/v1/workflows/{id}/hooks": {
      summary: "The addresses of the draft's webhooks, and what they refused",
      answer: listOf(hookSchema),
    },
    "GET /api/v1/workflows/{id}/hooks/{nodeId}/events": {
      summary: "Listen for calls of a webhook's test address",
      answer: events("The data of each message is a HeardCall."),
    },
    "GET /api/v1/workflows/{id}/samples": {
      summary: "The data kept for steps: payloads of triggers, outputs of others",
      answer: triggerSamplesSchema,
    },
    "PUT /api/v1/workflows/{id}/samples": {
      summary: "Keep data for a step; null forgets them",
      answer: triggerSamplesSchema,
    },
  },
  Runs: {
    "POST /api/v1/workflows/{id}/runs": {
      summary: "Start a run; answered once it is on disk",
      answer: startRunAnswerSchema,
    },
    "GET /api/v1/workflows/{id}/events": {
      summary: "Runs of the workflow that come or move, and what others do to it",
      answer: events("The data of each message is a RunChange; of each event `news`, a WorkflowNews."),
    },
    "GET /api/v1/runs": {
      summary: "The runs, newest first, by what is known of them or by a value in them",
      answer: runListSchema,
    },
    "GET /api/v1/runs/{id}": { summary: "A run", answer: runSchema },
    "GET /api/v1/runs/{id}/steps": {
      summary: "The steps of a run; long values are cut",
      answer: listOf(runStepSchema),
    },
    "GET /api/v1/runs/{id}/steps/{key}": { summary: "A step with its whole values", answer: runStepSchema },
    "GET /api/v1/runs/{id}/steps/{key}/items": {
      summary: "The items of a loop, by their index; long values are cut",
      answer: listOf(loopItemSchema),
    },
    "GET /api/v1/runs/{id}/files": { summary: "The files that came with a run's call", answer: listOf(runFileSchema) },
    "GET /api/v1/files/{id}": {
      summary: "A file of a run",
      answer: { type: "application/octet-stream", about: "The bytes as they came." },
    },
    "GET /api/v1/runs/{id}/events": {
      summary: "The log of a run as it grows",
      answer: events(
        "The id of each message is its number, the data a RunEvent. Ends after the run's last event. With items=none " +
          "without the steps of loops' items, and instead of the end of each a few messages `loop` per second, their data " +
          "a LoopProgress.",
      ),
    },
    "POST /api/v1/runs/{id}/cancel": {
      summary: "Cancel a run; what is in flight ends by itself",
      answer: startRunAnswerSchema,
    },
    "POST /api/v1/runs/replay": {
      summary: "Replay the failed runs of a filter, each once",
      answer: bulkAnswerSchema,
    },
    "POST /api/v1/runs/cancel": { summary: "Cancel the runs of a filter", answer: bulkAnswerSchema },
    "POST /api/v1/runs/resolve": {
      summary: "Settle every doubt of the runs of a filter",
      answer: bulkAnswerSchema,
    },
    "GET /api/v1/run-jobs/{id}": { summary: "How far a change of many runs is", answer: runJobSchema },
    "POST /api/v1/runs/{id}/replay": {
      summary: "Run again what a run did, whole or from a step; a new run",
      answer: startRunAnswerSchema,
    },
    "POST /api/v1/runs/{id}/steps/{key}/items": {
      summary: "Do items of a loop again, or leave them out; of a run that has ended in a new one",
      answer: startRunAnswerSchema,
    },
    "GET /api/v1/attention": {
      summary: "Steps of all runs that wait for a person, newest first",
      answer: attentionListSchema,
    },
    "POST /api/v1/attention/resolve": {
      summary: "Say one word to several steps that wait for a person; each is answered by itself",
      answer: resolvedAttentionSchema,
    },
    "POST /api/v1/runs/{id}/steps/{key}/approve": {
      summary: "Say yes or no to a step that waits for a person",
      answer: startRunAnswerSchema,
    },
    "POST /api/v1/runs/{id}/steps/{key}/resolve": {
      summary: "Settle a step of which nobody knows whether it took effect",
      answer: startRunAnswerSchema,
    },
  },
  Schedules: scheduleRoutes,
  "Looks in Leeloo": pollRoutes,
  People: {
    "GET /api/v1/people/{id}": {
      summary: "What the runs know of a person of Leeloo's, by their id or a channel's",
      answer: personSchema,
    },
    "GET /api/v1/people/{id}/runs": {
      summary: "The runs that concerned a person, newest first, with what each did to them",
      answer: personRunsSchema,
    },
  },
  "After a restore": restoredRoutes,
  Retention: {
    "GET /api/v1/retention": { summary: "How long runs are kept after their end", answer: retentionSchema },
    "PUT /api/v1/retention": {
      summary: "Set how long runs are kept; the older ones go within the hour",
      answer: retentionSchema,
    },
  },
  Privacy: {
    "GET /api/v1/privacy": { summary: "What is hidden from who may not see personal data", answer: privacySchema },
    "GET /api/v1/people/{id}/export": {
      summary: "A copy of all that is kept of a person, as a file",
      answer: personCopySchema,
    },
    "POST /api/v1/people/{id}/erase": {
      summary: "Erase a person from runs, events, samples and files",
      answer: erasureSchema,
    },
    "POST /api/v1/people/{id}/erase/look": {
      summary: "What erasing a person would take away, and what it would leave",
      answer: erasureLookSchema,
    },
    "GET /api/v1/erasures": { summary: "People who were erased, without saying who", answer: listOf(erasureSchema) },
    "PUT /api/v1/privacy": { summary: "Set which fields are hidden beside phones and e-mails", answer: privacySchema },
  },
  Credentials: credentialRoutes,
  Notices: noticeRoutes,
  Values: {
    "GET /api/v1/variables": { summary: "The workspace's variables", answer: variablesSchema },
    "PUT /api/v1/variables": { summary: "Replace the workspace's variables", answer: variablesSchema },
    "GET /api/v1/variables/{name}/used-by": {
      summary: "The workflows and steps that use a variable",
      answer: listOf(usedBySchema),
    },
    "GET /api/v1/fields": { summary: "The definitions of custom fields", answer: fieldsSchema },
    "GET /api/v1/fields/{name}/used-by": {
      summary: "The workflows and steps that read or write a custom field",
      answer: listOf(usedBySchema),
    },
    "PUT /api/v1/fields": { summary: "Replace the definitions of custom fields", answer: fieldsSchema },
    "GET /api/v1/options/{nodeType}/{param}": {
      summary: "Choices for a picker, loaded from the service",
      answer: optionsSchema,
    },
  },
  "Leeloo events": eventRoutes,
  "Missed orders": missedOrderRoutes,
  Limits: {
    "GET /api/v1/brakes": { summary: "What was stopped, by whom, and how many runs wait for it", answer: brakesSchema },
    "POST /api/v1/workflows/{id}/pause": {
      summary: "Stop a workflow at once: nothing new is sent; what comes is accepted and kept",
      answer: brakesSchema,
    },
    "POST /api/v1/workflows/{id}/resume": { summary: "Let a stopped workflow go on", answer: brakesSchema },
    "POST /api/v1/workspace/pause": { summary: "Stop every workflow of the workspace at once", answer: brakesSchema },
    "POST /api/v1/workspace/resume": {
      summary: "Let the workspace go on; workflows stopped one by one stay so",
      answer: brakesSchema,
    },
    "GET /api/v1/limits": { summary: "How full the pool of each token is", answer: listOf(limitSchema) },
    "POST /api/v1/workflows/{id}/forecast": {
      summary: "How many requests a run of the draft would make, and when it would be done",
      answer: forecastSchema,
    },
    "POST /api/v1/limits/{id}/pause": { summary: "Hold back the calls of a token", answer: limitSchema },
    "POST /api/v1/limits/{id}/resume": { summary: "Let the calls of a token go on", answer: limitSchema },
  },
  Team: teamRoutes,
  Account: accountRoutes,
  Sandbox: sandboxRoutes,
  Webhooks: Object.fromEntries(
    ["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap((method): [string, Route][] => [
      [`${method} /hooks/{key}`, { summary: "Start a run by its webhook", answer: jsonSchema }],
      [`${method} /hooks-test/{key}`, { summary: "Show a call to who listens for it", answer: jsonSchema }],
      [`${method} /hooks/resume/{key}`, { summary: "End the wait of a step", answer: startRunAnswerSchema }],
      [`${method} /hooks/leeloo/{key}`, { summary: hubSummary(method), answer: hubAnswer }],
    ]),
  ),
  Health: {
    "GET /health/live": { summary: "The process answers", answer: ok },
    "GET /health/ready": { summary: "It takes new work", answer: ok },
    "GET /metrics": {
      summary: "Numbers for Prometheus, for this machine or with an API key",
      answer: { type: "text/plain", about: "Prometheus text format" },
    },
  },
};
