import { rangeAround } from "./ranges.js";

/** What typing one character does to a text whose braces were closed by the editor. */
export interface TypedOver {
  /** Taken out before the cursor moves. */
  remove?: { from: number; to: number };
  /** Where the cursor goes; places after `remove` was taken out. */
  cursor: number;
}

/**
 * People close braces that the editor has closed already, and begin with a space that is there already: both are typed
 * over, so that `{{ name }}` typed letter by letter is `{{ name }}`. Undefined: the character goes in as any other.
 */
export function typedOver(text: string, at: number, typed: string): TypedOver | undefined {
  if (typed === " ")
    return text.slice(0, at).endsWith("{{ ") && /^ ?\}\}/.test(text.slice(at)) ? { cursor: at } : undefined;
  if (typed !== "}") return undefined;
  if (text[at - 1] === "}" && text[at] === "}" && text[at - 2] !== "}") return { cursor: at + 1 };
  const spaces = /^( *)\}\}/.exec(text.slice(at))?.[1];
  const range = rangeAround(text, at);
  if (spaces === undefined || !range || !isComplete(text.slice(range.from + 2, at))) return undefined;
  const doubled = spaces !== "" && text[at - 1] === " ";
  return doubled
    ? { remove: { from: at, to: at + spaces.length }, cursor: at + 1 }
    : { cursor: at + spaces.length + 1 };
}

/** Nothing is open at the end: no object, whose brace is not the template's, and no text in quotes. */
function isComplete(inner: string): boolean {
  let objects = 0;
  let quote = "";
  for (let at = 0; at < inner.length; at += 1) {
    const sign = inner[at] ?? "";
    if (quote !== "") {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{") objects += 1;
    else if (sign === "}") objects -= 1;
  }
  return objects === 0 && quote === "";
}
