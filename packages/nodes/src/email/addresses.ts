import type { Json } from "@leeway/engine";
import { textOf } from "../words.js";

const bare = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/;
const named = /^[^<>\r\n]*<([^<>]+)>$/;

/** The addresses of a param: each entry holds one, or several with commas or lines between them. */
export function addressesIn(value: Json | undefined): { found: string[]; bad?: string } {
  const entries = Array.isArray(value) ? value : value === undefined ? [] : [value];
  // A comma inside quotation marks belongs to a name.
  const found = entries
    .flatMap((entry) => textOf(entry).split(/[,;\n](?=(?:[^"]*"[^"]*")*[^"]*$)/))
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const bad = found.find((text) => !bare.test((named.exec(text)?.[1] ?? text).trim()));
  return bad === undefined ? { found } : { found, bad };
}

/** `example.com` of `The shop <shop@example.com>`. */
export const domainOf = (address: string): string => /@([^\s<>@]+)>?\s*$/.exec(address)?.[1] ?? "localhost";
