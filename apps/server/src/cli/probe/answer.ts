import { isObject, type HttpAnswer, type Json } from "@leeway/engine";

/** The JSON of an answer, if it is any. */
export function bodyOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Leeloo did what was asked. */
export function isGood(answer: HttpAnswer): boolean {
  if (answer.kind !== "answered" || answer.status < 200 || answer.status > 299) return false;
  const body = bodyOf(answer.body);
  return isObject(body) && body["status"] !== 0;
}
