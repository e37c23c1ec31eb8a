import { z } from "zod";

/** Names that the answers about runs are made of: hiding one of them would hide the run itself. */
const reserved = new Set(
  "at attempt attempts code cursor data error finishedat id index input items key loop nextcursor nodeid output replayof runid seq startedat status trigger type version workflowid".split(
    " ",
  ),
);

/** The most names that a workspace hides. */
const MOST = 50;

/**
 * `GET/PUT /privacy`: what is hidden in runs from who may not see personal data, beside e-mails and phones: the values under
 * these names (`passport`), wherever they stand and however large their letters are.
 */
export const privacySchema = z.object({
  maskedFields: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(60)
        .refine((name) => !reserved.has(name.toLowerCase()), { message: "ofRuns" }),
    )
    .max(MOST),
});
export type Privacy = z.infer<typeof privacySchema>;
