import type { z } from "zod";

/** Reads as a schema's `safeParse` does, and stops now and then. */
type PieceReader = (
  value: unknown,
  params: z.core.ParseContext<z.core.$ZodIssue> | undefined,
) => Generator<void, z.ZodSafeParseResult<unknown>>;

/** Schemas of large bodies with what reads them in pieces, between which a server does something else. */
export const readersInPieces = new WeakMap<z.ZodType, PieceReader>();
