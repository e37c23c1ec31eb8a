import { describe, expect, test } from "vitest";
import { address, call, listening, order, post } from "./testing/listening.js";

listening();

describe("the address", () => {
  test("is renewed: the old one ends, the new one takes events", async () => {
    const old = await address();
    expect((await call("POST", "/leeloo-hub/renew", {})).status).toBe(200);
    const fresh = await address();
    expect(fresh).not.toBe(old);
    expect((await post(order("o-10"), undefined, old)).status).toBe(404);
    expect((await post(order("o-10"), undefined, fresh)).status).toBe(200);
  });

  test.each(["ftp://a.example/", "not a url", "javascript:alert(1)", 5])(
    "%j is nowhere to send events on to",
    async (forwardTo) => {
      expect((await call("PUT", "/leeloo-hub", { forwardTo })).status).toBe(422);
    },
  );

  test("does not send events on to itself", async () => {
    expect((await call("PUT", "/leeloo-hub", { forwardTo: await address() })).status).toBe(422);
  });
});
