import type { Locale } from "@leeway/engine";
import { en, type MessageId, type Messages } from "./en/all.js";

export type { MessageId, Messages };

/** English comes with the page, the others by need. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === "uk") return (await import("./uk/all.js")).uk;
  if (locale === "ru") return (await import("./ru/all.js")).ru;
  return en;
}
