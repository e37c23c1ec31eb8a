import { randomBytes } from "node:crypto";
import { same } from "../adapters/secrets/same.js";
import type { Vault } from "../adapters/secrets/vault.js";

/** A person reads and writes for a while; a program does not. */
const QUICKEST_MS = 2_000;
/** Long enough for a tab that stays open overnight. */
const LONGEST_MS = 48 * 3_600_000;

/**
 * What a page of a form carries: that this server made it for this form, when, and a number that no other page has. By that
 * number a page sent twice is known, over a restart as well.
 */
export type Sealed = { kind: "fresh" | "early" | "old"; page: string } | { kind: "foreign" };

export function sealPage(vault: Vault, key: string, now: number): string {
  const page = `${randomBytes(16).toString("base64url")}.${now.toString(36)}`;
  return `${page}.${vault.formMark(key, page)}`;
}

/** `early`: sent sooner than a person could have; `old`: made too long ago; `foreign`: no seal of ours, or of another form. */
export function readSeal(vault: Vault, key: string, text: string, now: number): Sealed {
  const [number = "", made = "", mark = ""] = text.split(".");
  const page = `${number}.${made}`;
  if (!same(mark, vault.formMark(key, page))) return { kind: "foreign" };
  const age = now - Number.parseInt(made, 36);
  const kind = age < QUICKEST_MS ? "early" : age > LONGEST_MS ? "old" : "fresh";
  return { kind, page: number };
}
