import "reflect-metadata";
import { describe, expect, test } from "vitest";
import { usualBodyBounds } from "../config/bounds.js";
import { boundBodies, parseBody } from "./body-guard.js";
import { app, get, post, probing } from "./testing/probe.js";

const { deepest: DEEPEST, largest: LARGEST_BODY } = usualBodyBounds;
probing();

const manyKeys = (count: number) =>
  `{"name":"x","more":{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(",")}}}`;

describe("a body", () => {
  test("is handed on as the schema made it", async () => {
    expect((await post('{"name":" Ann ","more":1}')).json()).toEqual({ body: { name: "Ann", steps: [] } });
    expect((await get("/probe?limit=3")).json()).toEqual({ query: { limit: 3 } });
  });

  test.each([
    ["that is no JSON", "{", 400, "request.notJson"],
    ["with a number that nothing can hold", '{"name":"x","more":[1e400]}', 400, "request.notJson"],
    ["that is missing", "", 422, "request.invalid"],
    ["that is too deep", "[".repeat(DEEPEST + 1), 400, "request.tooDeep"],
    ["with the key __proto__", '{"a":[{"__proto__":{"admin":true}}]}', 400, "request.forbiddenKey"],
    ["with that key escaped", '{"\\u005f_proto__":1}', 400, "request.forbiddenKey"],
    ["with that key the second time", '{"a":1,"__proto__":2,"__proto__":3}', 400, "request.forbiddenKey"],
    ["with more keys than anybody means", manyKeys(10_001), 400, "request.tooManyKeys"],
    ["with the key constructor", '{"constructor":1}', 400, "request.forbiddenKey"],
    ["that is too large", `{"name":"${"x".repeat(LARGEST_BODY)}"}`, 413, "request.tooLarge"],
  ])("%s is refused", async (_, payload, status, code) => {
    const answer = await post(payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });

  test("of another type is refused with 415", async () => {
    const answer = await post("<a/>", { "content-type": "application/xml" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([415, "request.unsupportedType"]);
  });

  test("that is too large is told how large it may be", async () => {
    const answer = await post(`{"name":"${"x".repeat(LARGEST_BODY)}"}`);
    expect(answer.json()).toMatchObject({ detail: "At most 1 MB can be taken at once. Send less." });
  });

  test("with a number that nothing can hold is told where it stands", async () => {
    expect((await post('{"name":"x","more":[1,-1e400]}')).json()).toMatchObject({
      detail: "The number at more[1] is too large to be kept. Send it as text.",
    });
    expect(parseBody("[1e308,1e-400]")).toEqual([1e308, 0]);
  });

  test("in another character set is read in that one, and refused in one that nobody knows", async () => {
    const json = { "content-type": "application/json; charset=windows-1251" };
    const answer = await app.inject({
      method: "POST",
      url: "/probe",
      headers: json,
      payload: Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc0, 0xed, 0xed, 0xe0]), Buffer.from('"}')]),
    });
    expect(answer.json()).toMatchObject({ body: { name: "Анна" } });
    const hidden = await app.inject({
      method: "POST",
      url: "/probe",
      headers: { "content-type": "application/json; charset=utf-16le" },
      payload: Buffer.from('{"__proto__":1}', "utf16le"),
    });
    expect(hidden.json()).toMatchObject({ code: "request.forbiddenKey" });
    expect((await post("{}", { "content-type": "application/json; charset=klingon" })).statusCode).toBe(415);
  });

  test("may have a key twice, of which the last counts, and as many keys as the limit", async () => {
    expect(parseBody('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect((await post(manyKeys(10_000))).statusCode).toBe(201);
  });

  test("may begin with a byte order mark", () => {
    expect(parseBody('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parseBody("\uFEFF")).toBeUndefined();
  });

  test("may hold brackets in texts and be as deep as the limit", () => {
    expect(parseBody(`{"a":"${"[".repeat(500)}\\""}`)).toEqual({ a: `${"[".repeat(500)}"` });
    expect(() => parseBody("[".repeat(DEEPEST) + "]".repeat(DEEPEST))).not.toThrow();
  });

  test("may be deeper where the installation says so", () => {
    boundBodies({ ...usualBodyBounds, deepest: 66 });
    expect(() => parseBody("[".repeat(66) + "]".repeat(66))).not.toThrow();
    expect(() => parseBody("[".repeat(67) + "]".repeat(67))).toThrow();
    boundBodies(usualBodyBounds);
  });
});
