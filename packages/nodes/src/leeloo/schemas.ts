import { list, number, object, text } from "../words.js";

/** Schemas that several of Leeloo's answers share. */
export const meta = object({ limit: number, offset: number, filteredCount: number, totalCount: number });
export const done = object({ status: number, data: object({}) });
export const account = object({ account_id: text, connection_id: text, connection_status: text, from: text });

/** A person's card, as `GET /people/{id}` and `GET /communication-channels/{id}/person` answer it. */
const personCard = object({
  id: text,
  name: text,
  tags: list(text),
  profileImage: text,
  gender: text,
  phone: text,
  email: text,
  locale: text,
  accounts: list(account),
  subscribeHistory: list(
    object({
      tunnelName: text,
      leadgentoolName: text,
      trafficSource: text,
      tunnelId: text,
      leadgentoolId: text,
      trafficSourceId: text,
      accountId: text,
    }),
  ),
  links: object({
    contactedUsers: list(object({ type: text, id: text })),
    orders: list(object({ type: text, id: text })),
  }),
  custom_fields: list(object({ type: text, name: text, value: {} })),
  created_at: text,
  updated_at: text,
});

const user = object({ id: text, name: text, createdAt: text, updatedAt: text });
const order = object({ id: text, title: text, price: number, currency: text, status: text, updatedAt: text });

/** The answer around a person's card, with what came along. */
export const personAnswer = object({
  data: personCard,
  included: object({ users: list(user), orders: list(order) }),
  status: number,
});
