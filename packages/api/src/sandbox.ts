import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

/**
 * How the built-in Leeloo may fail: `html` a page instead of JSON, `status0` a “no” under HTTP 200, `slow` a late answer,
 * `cutBefore` and `cutAfter` a broken connection before or after the work was done.
 */
export const sandboxFaultKinds = [
  "html",
  "status0",
  401,
  403,
  404,
  422,
  429,
  500,
  503,
  "slow",
  "cutBefore",
  "cutAfter",
] as const;
/** One of them. */
export const sandboxFaultKindSchema = z.literal(sandboxFaultKinds);
export type SandboxFaultKind = z.infer<typeof sandboxFaultKindSchema>;

/**
 * `POST /sandbox/faults`, a rehearsal of bad days: people can try what their workflow does when Leeloo is down. The next
 * requests that fit fail; resetting the sandbox forgets what has not happened yet.
 */
export const sandboxFaultSchema = z.strictObject({
  /** Without it, every request fits. `path` is below `/api/v2` and may hold `*` for one id, e.g. `/orders/*`. */
  match: z
    .strictObject({ method: z.string().max(10).optional(), path: z.string().startsWith("/").max(200).optional() })
    .optional(),
  with: sandboxFaultKindSchema,
  /** How many requests fail. */
  times: z.number().int().min(1).max(10_000).default(1),
  /** How long `slow` holds back an answer, in milliseconds. */
  ms: z.number().int().min(0).max(600_000).default(5_000),
});
export type SandboxFault = z.input<typeof sandboxFaultSchema>;

/** `GET /sandbox/requests` → `{ items, nextCursor? }`: what the built-in Leeloo received, newest first. `DELETE` forgets everything. */
export const sandboxRequestSchema = z.object({
  id: z.string(),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  body: jsonSchema,
  /** 0: the connection was cut before anything was done. */
  status: z.number().int(),
  answer: jsonSchema,
  fault: sandboxFaultKindSchema.optional(),
});
export type SandboxRequest = z.infer<typeof sandboxRequestSchema>;

/** `GET /sandbox/faults` → `{ items }`: what is still to happen, with the times that are left. `DELETE` calls it off. */
export const sandboxWaitingFaultSchema = z.object({
  match: z.object({ method: z.string().optional(), path: z.string().optional() }).optional(),
  with: sandboxFaultKindSchema,
  times: z.number().int(),
  ms: z.number().int().optional(),
});
export type SandboxWaitingFault = z.infer<typeof sandboxWaitingFaultSchema>;

/** `GET /sandbox/state`: its people, orders and messages now. */
export const sandboxStateSchema = z.object({
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  orders: z.array(z.looseObject({ id: z.string() })),
  messages: z.array(z.looseObject({ id: z.string() })),
  tags: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  tunnels: z.array(z.object({ id: z.string(), name: z.string(), leadgentools: z.array(z.looseObject({})) })),
  offers: z.array(z.object({ id: z.string(), title: z.string(), price: z.number(), currency: z.string() })),
  /** Every id that is from here and from no real account. */
  ids: z.array(z.string()),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;

/** What Leeloo's one webhook tells of. */
export const sandboxEventTypes = ["ORDER", "SALE", "SUBSCRIPTION", "MESSAGE"] as const;
export type SandboxEventType = (typeof sandboxEventTypes)[number];

/** `PUT /sandbox/events-target`: where the events go; null: nowhere. One for each workspace, as Leeloo has one. */
export const sandboxTargetSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable(),
});
export type SandboxTarget = z.infer<typeof sandboxTargetSchema>;

/** How one event was delivered. Leeloo does not try again, so neither does its double. */
export const sandboxDeliverySchema = z.object({
  id: z.string(),
  at: z.string(),
  url: z.string(),
  event: z.object({ type: z.enum(sandboxEventTypes), data: z.record(z.string(), jsonSchema) }),
  /** 0: no answer came. */
  status: z.number().int(),
  /** Why none came. */
  error: z.string().nullable(),
  tookMs: z.number().int(),
  /** It was not sent, since its call was a rehearsal's or came from outside of any run, or too many were waiting. */
  withheld: z.enum(["rehearsal", "outside", "tooMany"]).optional(),
});
export type SandboxDelivery = z.infer<typeof sandboxDeliverySchema>;

/** `GET /sandbox/events`: the workspace's target and what was delivered there, newest first. */
export const sandboxEventsSchema = z.object({
  target: z.string().nullable(),
  deliveries: z.array(sandboxDeliverySchema),
});
export type SandboxEvents = z.infer<typeof sandboxEventsSchema>;

const short = z.string().max(200);
/**
 * `POST /sandbox/events`: somebody orders, pays, subscribes or writes, as if in Leeloo itself. It changes the sandbox and
 * is sent to the target of the workspace; the answer is that of `GET`. Without `personId` the person is new.
 */
export const sandboxHappeningSchema = z.strictObject({
  type: z.enum(sandboxEventTypes),
  personId: short.optional(),
  name: short.optional(),
  phone: short.optional(),
  email: short.optional(),
  /** MESSAGE: what they write. */
  text: z.string().max(4_000).optional(),
  /** ORDER and SALE: of what, and for how much. */
  offer: short.optional(),
  price: z.number().min(0).max(1e9).optional(),
  currency: z.string().length(3).optional(),
  /** SUBSCRIPTION: to which tunnel. */
  tunnelId: short.optional(),
});
export type SandboxHappening = z.infer<typeof sandboxHappeningSchema>;
