import type { Json } from "../json.js";

export const CENSORED = "••••••";

/**
 * The value with every secret blotted out, wherever it stands, keys included. Answers the same object when there was
 * nothing to blot out, so that `!==` tells whether it changed anything.
 */
export function censor<T extends Json>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value;
  const texts: string[] = [];
  collect(value, texts);
  // Most values have none: one look through all of the texts is far cheaper than one for each text and secret.
  const all = texts.join("\0");
  const real = secrets.filter((secret) => secret !== "" && all.includes(secret));
  return real.length === 0 ? value : (blot(value, real) as T);
}

function collect(value: Json, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, texts);
  else if (value !== null && typeof value === "object")
    for (const [key, one] of Object.entries(value)) {
      texts.push(key);
      collect(one, texts);
    }
}

function blot(value: Json, secrets: readonly string[]): Json {
  if (typeof value === "string") return secrets.reduce((text, secret) => text.replaceAll(secret, CENSORED), value);
  if (value === null || typeof value !== "object") return value;
  let changed = false;
  const keep = (before: Json) => {
    const after = blot(before, secrets);
    changed ||= after !== before;
    return after;
  };
  const copy = Array.isArray(value)
    ? value.map(keep)
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [keep(key) as string, keep(one)]));
  return changed ? copy : value;
}
