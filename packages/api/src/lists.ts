import { z } from "zod";

/** Query of every list: `limit` entries (1–200, default 50) after `cursor`, an opaque text from `nextCursor`. */
export const listQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

/** Query of the short lists: without `limit` they come whole. */
export const wholeListQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).optional(),
  cursor: z.string().max(500).optional(),
});
export interface WholeListQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** The answer of every list; `nextCursor` is missing on the last page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
