import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "@leeway/engine";
import { catalogue } from "../index.js";
import { runners } from "../run.js";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";

let leeloo: FarEnd;
beforeAll(async () => void (leeloo = await listen()));
afterAll(() => void leeloo.server.close());
beforeEach(() => {
  leeloo.received.length = 0;
  leeloo.respond = undefined;
});

const channel = "5ea177b8ac8f55000d2c68f1";
const person = "5ea177b8ac8f55000d2c68f0";
const sentAt = Date.parse("2026-01-15T09:30:00Z");
const at = (seconds: number) => new Date(sentAt + seconds * 1000).toISOString();
const message = (id: string, text: string, seconds: number, type = "YOUR_MESSAGE") => ({
  id,
  text,
  type,
  read: true,
  createdAt: at(seconds),
  updatedAt: at(seconds),
});

async function look(type: string, params: JsonObject, entries: JsonObject[], date?: string) {
  leeloo.respond = (url) => {
    const [offset, limit] = [Number(url.searchParams.get("offset")), Number(url.searchParams.get("limit"))];
    const data = entries.slice(offset, offset + limit);
    const meta = { limit, offset, filteredCount: data.length, totalCount: entries.length };
    const body = JSON.stringify({ data, meta, status: 1 });
    return { status: 200, body, headers: { date: date ?? new Date(sentAt + 5_000).toUTCString() } };
  };
  const [runner, definition] = [runners.get(type), catalogue.get(type)];
  if (!runner?.settle || !definition) throw new Error(`${type} has no check`);
  const secret = { type: "leelooToken", data: { token: "t0ken", baseUrl: `${leeloo.origin}/api/v2` } };
  const { read, secret: opened, timezone } = toolsFor(secret);
  const found = await runner.settle(
    params,
    { read, secret: opened, timezone, now: sentAt + 5_000, sentAt },
    definition,
  );
  return "kind" in found
    ? found.error.code
    : { ids: found.matches.map(({ id }) => id), seen: found.seen.length, found };
}
const hello = { account_id: channel, text: "Hello,  Olena!\n" };

describe("a message of which nobody knows whether it arrived", () => {
  test("is the one with its text in its chat since then, however its spaces came through", async () => {
    const chat = [message("m2", "Hello, Olena!", 1), message("m1", "Hello, Olena!", -60)];
    expect(await look("leeloo.message.send", hello, chat)).toMatchObject({
      ids: ["m2"],
      found: { matches: [{ output: { status: 1, data: {} } }] },
    });
    expect(leeloo.received[0]?.url).toBe(`/api/v2/communication-channels/${channel}/chat-messages?limit=50&offset=0`);
    expect(leeloo.received.every(({ method }) => method === "GET")).toBe(true);
  });

  test("is neither what the person wrote, nor another text, nor what was there before", async () => {
    const chat = [
      message("m3", "Hello, Olena!", 2, "MESSAGE"),
      message("m2", "Hello, Ivan!", 1),
      message("m1", "Hello, Olena!", -1),
    ];
    expect(await look("leeloo.message.send", hello, chat)).toMatchObject({ ids: [], seen: 1 });
  });

  test("is not to be told from a second one", async () => {
    const chat = [message("m2", "Hello, Olena!", 2), message("m1", "Hello, Olena!", 1)];
    expect(await look("leeloo.message.send", hello, chat)).toMatchObject({ ids: ["m2", "m1"] });
  });

  test("is found behind pages of newer ones, and at the end of a list that begins with the oldest", async () => {
    const newer = Array.from({ length: 120 }, (_, index) => message(`n${index}`, "other", 200 - index));
    const older = Array.from({ length: 500 }, (_, index) => message(`o${index}`, "Hello, Olena!", -1 - index));
    const chat = [...newer, message("m", "Hello, Olena!", 1), ...older];
    expect(await look("leeloo.message.send", hello, chat)).toMatchObject({ ids: ["m"] });
    expect(leeloo.received).toHaveLength(3);
    expect(await look("leeloo.message.send", hello, chat.toReversed())).toMatchObject({ ids: ["m"] });
  });

  test("is certain in no list that goes on and on", async () => {
    const chat = Array.from({ length: 900 }, (_, index) =>
      message(`m${index}`, index === 3 ? "Hello, Olena!" : "x", 900 - index),
    );
    expect(await look("leeloo.message.send", hello, chat)).toMatchObject({ ids: [] });
    expect(leeloo.received).toHaveLength(4);
  });

  test.each([30, 3_600])("is not an older one that a clock %i s ahead makes look newer", async (ahead) => {
    const date = new Date(sentAt + (ahead + 5) * 1_000).toUTCString();
    const chat = [message("m1", "Hello, Olena!", ahead - 1)];
    expect(await look("leeloo.message.send", hello, chat, date)).toMatchObject({ ids: [] });
    expect(await look("leeloo.message.send", hello, [message("m2", "Hello, Olena!", ahead + 1)], date)).toMatchObject({
      ids: ["m2"],
    });
  });

  test("cannot be looked for with a refused token", async () => {
    const settled = look("leeloo.message.send", hello, []);
    leeloo.respond = () => ({ status: 401, body: "{}" });
    expect(await settled).toBe("service.tokenRefused");
  });
});

test("what a template became is shown, and settles nothing: nobody knows its text", async () => {
  const params = { account_id: channel, template_id: "65fc3f2656789099e157e817" };
  expect(await look("leeloo.message.sendTemplate", params, [message("m1", "Your order", 1)])).toMatchObject({
    ids: [],
    seen: 1,
  });
  expect("mark" in (runners.get("leeloo.message.sendTemplate") ?? {})).toBe(false);
});

test("an order is the one of its person since then, with all that creating it would have answered", async () => {
  const order = (id: string, person_id: string, seconds: number) => ({
    id,
    person_id,
    title: "Course",
    price: 200,
    currency: "USD",
    status: "OPENED",
    createdAt: at(seconds),
    updatedAt: at(seconds),
  });
  const list = [order("o3", "5df0fac42121a5000e07d80b", 2), order("o2", person, 1), order("o1", person, -100)];
  const found = await look("leeloo.order.create", { personId: person, offerId: "x", paymentCreditsId: "y" }, list);
  const { person_id: _, ...data } = order("o2", person, 1);
  expect(found).toMatchObject({ ids: ["o2"], seen: 1, found: { matches: [{ output: { status: 1, data } }] } });
});

test("two calls look alike by what the list shows of them alone", () => {
  const mark = (type: string, params: JsonObject) => {
    const definition = catalogue.get(type);
    return definition && runners.get(type)?.mark?.(params, definition);
  };
  const same = mark("leeloo.message.send", hello);
  expect(mark("leeloo.message.send", { ...hello, text: " Hello, Olena!" })).toBe(same);
  expect(mark("leeloo.message.send", { ...hello, text: "Bye" })).not.toBe(same);
  expect(mark("leeloo.message.send", { ...hello, account_id: person })).not.toBe(same);
  const order = { personId: person, offerId: "a", paymentCreditsId: "b" };
  expect(mark("leeloo.order.create", { ...order, offerId: "c" })).toBe(mark("leeloo.order.create", order));
});
