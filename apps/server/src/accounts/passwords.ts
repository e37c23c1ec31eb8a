import { hash, verify } from "@node-rs/argon2";
import { randomBytes } from "node:crypto";
import { Problem } from "../problems/problem.js";

/** What OWASP asks of Argon2id (the library's default variant) at least. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The work is done in Node's four pool threads, where names are looked up and files are read, too: two of them stay
 * free, or anybody who sends passwords would hold up every run's calls. So at most 2 × 19 MiB are taken at once.
 */
const AT_ONCE = 2;
/** Some seconds of work; who comes after that is told to try again. */
const MOST_WAITING = 100;

let working = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= MOST_WAITING) throw new Problem("server.busy");
  if (working >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else working += 1;
  try {
    return await work();
  } finally {
    // Whoever is next takes this place over.
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}

/** The text that is kept of a password: cost, salt and hash. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

const base64 = (bytes: number) => randomBytes(bytes).toString("base64").replaceAll("=", "");

/** Stands in for people who do not exist: chance in the form of a hash, which takes the same work and fits no password. */
const nobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${base64(16)}$${base64(32)}`;

/**
 * Whether the password fits. Where there is nobody to compare with, the same work is done all the same: how long an
 * answer takes does not tell which e-mails exist.
 */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  const fits = await inTurn(() => verify(kept ?? nobody, password));
  return kept !== undefined && fits;
}
