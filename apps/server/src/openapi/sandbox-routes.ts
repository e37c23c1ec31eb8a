import { z } from "zod";
import {
  listOf,
  sandboxEventsSchema,
  sandboxRequestSchema,
  sandboxStateSchema,
  sandboxWaitingFaultSchema,
} from "@leeway/api";
import type { Route } from "./route.js";

/** Of the built-in Leeloo. */
export const sandboxRoutes: Record<string, Route> = {
  "GET /api/v1/sandbox/requests": {
    summary: "What the built-in Leeloo received, newest first",
    answer: listOf(sandboxRequestSchema),
  },
  "DELETE /api/v1/sandbox/requests": { summary: "Set the built-in Leeloo back to its first day" },
  "GET /api/v1/sandbox/events": {
    summary: "Where the built-in Leeloo sends this workspace's events, and what was delivered",
    answer: sandboxEventsSchema,
  },
  "PUT /api/v1/sandbox/events-target": {
    summary: "Set where it sends this workspace's events",
    answer: sandboxEventsSchema,
  },
  "POST /api/v1/sandbox/events": {
    summary: "Let somebody order, pay, subscribe or write in it",
    answer: sandboxEventsSchema,
  },
  "POST /api/v1/sandbox/events/{id}/again": {
    summary: "Deliver an event once more",
    answer: sandboxEventsSchema,
  },
  "GET /api/v1/sandbox/state": { summary: "Its people, orders and messages", answer: sandboxStateSchema },
  "GET /api/v1/sandbox/faults": {
    summary: "The failures that are still to come",
    answer: z.object({ items: z.array(sandboxWaitingFaultSchema) }),
  },
  "DELETE /api/v1/sandbox/faults": { summary: "Call off the failures that are still to come" },
  "POST /api/v1/sandbox/faults": { summary: "Let its next requests fail" },
};
