import { jsonSchema } from "@leeway/engine";
import { z } from "zod";
import { personSchema } from "./people.js";

/**
 * `POST /people/:id/erase`: everything that runs, events, samples and files say of one person is erased. `also`: other words
 * by which they are known, a phone or an e-mail that no run has under their id.
 */
export const erasePersonSchema = z.object({
  // A word that many share would empty the runs of all of them.
  also: z
    .array(
      z
        .string()
        .trim()
        .max(200)
        .refine((word) => /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[0-9a-f]{24}$/i.test(word) || isPhone(word), {
          message: "ofPerson",
        }),
    )
    .max(20)
    .default([]),
});
export type ErasePerson = z.infer<typeof erasePersonSchema>;

function isPhone(word: string): boolean {
  const digits = word.replace(/\D/g, "").length;
  return /^\+?[\d\s().-]+$/.test(word) && digits >= 9 && digits <= 15;
}

/**
 * `POST /people/:id/erase/look`, with the body of the erasure: what it would take away, as it is now, and what it would leave
 * because the team wrote it.
 */
export const erasureLookSchema = z.object({
  /** Runs that began with the person: emptied whole. */
  whole: z.number().int(),
  /** How many of those also name somebody else by a phone or an e-mail, and the newest of them. */
  withOthers: z.number().int(),
  others: z.array(z.object({ id: z.string(), workflow: z.string().nullable(), createdAt: z.string() })),
  /** Runs about others or several people, which lose what is about the person. */
  partly: z.number().int(),
  /** Runs that have not ended: erased when they have. */
  unfinished: z.number().int(),
  /** Events, orders, notices, samples, marks. */
  events: z.number().int(),
  files: z.number().int(),
  /** Where the team itself has written them down: for a person to change. */
  written: z.array(
    z.object({
      kind: z.enum(["workflow", "variable", "field", "credential", "label", "notices", "forward"]),
      id: z.string(),
      name: z.string(),
    }),
  ),
});
export type ErasureLook = z.infer<typeof erasureLookSchema>;

/** An entry of `GET /erasures`. It does not say of whom: that is erased. */
export const erasureSchema = z.object({
  id: z.string(),
  /** going · waiting: runs and events that concern the person have not come to their end, and are done when they have · done. */
  state: z.enum(["going", "waiting", "done"]),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Who asked for it; null for a person who is gone. */
  by: z.string().nullable(),
  runs: z.number().int(),
  events: z.number().int(),
  files: z.number().int(),
  /** Runs that have not ended, and events that are still to be handed on. */
  unfinished: z.number().int(),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** `GET /people/:id/export`: a copy for the person, of what is about them and of nobody else. */
export const personCopySchema = z.object({
  exportedAt: z.string(),
  person: personSchema.omit({ unknown: true }),
  runs: z.array(
    z.object({
      id: z.string(),
      /** Null where the workflow is gone. */
      workflow: z.string().nullable(),
      status: z.string(),
      startedAt: z.string().nullable(),
      /** The whole run is about them; of others only parts are here. */
      whole: z.boolean(),
      data: z.array(jsonSchema),
      files: z.array(z.object({ name: z.string(), size: z.number().int() })).optional(),
    }),
  ),
  events: z.array(jsonSchema),
});
export type PersonCopy = z.infer<typeof personCopySchema>;
