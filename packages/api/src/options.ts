import { z } from "zod";

/**
 * Query of `GET /options/:nodeType/:param`. Further keys are params of the list operation by its own names, e.g.
 * `category_id`. `search` leaves the choices whose name or hint has it; a phone or e-mail is asked of the service. Without `limit` up to 500 choices come; `refresh` reads them anew instead of the last minutes' list.
 */
export const optionsQuerySchema = z
  .object({
    credential: z.string().min(1).max(200),
    refresh: z
      .enum(["true", "false"])
      .default("false")
      .transform((text) => text === "true"),
    limit: z.coerce.number().int().min(1).max(500).optional(),
    search: z.string().trim().max(200).optional(),
    cursor: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  })
  .catchall(z.string().max(500));
/** The known keys apart: the rest belongs to the list operation. */
export interface OptionsQuery {
  credential: string;
  refresh: boolean;
  limit?: number | undefined;
  search?: string | undefined;
  cursor?: number | undefined;
}

/** One choice of a picker. */
export const optionSchema = z.object({
  value: z.string(),
  label: z.string(),
  /** What tells it from others of the same name: an order's sum and day, a person's phone, a channel's messenger. */
  hint: z.string().optional(),
});
export type OptionDto = z.infer<typeof optionSchema>;
/** The answer: `nextCursor` where there are more; `calls`: how many of the service's calls it took, at most five. */
export const optionsSchema = z.object({
  items: z.array(optionSchema),
  nextCursor: z.string().optional(),
  calls: z.number().int().min(0).max(5),
});
