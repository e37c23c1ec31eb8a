import { expect, test } from "@jest/globals";
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
