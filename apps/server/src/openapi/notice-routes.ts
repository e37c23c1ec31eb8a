import { credentialTestSchema, noticeDeliveriesSchema, noticeRuleSchema, workflowNoticesSchema } from "@leeway/api";
import type { Route } from "./route.js";

export const noticeRoutes: Record<string, Route> = {
  "GET /api/v1/notices": { summary: "Who is told when a workflow fails", answer: noticeRuleSchema },
  "PUT /api/v1/notices": { summary: "Set who is told when a workflow fails", answer: noticeRuleSchema },
  "GET /api/v1/notices/deliveries": { summary: "The notices of late, newest first", answer: noticeDeliveriesSchema },
  "POST /api/v1/notices/test": { summary: "Send a notice now, to try a channel", answer: credentialTestSchema },
  "GET /api/v1/workflows/{id}/notices": {
    summary: "Who is told of one workflow, if not who is told of all",
    answer: workflowNoticesSchema,
  },
  "PUT /api/v1/workflows/{id}/notices": {
    summary: "Set who is told of one workflow; null: who is told of all",
    answer: workflowNoticesSchema,
  },
};
