import { z } from "zod";
import { roleSchema } from "./permissions.js";

/** Who did something; null where it was a program with an API key, or nobody knows. */
export const authorSchema = z.object({ id: z.string(), name: z.string() }).nullable();
export type Author = z.infer<typeof authorSchema>;

/** Somebody who has a workflow open: in how many tabs, and the steps chosen in them, the latest first. */
export const presentSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  tabs: z.number().int(),
  steps: z.array(z.string()),
});
export type Present = z.infer<typeof presentSchema>;

/** `POST /workflows/:id/presence`, every few seconds as long as a tab shows the workflow. `tab`: made up by the tab. */
export const presenceSchema = z.object({
  tab: z.string().regex(/^[\w-]{8,40}$/),
  step: z.string().max(200).nullable().default(null),
});
export type Presence = z.infer<typeof presenceSchema>;
/** Its answer: who is here, the newest revision of the draft, and the version that is live; null for none. */
export const presenceAnswerSchema = z.object({
  revision: z.number().int(),
  published: z.number().int().nullable(),
  people: z.array(presentSchema),
});
export type PresenceAnswer = z.infer<typeof presenceAnswerSchema>;

/** The event `news` of `GET /workflows/:id/events`: what others did to the workflow, or who has it open now. */
export const workflowNewsSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("saved"), revision: z.number().int(), by: authorSchema }),
  /** `version` is null where nothing is live any more. */
  z.object({ type: z.literal("published"), version: z.number().int().nullable(), by: authorSchema }),
  z.object({ type: z.literal("deleted"), by: authorSchema }),
  z.object({ type: z.literal("people"), people: z.array(presentSchema) }),
]);
export type WorkflowNews = z.infer<typeof workflowNewsSchema>;
