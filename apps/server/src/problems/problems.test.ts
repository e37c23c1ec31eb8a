import "reflect-metadata";
import { describe, expect, test } from "vitest";
import { app, get, logged, post, probing } from "./testing/probe.js";

probing();

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
    expect((await get("/probe/full")).headers["retry-after"]).toBe("30");
    expect((await get("/probe/forbidden")).headers["retry-after"]).toBeUndefined();
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
