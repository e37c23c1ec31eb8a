import type { z } from "zod";

/** Who may ask: everybody, people who are signed in, or API keys as well. */
export type Access = "open" | "person" | "key";
/** A body as JSON, or as another type; none: 204. */
export type Answer = z.ZodType | { type: string; about: string } | undefined;
export interface Route {
  summary: string;
  answer?: Answer;
  access?: Access;
}
