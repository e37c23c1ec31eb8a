import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

/** `GET /sandbox/requests`: what the built-in Leeloo received, newest first. `DELETE` forgets everything. */
export const sandboxRequestSchema = z.object({
  id: z.string(), at: z.string(), method: z.string(), path: z.string(),
  body: jsonSchema, status: z.number().int(), answer: jsonSchema,
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
