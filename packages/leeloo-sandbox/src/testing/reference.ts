import type { JsonObject } from "../state.js";
import { messagesAndOrders } from "./reference-messages.js";
import type { Told } from "./reference-parts.js";
import { peopleAndTheRest } from "./reference-people.js";
import { demo } from "./served.js";

/** Ids that the sandbox has, in place of those of the reference's account. */
export const known: Readonly<Record<string, string>> = {
  category_id: "5e3bf3fdb70492000f72cd6c",
  account_id: "66fac2b853d5470e1ed207a1",
  person_id: "66fac2b853d5470e1ed207a0",
  leadgentool_id: demo.leadgentool,
  tunnel_id: "5e1f11566c384804b31e9457",
  user_id: "632af797bd3cc466fe1af584",
};

/** What the reference's examples presuppose: an order and a message of that person. */
export const order: JsonObject = {
  paymentCreditsId: demo.paymentCredits,
  offerId: demo.offer,
  personId: known["person_id"] ?? "",
  email: "email123@gmail.com",
};

/** The thirty operations. */
export const reference: readonly Told[] = [...messagesAndOrders, ...peopleAndTheRest];
