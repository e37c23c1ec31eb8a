import { z } from "zod";
import { stepErrorDtoSchema } from "./runs.js";

/** Events of Leeloo that tell of orders: a new one, and one that is paid. */
export const orderEventTypes = ["ORDER", "SALE"] as const;

/** An order of which Leeloo has sent no event. */
export const missedOrderSchema = z.object({
  type: z.enum(orderEventTypes),
  orderId: z.string(),
  /** When it was made, or paid. */
  at: z.string(),
  title: z.string(),
  price: z.string(),
  currency: z.string(),
  /** Null as long as nobody has asked Leeloo. */
  person: z.object({ id: z.string(), name: z.string(), phone: z.string(), email: z.string() }).nullable(),
  /** `wanted`: it is about to be handed to the workflows that listen; `started`: `eventId` says what came of it. */
  state: z.enum(["missing", "wanted", "started"]),
  eventId: z.string().nullable(),
});
export type MissedOrder = z.infer<typeof missedOrderSchema>;

/** `GET /leeloo-check`: the latest comparison of orders with events, and what is missing by all of them. */
export const orderCheckSchema = z.object({
  last: z
    .object({
      credentialId: z.string(),
      from: z.string(),
      to: z.string(),
      state: z.enum(["reading", "done", "failed"]),
      /** It came by itself. */
      daily: z.boolean(),
      /** Events that there should be, and those that there are. */
      expected: z.number().int(),
      received: z.number().int(),
      /** The list was longer than is read at a time. */
      cut: z.boolean(),
      error: stepErrorDtoSchema.nullable(),
    })
    .nullable(),
  missed: z.array(missedOrderSchema),
});
export type OrderCheck = z.infer<typeof orderCheckSchema>;

/** `POST /leeloo-check` */
export const orderCheckRequestSchema = z
  .object({
    credential: z.string().min(1),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"] });
export type OrderCheckRequest = z.infer<typeof orderCheckRequestSchema>;

/** `POST /leeloo-check/run` and `/dismiss`: which of the missed ones. */
export const missedOrdersSchema = z.object({
  orders: z
    .array(z.object({ type: z.enum(orderEventTypes), orderId: z.string().min(1).max(200) }))
    .min(1)
    .max(1_000),
});
export type MissedOrders = z.infer<typeof missedOrdersSchema>;
