import { isObject, type Json } from "@leeway/engine";

/** What is known of a person besides their id. */
export interface Card {
  name: string | null;
  phone: string | null;
  email: string | null;
}

/** Nothing is known. */
export const noCard: Card = { name: null, phone: null, email: null };

/** What an answer, or what was sent, says of the person with this id; where it is silent, what was known stays. */
export function cardIn(value: Json | undefined, id: string, known: Card): Card {
  if (Array.isArray(value)) return value.reduce<Card>((card, one) => cardIn(one, id, card), known);
  if (!isObject(value)) return known;
  // In a list of channels `id` is the channel's, and `person_id` the person's.
  const whose = value["person_id"] ?? value["id"] ?? value["_id"];
  const card = whose === id ? filled(value, known) : known;
  return Object.values(value).reduce<Card>((told, one) => cardIn(one, id, told), card);
}

function filled(value: Record<string, Json>, known: Card): Card {
  const { name, phone, email } = value;
  const full = [value["first_name"], value["last_name"]].map((one) => textOf(one) ?? "").join(" ");
  return {
    name: known.name ?? textOf(name) ?? textOf(full),
    phone: known.phone ?? textOf(phone),
    email: known.email ?? textOf(email),
  };
}

const textOf = (value: Json | undefined): string | null =>
  (typeof value === "string" || typeof value === "number") && String(value).trim() !== "" ? String(value).trim() : null;
