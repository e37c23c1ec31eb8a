import {
  leelooEventSchema,
  leelooHubSchema,
  listOf,
  orderCheckSchema,
  pollAheadSchema,
  pollSchema,
  scheduleSchema,
} from "@leeway/api";
import type { Route } from "./route.js";

/** Of triggers that start by the calendar and the clock. */
export const scheduleRoutes: Record<string, Route> = {
  "GET /api/v1/workflows/{id}/schedules": {
    summary: "The schedules of a published workflow: their next times, and those that were let go",
    answer: listOf(scheduleSchema),
  },
  "POST /api/v1/workflows/{id}/schedules/{nodeId}/pause": {
    summary: "Hold a schedule; its times are let go until it is resumed",
    answer: listOf(scheduleSchema),
  },
  "POST /api/v1/workflows/{id}/schedules/{nodeId}/resume": {
    summary: "Let a schedule go on from now",
    answer: listOf(scheduleSchema),
  },
};

/** Of triggers that look in Leeloo by themselves. */
export const pollRoutes: Record<string, Route> = {
  "GET /api/v1/workflows/{id}/polls": {
    summary: "The triggers of a published workflow that look in Leeloo: their last look and their next one",
    answer: listOf(pollSchema),
  },
  "GET /api/v1/workflows/{id}/polls/ahead": {
    summary: "What publishing the draft would start at once of what is in Leeloo already; reads there, starts nothing",
    answer: listOf(pollAheadSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/pause": {
    summary: "Hold a trigger; what comes meanwhile is taken when it is resumed",
    answer: listOf(pollSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/resume": {
    summary: "Let a trigger look again, from where it was",
    answer: listOf(pollSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/look": {
    summary: "Look as soon as possible; answers at once",
    answer: listOf(pollSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/backfill": {
    summary: "Count what there was in a past period; answers at once, the list says what came of it",
    answer: listOf(pollSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/backfill/start": {
    summary: "Start the runs of what was counted, in the bulk lane, each once",
    answer: listOf(pollSchema),
  },
  "POST /api/v1/workflows/{id}/polls/{nodeId}/backfill/stop": {
    summary: "Start no further ones; those that are started go on",
    answer: listOf(pollSchema),
  },
};

/** Of what Leeloo sends. */
export const eventRoutes: Record<string, Route> = {
  "GET /api/v1/leeloo-hub": { summary: "The address to which Leeloo sends its events", answer: leelooHubSchema },
  "PUT /api/v1/leeloo-hub": { summary: "Send events on to a further address, or no longer", answer: leelooHubSchema },
  "POST /api/v1/leeloo-hub/renew": { summary: "Make a new address; the old one ends", answer: leelooHubSchema },
  "GET /api/v1/leeloo-events": { summary: "What Leeloo sent, newest first", answer: listOf(leelooEventSchema) },
  "GET /api/v1/leeloo-events/{id}": { summary: "An event with its whole data", answer: leelooEventSchema },
  "POST /api/v1/leeloo-events/{id}/deliver": {
    summary: "Offer an event again to the workflows that listen and have no run of it",
    answer: leelooEventSchema,
  },
};

/** Of orders that Leeloo did not tell of. */
export const missedOrderRoutes: Record<string, Route> = {
  "GET /api/v1/leeloo-check": {
    summary: "The latest comparison of Leeloo's orders with its events, and the orders of which no event came",
    answer: orderCheckSchema,
  },
  "POST /api/v1/leeloo-check": {
    summary: "Compare the orders of a period with the events that came; answers at once",
    answer: orderCheckSchema,
  },
  "POST /api/v1/leeloo-check/run": {
    summary: "Start the workflows that listen, for each of these orders once",
    answer: orderCheckSchema,
  },
  "POST /api/v1/leeloo-check/dismiss": { summary: "Show these orders no more", answer: orderCheckSchema },
};
