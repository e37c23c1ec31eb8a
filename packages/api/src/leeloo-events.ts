import { z } from "zod";
import { jsonSchema } from "@leeway/engine";
import { stepErrorDtoSchema } from "./runs.js";

/** What became of an event at one workflow that listens; `repeated`: an earlier event with the same key has the run. */
export const deliveryStatuses = ["pending", "started", "repeated", "unmet", "failed"] as const;
/** What became of an event at the address to which events are sent on. */
export const forwardStates = ["waiting", "sent", "failed", "off"] as const;

const deliverySchema = z.object({
  workflowId: z.string(),
  /** Null once the workflow is deleted. */
  workflowName: z.string().nullable(),
  nodeId: z.string(),
  status: z.enum(deliveryStatuses),
  runId: z.string().nullable(),
  error: stepErrorDtoSchema.nullable(),
});

/** What Leeloo sent, and who got it: an entry of `GET /leeloo-events`. */
export const leelooEventSchema = z.object({
  id: z.string(),
  /** Empty where what came names none: it is kept to be looked at, and starts nothing. */
  type: z.string(),
  /** The built-in sandbox sent it: what it starts is a rehearsal. */
  fromSandbox: z.boolean(),
  /** Leeloo did not send it: it was made of an order that Leeloo lists. */
  recovered: z.boolean(),
  /** Null in lists where it is long; `GET /leeloo-events/:id` has it whole. */
  data: jsonSchema.nullable(),
  truncated: z.boolean().optional(),
  receivedAt: z.string(),
  orderId: z.string().nullable(),
  /** `waiting`: it has not been handed to every workflow yet. */
  state: z.enum(["waiting", "done"]),
  deliveries: z.array(deliverySchema),
  /** Null where events were not sent on when it came. */
  forward: z
    .object({
      state: z.enum(forwardStates),
      tries: z.number().int(),
      /** The far end's last answer. */
      status: z.number().int().nullable(),
      error: stepErrorDtoSchema.nullable(),
      nextAt: z.string().nullable(),
    })
    .nullable(),
});
export type LeelooEvent = z.infer<typeof leelooEventSchema>;

/** Where Leeloo sends its events: `GET /leeloo-hub`. */
export const leelooHubSchema = z.object({
  url: z.string(),
  forwardTo: z.string().nullable(),
  lastEventAt: z.string().nullable(),
  /** Requests of which nothing was kept, since the server's start. */
  refused: z.object({ count: z.number().int(), lastAt: z.string().nullable() }),
});
export type LeelooHub = z.infer<typeof leelooHubSchema>;

/** Body of `PUT /leeloo-hub`; null: events are not sent on. */
export const leelooHubChangeSchema = z.object({
  forwardTo: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable(),
});
export type LeelooHubChange = z.infer<typeof leelooHubChangeSchema>;

/** Body of `POST /hooks/leeloo/:key`; Leeloo documents no more than this. */
export const incomingLeelooEventSchema = z.looseObject({
  type: z.string().trim().min(1).max(100),
  data: jsonSchema.optional(),
});
