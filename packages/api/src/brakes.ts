import { z } from "zod";

/** A workflow, or the whole workspace, that was stopped by a person: nothing of it is sent. */
export const brakeSchema = z.object({
  /** null = the whole workspace. */
  workflowId: z.string().nullable(),
  workflowName: z.string().nullable(),
  since: z.string(),
  /** Name of the person; null = an API key. */
  by: z.string().nullable(),
});
export type Brake = z.infer<typeof brakeSchema>;

/** `GET /brakes`: what is stopped, and how many runs wait for it to go on (counted up to 10,000). */
export const brakesSchema = z.object({
  workspace: brakeSchema.nullable(),
  workflows: z.array(brakeSchema),
  waiting: z.array(z.object({ workflowId: z.string(), runs: z.number().int() })),
});
export type Brakes = z.infer<typeof brakesSchema>;
