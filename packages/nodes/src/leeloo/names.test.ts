import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Json, JsonObject, StepOutcome } from "@leeway/engine";
import { catalogue } from "../index.js";
import { leelooRunner } from "./leeloo.run.js";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";

const id = (digit: string) => digit.repeat(24);
const person = id("9");

let leeloo: FarEnd;
let runner = leelooRunner(catalogue);
let tags: Json[] = [];
let now = Date.parse("2026-01-15T09:30:00Z");
beforeAll(async () => void (leeloo = await listen()));
afterAll(() => void leeloo.server.close());
beforeEach(() => {
  runner = leelooRunner(catalogue);
  leeloo.received.length = 0;
  tags = [
    { id: id("a"), name: "VIP" },
    { id: id("b"), name: " Новий клієнт " },
    { id: id("c"), name: "vip club" },
  ];
  leeloo.respond = ({ pathname }) => ({
    status: 200,
    body: JSON.stringify({ status: 1, data: pathname === "/tags" ? tags : {} }),
  });
});

const standIn = { at: "", for: "https://api.leeloo.ai/api/v2", headers: {} };

function run(type: string, params: JsonObject, pool = "pool", more: object = {}, stands = false) {
  const definition = catalogue.get(type);
  if (!definition) throw new Error(`${type} is not there`);
  const tools = toolsFor({ type: "leelooToken", data: { token: "t0ken", baseUrl: leeloo.origin } });
  const secret = tools.secret && { ...tools.secret, pool: { key: pool, limit: 290 }, ...(stands && { standIn }) };
  return Promise.resolve(runner.run(params, { ...tools, secret, now, ...more }, definition));
}
const addTag = (tag_id: string, pool?: string) => run("leeloo.person.addTag", { person_id: person, tag_id }, pool);
const calls = () => leeloo.received.map(({ method, url }) => `${method} ${url}`);
const sentTags = () =>
  leeloo.received.flatMap(({ method, body }) => (method === "GET" ? [] : [JSON.parse(body) as Json]));
const errorOf = (outcome: StepOutcome) => (outcome.kind === "failed" ? outcome.error : undefined);

describe("a tag that is given by name", () => {
  test.each([
    ["VIP", "a"],
    ["  VIP ", "a"],
    ["vip", "a"],
    ["новий клієнт", "b"],
    ["VIP CLUB", "c"],
  ])("%j is sent as the id of the one that is called so", async (name, digit) => {
    expect(await addTag(name)).toMatchObject({ kind: "done" });
    expect(sentTags()).toEqual([{ tag_id: id(digit) }]);
  });

  test("is looked up anew once somebody says that the lists of that token have changed", async () => {
    await addTag("VIP", "ours");
    await addTag("VIP", "theirs");
    tags = [{ id: id("d"), name: "VIP" }];
    runner.forget?.({ type: "leelooToken", data: {}, censor: [], allowedHosts: [], pool: { key: "ours", limit: 1 } });
    await addTag("VIP", "ours");
    await addTag("VIP", "theirs");
    expect(sentTags()).toEqual(["a", "a", "d", "a"].map((digit) => ({ tag_id: id(digit) })));
  });

  test("is no lookup when it is an id", async () => {
    await addTag(id("f"));
    expect(calls()).toEqual([`PUT /people/${person}/add-tag`]);
  });

  test("is looked up once in two minutes for all that use the token", async () => {
    await Promise.all([addTag("VIP"), addTag("VIP"), addTag("vip club")]);
    await addTag("VIP");
    expect(calls().filter((call) => call === "GET /tags")).toHaveLength(1);
    await addTag("VIP", "another token");
    expect(calls().filter((call) => call === "GET /tags")).toHaveLength(2);
    now += 120_000;
    await addTag("VIP");
    expect(calls().filter((call) => call === "GET /tags")).toHaveLength(3);
  });

  test("is looked up anew, once, when what is remembered does not know it", async () => {
    await addTag("VIP");
    tags.push({ id: id("d"), name: "Just made" });
    expect(await addTag("Just made")).toMatchObject({ kind: "done" });
    expect(await addTag("Never made")).toMatchObject({ kind: "failed" });
    expect(calls().filter((call) => call === "GET /tags")).toHaveLength(3);
    expect(sentTags().at(-1)).toEqual({ tag_id: id("d") });
  });

  test("and does not exist is an error with the nearest names; nothing is sent or made", async () => {
    const outcome = await addTag("VIPP");
    expect(errorOf(outcome)).toEqual({
      code: "choice.unknownName",
      values: { value: "VIPP", names: "VIP" },
      param: "tag_id",
    });
    expect(calls()).toEqual(["GET /tags"]);
  });

  test("is in a rehearsal an id that stays the same where the stand-in does not know it, and is told", async () => {
    const told: string[] = [];
    const more = { lookedUp: (name: string) => void told.push(name) };
    const rehearse = (tag_id: string) =>
      run("leeloo.person.addTag", { person_id: person, tag_id }, "sandbox", more, true);
    for (const name of ["Оплатив курс", " Оплатив курс ", "Оплатил курс", "VIP", id("f")])
      expect(await rehearse(name)).toMatchObject({ kind: "done" });
    const [first, again, other, known, given] = sentTags().map((sent) => (sent as { tag_id: string }).tag_id);
    expect(first).toMatch(/^[0-9a-f]{24}$/);
    expect([again === first, other === first, known, given]).toEqual([true, false, id("a"), id("f")]);
    expect(told).toEqual(["Оплатив курс", "Оплатив курс", "Оплатил курс", "VIP"]);
    expect(calls().filter((call) => call === "GET /tags")).toHaveLength(1);
    leeloo.respond = () => ({ status: 401, body: "{}" });
    const failing = await run("leeloo.person.addTag", { person_id: person, tag_id: "X" }, "another", more, true);
    expect(errorOf(failing)).toMatchObject({ code: "service.tokenRefused" });
  });

  test("and exists twice is an error, unless its capitals tell", async () => {
    tags.push({ id: id("d"), name: "vip" }, { id: id("e"), name: "Новий клієнт" });
    expect(errorOf(await addTag("Vip"))).toMatchObject({ code: "choice.twofoldName", values: { value: "Vip" } });
    expect(errorOf(await addTag("Новий клієнт"))).toMatchObject({ code: "choice.twofoldName", param: "tag_id" });
    expect(await addTag("vip")).toMatchObject({ kind: "done" });
    expect(sentTags()).toEqual([{ tag_id: id("d") }]);
  });

  test("among several is each in its place, and none twice", async () => {
    const given = { data: [{ phone: "380501112233" }], connection_id: id("1"), leadgentool_id: id("2") };
    await run("leeloo.person.addSms", { ...given, tags: ["VIP", id("a"), "vip club"] });
    expect(sentTags()).toMatchObject([{ tags: [id("a"), id("c")] }]);
    const outcome = await run("leeloo.person.addSms", { ...given, tags: ["VIP", "Nobody"] });
    expect(errorOf(outcome)).toMatchObject({ code: "choice.unknownName", param: "tags[1]" });
  });

  test("fails with the lookup, and the next one asks again", async () => {
    const whole = leeloo.respond;
    leeloo.respond = () => ({ status: 401, body: "{}" });
    expect(errorOf(await addTag("VIP"))).toMatchObject({ code: "service.tokenRefused" });
    leeloo.respond = whole;
    expect(await addTag("VIP")).toMatchObject({ kind: "done" });
  });

  test("does not share the failure of another step's lookup", async () => {
    let first = true;
    const broken = () => {
      first = false;
      return Promise.resolve({ kind: "notSent" as const, error: { code: "service.limited" as const, values: {} } });
    };
    const outcomes = await Promise.all([
      run("leeloo.person.addTag", { person_id: person, tag_id: "VIP" }, "pool", { read: broken }),
      addTag("VIP"),
    ]);
    expect([first, ...outcomes.map(({ kind }) => kind)]).toEqual([false, "failed", "done"]);
  });

  test("does not share a fault of another step's lookup", async () => {
    const fault = () => Promise.reject(new Error("a port with a fault"));
    const first = run("leeloo.person.addTag", { person_id: person, tag_id: "VIP" }, "pool", { read: fault });
    await expect(first).rejects.toThrow("a port with a fault");
    expect(await addTag("VIP")).toMatchObject({ kind: "done" });
  });

  test("waits no longer for another step's lookup when its own step is to stop", async () => {
    const never = () => new Promise<never>(() => {});
    void run("leeloo.person.addTag", { person_id: person, tag_id: "VIP" }, "pool", { read: never });
    const outcome = await run("leeloo.person.addTag", { person_id: person, tag_id: "VIP" }, "pool", {
      stopped: () => Promise.resolve(),
    });
    expect(outcome.kind).toBe("done");
  });
});
