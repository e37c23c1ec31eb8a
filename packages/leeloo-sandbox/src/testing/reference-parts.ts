import type { JsonObject } from "../state.js";

/** An operation as the API reference of Leeloo tells it: `{name}` stands for an id of `known`. */
export interface Told {
  /** METHOD and path below the base, with the query of the reference's example. */
  request: string;
  /** The example of the body. */
  body?: JsonObject;
  /** Parts of the body without which the call is refused. */
  required?: readonly string[];
  /** The example of the answer. */
  answer: JsonObject;
}

export const done: JsonObject = { status: 1, data: {} };
export const meta = { limit: 2, offset: 0, filteredCount: 2, totalCount: 2 };
export const date = "2020-02-06T11:30:30.035Z";
export const user = { id: "445f5d522a934035decc093d", name: "Igor", createdAt: date, updatedAt: date };
export const tunnel = { id: "595f5d522a934035decc093d", name: "My tunnel", createdAt: date, updatedAt: date };
export const stats = {
  subscribers: 10,
  uniqSubscribers: 2,
  orders: 4,
  sales: 3,
  uniqSales: 2,
  visits: 14,
  uniqVisits: 5,
  shows: 5,
  uniqShows: 3,
  totalSale: 200,
  totalExpenses: 100,
};
export const account = { account_id: "a", connection_id: "c", connection_status: "OK", from: "TELEGRAM" };
export const card = {
  id: "625946dd585052c1629f1b2b",
  name: "Mark Spenser",
  tags: ["Tag 26"],
  profileImage: "NOT_DEFINED",
  gender: "NO_DATA",
  phone: "+380977451111",
  email: "Ray37@hotmail.com",
  locale: "",
  accounts: [account],
  subscribeHistory: [
    {
      tunnelName: "Default tunnel",
      leadgentoolName: "Default leadgentool",
      trafficSource: "Default traffic source",
      tunnelId: "5e18a2a3ed0b7a000d6c9484",
      leadgentoolId: "5e18a2a3ed0b7a000d6c9486",
      trafficSourceId: "5e18a2a3ed0b7a000d6c9488",
      accountId: "625946dd58505225f49f1b2c",
    },
  ],
  links: {
    contactedUsers: [{ type: "users", id: "60509800acc5ae000d74ce21" }],
    orders: [{ type: "orders", id: "65cf58ba1261175f8d40a75f" }],
  },
  custom_fields: [{ type: "PHONE", name: "phone", value: "+48881644207" }],
  created_at: date,
  updated_at: date,
};
export const included = {
  id: "5e5502a01b1668000ccc93ee",
  title: "manual offer",
  price: 100,
  currency: "USD",
  status: "OPENED",
  updatedAt: date,
};
export const placed = { ...included, createdAt: date };
