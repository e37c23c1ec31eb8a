import { mailboxesIn, type Json } from "@leeway/engine";
import { textOf } from "../words.js";

const bare = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/;
const named = /^[^<>\r\n]*<([^<>]+)>$/;

/** The addresses of a param: each entry holds one, or several with commas or lines between them. */
export function addressesIn(value: Json | undefined): { found: string[]; bad?: string } {
  const entries = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const found = entries.flatMap((entry) => mailboxesIn(textOf(entry)));
  const bad = found.find((text) => !bare.test((named.exec(text)?.[1] ?? text).trim()));
  return bad === undefined ? { found } : { found, bad };
}

/** `example.com` of `The shop <shop@example.com>`. */
export const domainOf = (address: string): string => /@([^\s<>@]+)>?\s*$/.exec(address)?.[1] ?? "localhost";
