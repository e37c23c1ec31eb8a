import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Body, Controller, Get, HttpException, Module, Param, Post, Query } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { z } from "zod";
import { DiskFullError } from "../adapters/database/writer-queue.js";
import { usualBodyBounds } from "../config/bounds.js";
import { boundBodies, parseBody } from "./body-guard.js";
import { prepareHttp } from "./http-api.js";
import { refuseAddress } from "./problem.filter.js";
import { Problem } from "./problem.js";

const { deepest: DEEPEST, largest: LARGEST_BODY } = usualBodyBounds;

const bodySchema = z.object({
  name: z.string().trim().min(1),
  steps: z.array(z.object({ id: z.string() })).default([]),
  mail: z.email().optional(),
  code: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
  host: z
    .string()
    .regex(/^[^/]+$/, "host")
    .optional(),
  own: z
    .string()
    .refine(() => false, "Own words")
    .optional(),
  word: z.string().min(10).max(12).optional(),
  count: z.number().int().min(3).optional(),
  kind: z.enum(["a", "b"]).optional(),
  link: z.union([z.literal("sandbox:"), z.url({ protocol: /^https?$/ })]).optional(),
  list: z.array(z.string()).max(2).optional(),
  even: z.number().multipleOf(2).optional(),
});
const querySchema = z.object({ limit: z.coerce.number().int().min(1).default(50) });

@Controller("probe")
class ProbeController {
  @Post() take(@Body({ schema: bodySchema }) body: unknown) {
    return { body };
  }
  @Get() list(@Query({ schema: querySchema }) query: unknown) {
    return { query };
  }
  @Get("number/:number") number(@Param("number", { schema: z.coerce.number() }) number: unknown) {
    return { number };
  }
  @Get("surprise") surprise() {
    throw new Error("the password is hunter2");
  }
  @Get("full") full() {
    throw new DiskFullError("the disk is full");
  }
  @Get("slow") slow() {
    throw new Problem("auth.tooManyTries", { seconds: 7 });
  }
  @Get("run") run() {
    throw new Problem("run.failed", {}, undefined, { runId: "run_1" });
  }
  @Get("forbidden") forbidden() {
    throw new HttpException("no", 403);
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

let app: NestFastifyApplication;
const logged: unknown[] = [];

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(
    ProbeModule,
    new FastifyAdapter({ frameworkErrors: refuseAddress }),
    {
      logger: false,
      bodyParser: false,
    },
  );
  prepareHttp(app, (error) => logged.push(error));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

const post = (payload: string, headers: Record<string, string> = {}) =>
  app.inject({ method: "POST", url: "/probe", payload, headers: { "content-type": "application/json", ...headers } });
const get = (url: string, language = "en") =>
  app.inject({ method: "GET", url, headers: { "accept-language": language } });

describe("a refusal", () => {
  test("is a problem document with a stable code, in the reader's language", async () => {
    const answer = await get("/probe/forbidden", "uk-UA,uk;q=0.9");
    expect(answer.statusCode).toBe(403);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.json()).toEqual({
      type: "urn:leeway:problem:auth.forbidden",
      title: "Немає прав",
      detail: "У цьому просторі ви не можете цього робити.",
      status: 403,
      code: "auth.forbidden",
    });
  });

  test("names each bad field by its path, the first ones in the sentence too", async () => {
    const answer = await post(JSON.stringify({ name: " ", steps: [{ id: "a" }, { id: 5 }] }));
    expect(answer.statusCode).toBe(422);
    const problem = answer.json<{ code: string; detail: string; errors: { path: string }[] }>();
    expect(problem.code).toBe("request.invalid");
    expect(problem.errors.map(({ path }) => path)).toEqual(["name", "steps[1].id"]);
    expect(problem.detail).toBe("Please check: name, steps[1].id.");
  });

  const said = async (body: object, language: string) => {
    const answer = await post(JSON.stringify({ name: "Ann", ...body }), { "accept-language": language });
    const { errors } = answer.json<{ errors: { message: string }[] }>();
    return errors.map(({ message }) => message);
  };
  test.each([
    ["a missing value", { name: undefined }, "Це поле потрібно заповнити.", "Это поле нужно заполнить."],
    ["another kind", { name: 5 }, "Тут очікується: текст.", "Здесь ожидается: текст."],
    ["no whole number", { count: 3.5 }, "Тут очікується: ціле число.", "Здесь ожидается: целое число."],
    ["an empty text", { name: "" }, "Це поле не може бути порожнім.", "Это поле не может быть пустым."],
    ["a short text", { word: "secret" }, "Тут потрібно щонайменше 10 символів.", "Здесь нужно не менее 10 символов."],
    [
      "a long text",
      { word: "x".repeat(13) },
      "Тут може бути щонайбільше 12 символів.",
      "Здесь может быть не более 12 символов.",
    ],
    ["a small number", { count: 2 }, "Число не може бути меншим за 3.", "Число не может быть меньше 3."],
    [
      "many entries",
      { list: ["a", "b", "c"] },
      "Тут може бути щонайбільше 2 елементи.",
      "Здесь может быть не более 2 элементов.",
    ],
    [
      "a bad e-mail",
      { mail: "anna@" },
      "Це не схоже на email. Приклад: anna@example.com.",
      "Это не похоже на email. Пример: anna@example.com.",
    ],
    [
      "a bad link among others",
      { link: "shop" },
      "Це не посилання. Посилання починається з http:// або https://.",
      "Это не ссылка. Ссылка начинается с http:// или https://.",
    ],
    [
      "a pattern",
      { code: "12" },
      "Текст записано у форматі, який тут не підходить.",
      "Текст записан в формате, который здесь не подходит.",
    ],
    [
      "a pattern with a name",
      { host: "https://shop" },
      "Вкажіть лише хост, без http:// і шляху, наприклад shop.example.com.",
      "Укажите только хост, без http:// и пути, например shop.example.com.",
    ],
    ["none of the choices", { kind: "c" }, "Виберіть один із варіантів: a, b.", "Выберите один из вариантов: a, b."],
    ["a schema's own words", { own: "x" }, "Own words", "Own words"],
    [
      "what is too rare for words of ours",
      { even: 3 },
      "Неправильне число: повинно бути кратним 2",
      "Неверное число: должно быть кратным 2",
    ],
  ])("says in the reader's language what is wrong with a field: %s", async (_what, body, uk, ru) => {
    expect([await said(body, "uk"), await said(body, "ru")]).toEqual([[uk], [ru]]);
    const [english = ""] = await said(body, "en");
    expect(english).not.toMatch(/[\u0400-\u04ff]|\^/);
  });

  test("of a query is a 400, since the address is wrong", async () => {
    const answer = await get("/probe?limit=x");
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "request.badQuery",
      detail: "Please check in the address: limit.",
      errors: [{ path: "limit" }],
    });
  });

  test("of a part of the address names the part", async () => {
    expect((await get("/probe/number/7")).json()).toEqual({ number: 7 });
    const answer = await get("/probe/number/seven");
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "request.badQuery", errors: [{ path: "number" }] });
  });

  test("of an address that cannot be read is a document too", async () => {
    const answer = await get("/probe/%ff", "uk");
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
      400,
      "application/problem+json; charset=utf-8",
    ]);
    expect(answer.json()).toMatchObject({ code: "request.badQuery", title: expect.stringMatching(/[а-я]/) });
    expect(answer.headers["x-request-id"]).toMatch(/./);
  });

  test("says when to come back", async () => {
    expect((await get("/probe/slow")).headers["retry-after"]).toBe("7");
  });

  test("carries further members", async () => {
    expect((await get("/probe/run")).json()).toMatchObject({ code: "run.failed", runId: "run_1" });
  });

  test("of an unknown address is a 404 document", async () => {
    const answer = await get("/nowhere");
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: "notFound" });
  });

  test("of a method that an address does not take is a 405 that names those it takes", async () => {
    const answer = await app.inject({ method: "DELETE", url: "/probe?a=1" });
    expect([answer.statusCode, answer.headers["allow"]]).toEqual([405, "GET, HEAD, POST"]);
    expect(answer.json()).toMatchObject({
      code: "method.notAllowed",
      detail: "The method DELETE is not possible at this address.",
    });
    const byPart = await app.inject({ method: "POST", url: "/probe/number/7" });
    expect([byPart.statusCode, byPart.headers["allow"]]).toEqual([405, "GET, HEAD"]);
    expect((await app.inject({ method: "POST", url: "/probe/number/7/8" })).statusCode).toBe(404);
  });

  test("of a full disk asks to free space", async () => {
    expect((await get("/probe/full")).json()).toMatchObject({ status: 503, code: "server.diskFull" });
  });
});

test("a surprise tells nothing of itself and is logged", async () => {
  const answer = await get("/probe/surprise");
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain("hunter2");
  expect(answer.json()).toMatchObject({ code: "server.internal" });
  expect(logged.map(String)).toEqual(["Error: the password is hunter2"]);
});

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
