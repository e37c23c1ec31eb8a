import { z } from "zod";

/**
 * What was said while the server's disk was full: it holds in the server as it runs, and is written as soon as there is room.
 * A server that ends before does not know of it. null = written.
 */
export const unwrittenSchema = z.enum(["pause", "resume"]).nullable();

/** A workflow, or the whole workspace, that was stopped by a person: nothing of it is sent. */
export const brakeSchema = z.object({
  /** null = the whole workspace. */
  workflowId: z.string().nullable(),
  workflowName: z.string().nullable(),
  since: z.string(),
  /** Name of the person; null = an API key. */
  by: z.string().nullable(),
  /** Runs that it holds back, those that its own have started as well (counted up to 10,000 of each kind). */
  runs: z.number().int(),
  unwritten: unwrittenSchema,
});
export type Brake = z.infer<typeof brakeSchema>;

/** `GET /brakes`: what is stopped, and how many runs wait for it to go on (counted up to 10,000 of each kind). */
export const brakesSchema = z.object({
  workspace: brakeSchema.nullable(),
  workflows: z.array(brakeSchema),
  /** A write has just found no room on the server's disk: nothing is accepted, and no run goes on. */
  diskFull: z.boolean(),
  waiting: z.array(z.object({ workflowId: z.string(), runs: z.number().int() })),
});
export type Brakes = z.infer<typeof brakesSchema>;
