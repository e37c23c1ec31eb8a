import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

/**
 * How the built-in Leeloo may fail: `html` a page instead of JSON, `status0` a “no” under HTTP 200, `slow` a late answer,
 * `cutBefore` and `cutAfter` a broken connection before or after the work was done.
 */
export const sandboxFaultKinds = ["html", "status0", 429, 500, 503, "slow", "cutBefore", "cutAfter"] as const;
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

/** `GET /sandbox/state`: its people, orders and messages now. */
export const sandboxStateSchema = z.object({
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  orders: z.array(z.looseObject({ id: z.string() })),
  messages: z.array(z.looseObject({ id: z.string() })),
  tags: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;
