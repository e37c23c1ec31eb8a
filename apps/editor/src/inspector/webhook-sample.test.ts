import { expect, test } from "vitest";
import { bodyOf, payloadOf } from "./webhook-sample.js";

test("a webhook's sample is wrapped where only the body was pasted, and kept where it is whole", () => {
  const payload = payloadOf({ name: "Олена" }, "POST", 0);
  expect(payload).toMatchObject({ body: { name: "Олена" }, method: "POST", receivedAt: "1970-01-01T00:00:00.000Z" });
  expect(payloadOf(payload, "GET", 5)).toBe(payload);
  expect(payloadOf({ body: "a field called body" }, "POST", 0)).toMatchObject({
    body: { body: "a field called body" },
  });
  expect(bodyOf(payload)).toEqual({ name: "Олена" });
});
