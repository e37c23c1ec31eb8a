import type { JsonObject } from "@leeway/engine";

/** Ids with which the sandbox is seeded. */
export const seeded = {
  leadgentool: "5e1f119d6c384804b31e945e",
  paymentCredits: "5e3c3533f04b1f000c27b534",
  offer: "5e3c357bf04b1f000c27b83a",
  tagSiteOrder: "595f5d522a934035decc093d",
  tagVip: "595f5d522a934035decc093e",
  /** Андрій Коваленко's. */
  account: "66fac2b853d5470e1ed207a1",
} as const;

/** What a webhook gives for a body. */
export const posted = (body: JsonObject): JsonObject => ({
  body,
  query: {},
  headers: { "content-type": "application/json" },
  method: "POST",
  receivedAt: "2026-01-15T09:30:00.000Z",
});
