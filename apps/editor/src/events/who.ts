import type { LeelooEvent } from "@leeway/api";
import { isObject, type Json, type Locale, type NodeDefinition } from "@leeway/engine";
import { shortId } from "../runs/story/glimpse.js";

/** The trigger's type, as the catalogue names it. */
export const EVENT_TRIGGER = "trigger.leelooEvent";

/** What people call a type of event; one that nobody listed goes by its own name. */
export function eventTitle(definitions: readonly NodeDefinition[], type: string, locale: Locale): string {
  const params = definitions.find((definition) => definition.type === EVENT_TRIGGER)?.params ?? [];
  const options = params.find(({ name }) => name === "events")?.options ?? [];
  const same = (value: unknown) => String(value).toLowerCase() === type.toLowerCase();
  return options.find(({ value }) => same(value))?.title[locale] ?? type;
}

const telling = ["name", "email", "phone", "account_id"] as const;
/** Whom an event is about, and what, in the words that are in it. */
export function whoIn({ data, orderId }: Pick<LeelooEvent, "data" | "orderId">): string {
  if (!isObject(data)) return orderId ?? "";
  const person = telling.map((name) => textOf(data[name])).find((text) => text !== "") ?? "";
  const what = [textOf(data["offer_name"]), textOf(data["text"])].find((text) => text !== "") ?? shortId(orderId ?? "");
  return [person, what].filter((text) => text !== "").join(" · ");
}

const LONGEST = 80;
const textOf = (value: Json | undefined) =>
  typeof value === "string" || typeof value === "number" ? shortId(String(value).trim().slice(0, LONGEST)) : "";

const ID = /^[0-9a-f]{24}$/;
/** Whom an event is about, for the page of a person: the id of one, or of one of their channels. */
export function personIn(data: Json | undefined): string | undefined {
  if (!isObject(data)) return undefined;
  return [data["person_id"], data["account_id"]].find((id): id is string => typeof id === "string" && ID.test(id));
}
