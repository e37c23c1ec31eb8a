import { restoredRunsSchema, restoredSchema } from "@leeway/api";
import type { Route } from "./route.js";

export const restoredRoutes: Record<string, Route> = {
  "GET /api/v1/restored": {
    summary: "What waits for a person's word since a restore; null where nothing does",
    answer: restoredSchema,
  },
  "GET /api/v1/restored/runs": {
    summary: "The runs that were under way in the backup and wait, newest first",
    answer: restoredRunsSchema,
  },
  "POST /api/v1/restored/go-on": { summary: "Let these runs go on, or all", answer: restoredSchema },
  "POST /api/v1/restored/events": {
    summary: "Hand on the events that had not reached everybody, or leave them",
    answer: restoredSchema,
  },
  "POST /api/v1/restored/seen": { summary: "Put the note about a restore aside", answer: restoredSchema },
};
