import type { Json } from "@leeway/engine";
import { textOf } from "../words.js";

const bare = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/;
const SEPARATORS: ReadonlySet<string> = new Set([",", ";", "\n"]);
const named = /^[^<>\r\n]*<([^<>]+)>$/;

/** The addresses of a param: each entry holds one, or several with commas or lines between them. */
export function addressesIn(value: Json | undefined): { found: string[]; bad?: string } {
  const entries = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const found = entries
    .flatMap((entry) => [...piecesOf(textOf(entry))])
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const bad = found.find((text) => !bare.test((named.exec(text)?.[1] ?? text).trim()));
  return bad === undefined ? { found } : { found, bad };
}

/**
 * The text cut at commas, semicolons and lines; inside quotation marks they belong to a name. In one pass: who wrote it may be a
 * stranger, and a megabyte of commas must keep nobody waiting.
 */
function* piecesOf(text: string): Generator<string> {
  let inName = (text.split('"').length - 1) % 2 === 1;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') inName = !inName;
    else if (!inName && SEPARATORS.has(char)) {
      yield text.slice(from, at);
      from = at + 1;
    }
  }
  yield text.slice(from);
}

/** `example.com` of `The shop <shop@example.com>`. */
export const domainOf = (address: string): string => /@([^\s<>@]+)>?\s*$/.exec(address)?.[1] ?? "localhost";
