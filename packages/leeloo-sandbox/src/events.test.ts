import { describe, expect, test, vi } from "vitest";
import type { Sandbox } from "./sandbox.js";
import { receiver } from "./testing/receiver.js";
import { demo, served } from "./testing/served.js";

const tunnel = "66fabfc013ed14bf97f0d897";
const andrii = "66fac2b853d5470e1ed207a0";

/** A sandbox whose webhook is a receiver. */
async function wired(status = 200) {
  const [world, hook] = [await served(), await receiver(status)];
  world.sandbox.setTarget(hook.url);
  return { ...world, hook };
}

describe("the webhook hears", () => {
  test("of a new person, of their order and of its sale, which is told once", async () => {
    const { send, add, hook } = await wired();
    const { id: account_id, person_id } = await add({ phone: "+380671234567" });
    expect(await hook.events(1)).toMatchObject([
      { type: "SUBSCRIPTION", data: { account_id, person_id, leadgentool_id: demo.leadgentool } },
    ]);
    const ids = { paymentCreditsId: demo.paymentCredits, offerId: demo.offer, personId: person_id };
    const made = await send("POST", "/orders", { ...ids, phone: "+380671234567", email: "olena@example.com" });
    const { id: order_id, createdAt: created_at } = made.json.data;
    const data = {
      order_id,
      account_id,
      offer_name: "Замовлення з сайту",
      price: 950,
      currency: "UAH",
      email: "olena@example.com",
      phone: "+380671234567",
      created_at,
    };
    expect(await hook.events(1)).toEqual([{ type: "ORDER", data }]);
    await send("POST", `/orders/${order_id}`, { price: "900" });
    await send("POST", `/orders/${order_id}`, { status: "RESOLVED" });
    await send("POST", `/orders/${order_id}`, { status: "RESOLVED" });
    await send("POST", "/orders", ids);
    expect(await hook.events(2)).toMatchObject([
      { type: "SALE", data: { ...data, price: 900, payment_method: demo.paymentCredits } },
      { type: "ORDER" },
    ]);
  });

  test("of a subscription to a tunnel, which is in the person's history", async () => {
    const { send, hook } = await wired();
    const account_id = `${andrii.slice(0, -1)}1`;
    const body = { tunnel_id: tunnel, tunnel_block_id: "66fabfc013ed14cddff0d8a9" };
    await send("POST", `/communication-channels/${account_id}/manual-subscribe`, body);
    expect(await hook.events(1)).toMatchObject([
      { type: "SUBSCRIPTION", data: { account_id, tunnel_id: tunnel, tunnel_name: "Безкоштовний вебінар" } },
    ]);
    const { subscribeHistory } = (await send("GET", `/people/${andrii}`)).json.data;
    expect(subscribeHistory.map(({ tunnelName }: { tunnelName: string }) => tunnelName)).toEqual([
      "Замовлення з сайту",
      "Безкоштовний вебінар",
    ]);
  });

  test("of everybody who came in by SMS, in their order", async () => {
    const { send, hook } = await wired();
    const people = ["Юрій", "Ніна", "Лев"].map((name, at) => ({ name, phone: `+38066777220${at}` }));
    const place = { connection_id: "65cf48536d81f496d4f9a673", leadgentool_id: demo.leadgentool };
    await send("POST", "/people/sms", { ...place, data: people });
    const names = (await hook.events(3)).map(({ data }) => data["name"]);
    expect(names).toEqual(["Юрій", "Ніна", "Лев"]);
  });

  test("nothing of what was refused or cut before it was done, but of what was cut after", async () => {
    const { send, add, sandbox, hook } = await wired();
    await send("POST", "/people", { name: "Олена" });
    sandbox.failNext({ with: "cutBefore" });
    await expect(add()).rejects.toThrow("fetch failed");
    sandbox.failNext({ with: "cutAfter" });
    await expect(add({ name: "Після" })).rejects.toThrow("fetch failed");
    expect(await hook.events(1)).toMatchObject([{ data: { name: "Після" } }]);
    expect(hook.came).toEqual([]);
  });
});

describe("the webhook hears nothing", () => {
  const olena = { name: "Олена", leadgentool_id: demo.leadgentool };
  const listed = (sandbox: Sandbox) =>
    sandbox.deliveries().map(({ event, withheld, status }) => [event.data["name"], withheld ?? status]);

  test("of a rehearsal, and the list of deliveries says so", async () => {
    const { send, sandbox, hook } = await wired();
    await send("POST", "/people", olena, { "x-leeway-rehearsal": "1" });
    expect(sandbox.snapshot().people[0]?.name).toBe("Олена");
    await send("POST", "/people", { ...olena, name: "Ніна" });
    expect(await hook.events(1)).toMatchObject([{ type: "SUBSCRIPTION", data: { name: "Ніна" } }]);
    const both = [
      ["Ніна", 200],
      ["Олена", "rehearsal"],
    ];
    // The hook has the event before its answer is back.
    await vi.waitFor(() => expect(listed(sandbox)).toEqual(both));
    expect(await sandbox.sendAgain("1")).toBe(true);
    expect(hook.came).toMatchObject([{ data: { name: "Олена" } }]);
  });

  test("of a call from outside, and the list of deliveries says so", async () => {
    const { sandbox, hook } = await wired();
    const headers = { "x-leeloo-authtoken": "sandbox" };
    const call = { method: "POST", url: "/api/v2/people", headers, body: JSON.stringify(olena) };
    expect(await sandbox.handle({ ...call, outside: true })).toMatchObject({ status: 200 });
    expect(listed(sandbox)).toEqual([["Олена", "outside"]]);
    expect(hook.came).toEqual([]);
  });
});

describe("something that happens in Leeloo itself", () => {
  test("is a message from a person, in the chat and as an event", async () => {
    const { send, sandbox, hook } = await wired();
    await sandbox.happen({ type: "MESSAGE", personId: andrii, text: "Скільки коштує?" });
    const account_id = `${andrii.slice(0, -1)}1`;
    const data = { account_id, person_id: andrii, name: "Андрій Коваленко", text: "Скільки коштує?" };
    expect(hook.came).toMatchObject([{ type: "MESSAGE", data }]);
    const { json } = await send("GET", `/communication-channels/${account_id}/chat-messages`);
    expect(json.data).toMatchObject([{ text: "Скільки коштує?", type: "USER_MESSAGE" }]);
  });

  test("is an order or a sale of somebody new, who is subscribed by it", async () => {
    const { send, sandbox, hook } = await wired();
    await sandbox.happen({ type: "SALE", name: "Нова", phone: "+380501", offer: "Курс", price: 12.5, currency: "EUR" });
    const [subscription, sale] = hook.came;
    expect(subscription).toMatchObject({ type: "SUBSCRIPTION", data: { name: "Нова" } });
    expect(sale).toMatchObject({
      type: "SALE",
      data: { offer_name: "Курс", price: 12.5, currency: "EUR", phone: "+380501", payment_method: demo.paymentCredits },
    });
    const { order_id } = sale!.data as { order_id: string };
    const order = (await send("GET", `/orders/${order_id}`)).json.data;
    expect(order).toMatchObject({ title: "Курс", price: 12.5, status: "SUCCESS" });
    await sandbox.happen({ type: "ORDER", personId: andrii });
    expect(hook.came[2]).toMatchObject({ type: "ORDER", data: { price: 950, phone: "+380501112233" } });
  });

  test("is a subscription of somebody known to a tunnel, which its numbers count", async () => {
    const { send, sandbox, hook } = await wired();
    await sandbox.happen({ type: "SUBSCRIPTION", personId: andrii, tunnelId: tunnel });
    expect(hook.came).toMatchObject([{ type: "SUBSCRIPTION", data: { person_id: andrii, tunnel_id: tunnel } }]);
    const stats = (await send("GET", `/tunnels/${tunnel}/stats`)).json.data[0];
    expect(stats).toMatchObject({ subscribers: 1, uniqSubscribers: 1 });
  });

  test.each([
    [{ type: "MESSAGE", personId: andrii, text: " " }, "text is required"],
    [{ type: "ORDER", personId: "ffffffffffffffffffffffff" }, "Person not found"],
    [{ type: "SUBSCRIPTION", name: " " }, "name is required"],
    [{ type: "SUBSCRIPTION", name: "Нова", tunnelId: "ffffffffffffffffffffffff" }, "Tunnel not found"],
  ] as const)("is refused as %j and changes nothing", async (happening, message) => {
    const { sandbox, hook } = await wired();
    const before = sandbox.snapshot();
    await expect(sandbox.happen(happening)).rejects.toThrow(message);
    expect(sandbox.snapshot()).toEqual(before);
    expect(hook.came).toEqual([]);
  });
});

describe("a delivery", () => {
  test("is kept with its status, and is not tried again", async () => {
    const { sandbox, hook } = await wired(503);
    await sandbox.happen({ type: "MESSAGE", personId: andrii, text: "Вітаю" });
    expect(hook.came).toHaveLength(1);
    expect(sandbox.deliveries()).toMatchObject([
      { id: "1", url: hook.url, status: 503, error: null, event: { type: "MESSAGE", data: { text: "Вітаю" } } },
    ]);
  });

  test("that reached nobody says why", async () => {
    const { sandbox } = await served();
    sandbox.setTarget("http://127.0.0.1:1/nobody");
    await sandbox.happen({ type: "MESSAGE", personId: andrii, text: "Вітаю" });
    expect(sandbox.deliveries()).toMatchObject([{ status: 0, error: expect.stringMatching(/bad port|ECONNREFUSED/) }]);
  });

  test("is sent once more on demand, with the same event", async () => {
    const { sandbox, hook } = await wired();
    await sandbox.happen({ type: "ORDER", personId: andrii });
    expect(await sandbox.sendAgain("1")).toBe(true);
    expect(await sandbox.sendAgain("9")).toBe(false);
    expect(hook.came[1]).toEqual(hook.came[0]);
    expect(sandbox.deliveries().map(({ id }) => id)).toEqual(["2", "1"]);
  });

  test("does not keep the API waiting, and is given up on when too many wait", async () => {
    const { add, sandbox } = await served({ deliver: () => new Promise(() => {}), limitPerMinute: 1_000 });
    sandbox.setTarget("http://nobody.example/");
    for (let i = 0; i < 501; i++) await add();
    expect(sandbox.deliveries()).toMatchObject([{ status: 0, error: null, withheld: "tooMany" }]);
  });

  test("is forgotten by a reset, the slot is not", async () => {
    const { sandbox, hook } = await wired();
    await sandbox.happen({ type: "MESSAGE", personId: andrii, text: "Вітаю" });
    sandbox.reset();
    expect([sandbox.target(), sandbox.deliveries()]).toEqual([hook.url, []]);
  });

  test("goes nowhere once the slot is empty", async () => {
    const { sandbox, hook } = await wired();
    sandbox.setTarget(null);
    await sandbox.happen({ type: "ORDER", personId: andrii });
    expect([hook.came, sandbox.deliveries()]).toEqual([[], []]);
  });
});
