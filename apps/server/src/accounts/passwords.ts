import { hash, verify } from "@node-rs/argon2";

/**
 * What OWASP asks of Argon2id (the library's default variant) at least. It runs in Node's four pool threads, so at
 * most 4 × 19 MiB are taken at once.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The text that is kept of a password: cost, salt and hash. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Stands in for people who do not exist; nobody knows its password. */
const nobody = hash(crypto.randomUUID(), cost);

/**
 * Whether the password fits. Where there is nobody to compare with, the same work is done all the same: how long an
 * answer takes does not tell which e-mails exist.
 */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(kept ?? (await nobody), password);
  return kept !== undefined && fits;
}
