import type { z } from "zod";

/** A body as JSON, or as another type; none: 204. */
export type Answer = z.ZodType | { type: string; about: string } | undefined;
export interface Route {
  summary: string;
  answer?: Answer;
}
