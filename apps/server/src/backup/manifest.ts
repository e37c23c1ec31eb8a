import { z } from "zod";

/** Grows when an older Leeway could not read what is written. */
export const FORMAT = 1;

/** The databases of a data folder that a backup holds. `search.db` is made anew from the logs. */
export const databases = ["leeway.db", "sandbox.db"] as const;
export const KEY_FILE = "secret.key";
export const UPLOADS = "uploads";

/** The first and the last entry of an archive: what it is, and what all that is between them must be. */
export const HEAD = "backup.json";
export const SUMS = "checksums.json";

/** The one list of names that an archive may have: no name of it is ever used before it was found here. */
export const isContent = (name: string): boolean =>
  /^(leeway\.db|sandbox\.db|secret\.key|uploads\/file_[A-Za-z0-9_-]{32})$/.test(name);

/** What a backup says of itself. */
export const headSchema = z.object({
  kind: z.literal("leeway-backup"),
  format: z.int().min(1),
  /** Of the Leeway that made it. */
  version: z.string().max(50),
  /** The moment whose state it holds, ISO. */
  createdAt: z.iso.datetime(),
  /** The migrations that the database has: a Leeway that lacks one of them cannot read it. */
  migrations: z.array(z.string().max(200)).max(10_000),
  withKey: z.boolean(),
});
export type BackupHead = z.infer<typeof headSchema>;

/** Every entry between the first and the last one. */
export const sumsSchema = z.object({
  files: z.array(
    z.object({
      name: z.string().refine(isContent),
      size: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type BackupFile = z.infer<typeof sumsSchema>["files"][number];

/** A backup or a restore that cannot be done, for a reason the person can mend: one line, no stack. */
export class BackupRefused extends Error {
  override name = "BackupRefused";
}

/** Tells how far it is: what is being done, and of how many bytes how many are done. */
export type Progress = (what: string, done: number, of: number) => void;
