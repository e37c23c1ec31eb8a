import { expect, test } from "vitest";
import { demo, find, served } from "../testing/served.js";

test("a channel leads to its person and to what was written there", async () => {
  const { send, add } = await served();
  const { id, person_id } = await add();
  await send("POST", "/messages/send-message", { account_id: id, text: "перше" });
  await send("POST", "/messages/send-message", { account_id: id, text: "друге" });
  const { json } = await send("GET", `/communication-channels/${id}/chat-messages?limit=1`);
  expect(json).toMatchObject({ data: [{ text: "друге", type: "YOUR_MESSAGE" }], meta: { filteredCount: 2 } });
  const person = await send("GET", `/communication-channels/${id}/person`);
  expect(person.json).toMatchObject({ data: { id: person_id, accounts: [{ account_id: id }] }, included: {} });
  expect((await send("GET", `/communication-channels/${person_id}/person`)).status).toBe(404);
});

test("channels are listed with their people, within a span of time where one is given", async () => {
  const { send } = await served();
  const all = (await send("GET", "/communication-channels?limit=1")).json;
  expect(all).toMatchObject({ data: [{ name: "Софія Кравчук", from: "TELEGRAM" }], meta: { totalCount: 4 } });
  const span = "filter[last_message][from]=2025-11-04T00:00:00Z&filter[last_message][to]=2025-11-05T00:00:00Z";
  const { data } = (await send("GET", `/communication-channels?${span}`)).json;
  expect(data.map(({ name }: { name: string }) => name)).toEqual(["Марія Лисенко"]);
});

test("a channel is subscribed to a block of a tunnel that there is", async () => {
  const { send, add } = await served();
  const { id } = await add();
  const block = { tunnel_block_id: "66fabfc013ed14cddff0d8a9" };
  const subscribe = async (tunnel_id: string) =>
    (await send("POST", `/communication-channels/${id}/manual-subscribe`, { tunnel_id, ...block })).json;
  expect(await subscribe("66fabfc013ed14bf97f0d897")).toEqual({ data: {}, status: 1 });
  expect(await subscribe("ffffffffffffffffffffffff")).toEqual({ status: 0, message: "Tunnel not found" });
});

test("people come in by SMS with tags, all of them or none", async () => {
  const { send } = await served();
  const wanted = { connection_id: "65cf48536d81f496d4f9a673", leadgentool_id: demo.leadgentool, tags: [demo.tagVip] };
  const [one, two] = [
    { name: "Юрій", phone: "+380667772233" },
    { name: "Ніна", phone: "+380667772244" },
  ];
  expect((await send("POST", "/people/sms", { ...wanted, data: [one, { name: "Без номера" }] })).json.status).toBe(0);
  expect((await send("POST", "/people/sms", { ...wanted, data: [one, two] })).json.data).toEqual({
    count_to_process: 2,
  });
  const { data } = (await send("GET", find({ "filter[phone]": "+380667772244" }))).json;
  expect(data).toMatchObject([{ name: "Ніна", tags: ["VIP"], accounts: [{ from: "SMS" }] }]);
});

test("a traffic source and a call are answered as the reference shows", async () => {
  const { send, add } = await served();
  const { id: account_id } = await add();
  const source = await send("POST", `/leadgentools/${demo.leadgentool}/create-traffic-source`, { name: "Афіша" });
  expect(source.json.data).toMatchObject({ name: "Афіша", tunnel_id: "5e1f11566c384804b31e9457", type: "normal" });
  const call = {
    user_id: "60509800acc5ae000d74ce21",
    from: "606",
    to: "607",
    date: "2024-03-22T15:30:17.339Z",
    account_id,
    record_link: "NOT_DEFINED",
    status: "SUCCESS",
    duration: 100,
    type: "INBOUND",
  };
  expect((await send("POST", "/calls", call)).json.data).toMatchObject({ account_id, billsec: 100, type: "INBOUND" });
  expect((await send("POST", "/calls", { ...call, status: "BUSY" })).json.message).toContain("NO_ANSWER");
});

test("a tunnel's numbers count its people, orders and sales", async () => {
  const { send, add } = await served();
  const { person_id } = await add();
  const ids = { paymentCreditsId: demo.paymentCredits, offerId: demo.offer, personId: person_id };
  const { id } = (await send("POST", "/orders", ids)).json.data;
  await send("POST", `/orders/${id}`, { status: "RESOLVED" });
  const one = (await send("GET", "/tunnels/5e1f11566c384804b31e9457/stats")).json.data;
  expect(one).toMatchObject([{ subscribers: 5, orders: 1, sales: 1, totalSale: 950 }]);
  const other = (await send("GET", "/tunnels/66fabfc013ed14bf97f0d897/stats")).json.data;
  expect(other).toMatchObject([{ subscribers: 0, orders: 0 }]);
  expect((await send("GET", "/tunnels/stats")).json.data).toEqual(one);
});

test("a traffic source is named by its LGT from then on", async () => {
  const { send } = await served();
  const lgts = async () =>
    (await send("GET", "/tunnels/5e1f11566c384804b31e9457?include=leadgentools")).json.linked.leadgentools;
  expect((await lgts())[0]).not.toHaveProperty("trafficSources");
  const made = await send("POST", `/leadgentools/${demo.leadgentool}/create-traffic-source`, { name: "Reels" });
  expect((await lgts())[0].trafficSources).toEqual([{ id: made.json.data.id, name: "Reels" }]);
});

test("comments and calls are kept with their person, as people look at them", async () => {
  const { send, add, sandbox } = await served();
  const { id, person_id } = await add();
  await send("PUT", `/people/${person_id}/add-comment`, { comment: "Передзвонити" });
  const call = { user_id: "60509800acc5ae000d74ce21", from: "606", to: "607", account_id: id, duration: 100 };
  const how = { date: "2024-03-22T15:30:17.339Z", record_link: "NOT_DEFINED", status: "NO_ANSWER", type: "INBOUND" };
  await send("POST", "/calls", { ...call, ...how });
  const [first, second] = sandbox.snapshot().people;
  expect(first).toMatchObject({
    id: person_id,
    comments: [{ text: "Передзвонити" }],
    calls: [{ status: "NO_ANSWER", billsec: 100 }],
    subscribeHistory: [{ tunnelName: "Замовлення з сайту" }],
  });
  expect(second).toMatchObject({ comments: [], calls: [] });
});

test("custom fields are written by name, at most twenty", async () => {
  const { send, add } = await served();
  const { person_id } = await add();
  const field = (name: string, value: string) => ({ type: "TEXT", name, value });
  const write = async (...custom_fields: unknown[]) =>
    (await send("PUT", `/people/${person_id}`, { custom_fields } as never)).json;
  await write(field("city", "Львів"), field("size", "M"));
  await write(field("city", "Одеса"));
  const read = async () => (await send("GET", `/people/${person_id}`)).json.data.custom_fields;
  expect(await read()).toEqual([field("city", "Одеса"), field("size", "M")]);
  expect(await write({ name: "city" })).toMatchObject({ status: 0 });
  const many = Array.from({ length: 19 }, (_, at) => field(`f${at}`, ""));
  expect(await write(...many)).toEqual({ status: 0, message: "custom_fields must be at most 20" });
  expect(await read()).toHaveLength(2);
});
