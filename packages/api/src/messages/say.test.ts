import { locales, type Json, type Locale, type NodeDefinition, type StepError } from "@leeway/engine";
import { describe, expect, test } from "vitest";
import { en } from "./en/all.js";
import { inParamWords, paramTitle } from "./param-title.js";
import { pickLocale, sayAskedError, sayHttpProblem, sayProblem, sayStepError } from "./say.js";

describe("the guide's FAQ", () => {
  test.each([
    ["en", "“Main”", "Test connection", "Settings → Integrations → API"],
    ["uk", "«Main»", "Перевірити з’єднання", "Налаштування → Інтеграції → API"],
    ["ru", "«Main»", "Проверить соединение", "Настройки → Интеграции → API"],
  ] as const)(
    "a refused token names the credential, the test and the place of a new token (%s)",
    (locale, name, button, place) => {
      const said = sayStepError(
        { code: "service.tokenRefused", values: { service: "Leeloo", status: 401, credential: "Main" } },
        locale,
      );
      expect(said.message).toContain(name);
      expect(said.hint).toContain(button);
      expect(said.hint).toContain(place);
    },
  );

  test("a step without a credential says of which kind it wants one, and of Leeloo's alone where a token is made", () => {
    const hint = (types: string | undefined, locale: Locale) =>
      sayStepError({ code: "credential.missing", values: types === undefined ? {} : { types } }, locale).hint ?? "";
    for (const locale of locales) {
      expect(hint("leelooToken", locale)).toMatch(/Leeloo.* → API\.$/);
      for (const types of ["smtp", "telegramBot", "googleServiceAccount, googleOAuth", undefined])
        expect(hint(types, locale)).not.toContain("Leeloo");
    }
    expect(hint("smtp", "en")).toBe(
      "Open the step and choose a credential of the kind “email (SMTP)”, or add one there.",
    );
    expect(hint("telegramBot", "uk")).toContain("«");
    const any = locales.map((locale) => hint("googleServiceAccount, googleOAuth", locale));
    expect(any[0]).toContain("“Google service account or Google sign-in”");
    expect(any[1]).toContain("«сервісний акаунт Google або вхід через Google»");
    expect(any[2]).toContain("или");
  });

  test("a limit says that the call waits by itself", () => {
    const hints = locales.map(
      (locale) => sayStepError({ code: "service.limited", values: { service: "Leeloo" } }, locale).hint,
    );
    expect(hints[0]).toContain("waits and is sent again by itself");
    expect(hints[1]).toContain("надішлеться сам");
    expect(hints[2]).toContain("отправится сам");
  });

  test("a bad format names field, value and what is expected", () => {
    const error = { code: "param.format" as const, values: { value: "0501", expected: "phone" }, param: "phone" };
    expect(sayStepError(error, "en").message).toBe("The field “phone” has the value “0501”. Expected: a phone number.");
    expect(sayStepError(error, "uk").message).toBe("У полі «phone» значення «0501». Очікується: номер телефону.");
    expect(sayStepError(error, "ru").message).toBe("В поле «phone» значение «0501». Ожидается: номер телефона.");
    // Only a step sends: the sentence is said of variables and fields too.
    expect(sayStepError(error, "en").hint).toMatch(/^Nothing was sent\. Correct the field/);
  });
});

test("an id of the wrong kind names what was found and what is needed", () => {
  const values = { value: "https://app.leeloo.ai/tunnels/1", expected: "id", idKind: "person", found: "tunnel" };
  const of = (more: object) => ({ code: "param.format" as const, values: { ...values, ...more }, param: "person_id" });
  expect(sayStepError(of({}), "en").message).toBe(
    "The link in “person_id” leads to something else (tunnel). Needed: person.",
  );
  expect(sayProblem({ ...of({ found: "chat" }), severity: "error" }, "uk")).toBe(
    "Посилання в полі «person_id» веде на інше (чат, тобто і канал, і людина). Потрібно: людина.",
  );
  const { found: _, ...plain } = { ...values, value: "Олена" };
  expect(sayStepError({ code: "param.format", values: plain, param: "person_id" }, "ru").message).toBe(
    "В поле «person_id» значение «Олена». Ожидается: ID (человек).",
  );
});

test.each([
  [
    "en",
    "“person_id” gets the wrong ID: data.id of Add a person is a channel’s ID; a person’s ID is needed. Take data.person_id.",
  ],
  [
    "uk",
    "Поле «person_id» отримує не той ID: data.id кроку «Add a person» — це ID каналу, а потрібен ID людини. Візьміть data.person_id.",
  ],
  [
    "ru",
    "Поле «person_id» получает не тот ID: data.id шага «Add a person» — это ID канала, а нужен ID человека. Возьмите data.person_id.",
  ],
] as const)("of an id from another field it is said what that is, and which one fits (%s)", (locale, sentence) => {
  const values = { path: "data.id", step: "add", found: "account", idKind: "person", fits: "data.person_id" };
  const problem = { code: "id.wrongKind" as const, severity: "error" as const, param: "person_id", values };
  expect(sayProblem(problem, locale, () => "Add a person")).toBe(sentence);
});

test("a place in rows is named by row and column, one in a list by its entry", () => {
  const title = { en: "People", uk: "Люди", ru: "Люди" };
  const phone = { name: "phone", kind: "phone" as const, title: { en: "Phone", uk: "Телефон", ru: "Телефон" } };
  const definition = {
    params: [
      { name: "data", kind: "rows", title, columns: [phone] },
      { name: "tags", kind: "list", title: { en: "Tags", uk: "Теги", ru: "Теги" } },
      { name: "where", kind: "where", title: { en: "Condition", uk: "Умова", ru: "Условие" } },
    ],
  } as unknown as NodeDefinition;
  const titles = (place: string) => locales.map((locale) => paramTitle(definition, place, locale));
  expect(titles("data[1].phone")).toEqual([
    "People, row 2: Phone",
    "Люди, рядок 2: Телефон",
    "Люди, строка 2: Телефон",
  ]);
  expect(titles("tags[0]")).toEqual(["Tags, entry 1", "Теги, запис 1", "Теги, запись 1"]);
  expect(titles("where.all[0].value")[0]).toBe("Condition");
  expect(titles("data")[0]).toBe("People");
  expect(titles("other[0]")[0]).toBe("other[0]");
});

test("of a call that a person waits for, no hint speaks of a step or of what happens by itself", () => {
  for (const code of Object.keys(en.askedHints) as (keyof typeof en.askedHints)[])
    for (const locale of locales) {
      const { message, hint } = sayAskedError({ code, values: {} }, locale);
      expect(message).toBe(sayStepError({ code, values: {} }, locale).message);
      expect(hint).toMatch(/^[^{}]+$/);
      expect(hint).not.toMatch(/\bstep\b|крок|шаг|by itself|сам[аі]?\b/);
    }
  const refused = { code: "service.tokenRefused" as const, values: {} };
  expect(sayAskedError(refused, "uk")).toEqual(sayStepError(refused, "uk"));
});

test("numbers take the plural form of the language", () => {
  const wait = (seconds: number, locale: Locale) => sayHttpProblem("auth.tooManyTries", { seconds }, locale).detail;
  expect([1, 2, 5].map((seconds) => wait(seconds, "uk").split(" ")[2])).toEqual(["секунду", "секунди", "секунд"]);
  expect([1, 2, 5].map((seconds) => wait(seconds, "ru").split(" ")[2])).toEqual(["секунду", "секунды", "секунд"]);
  expect([1, 2].map((seconds) => wait(seconds, "en").split(" ")[3])).toEqual(["second", "seconds"]);
});

test("a step that a sentence names is shown by its name", () => {
  const problem = {
    code: "expression.notUpstream" as const,
    severity: "error" as const,
    nodeId: "send",
    param: "text",
    values: { step: "find" },
  };
  const names: Record<string, string> = { send: "Send message", find: "Find person" };
  expect(sayProblem(problem, "en", (id) => names[id] ?? id)).toBe(
    "Send message: “text” uses Find person, but that step does not come before this one.",
  );
  expect(sayProblem(problem, "en")).toBe("“text” uses find, but that step does not come before this one.");
});

test.each([
  ["its sentence alone", '{"status":0,"message":"Order not found"}', "Order not found"],
  ["its sentence alone", '{"error":"Немає такого"}', "Немає такого"],
  ["all of it where it says more", '{"message":"Wrong","field":"phone"}', '{"message":"Wrong","field":"phone"}'],
  ["all of it where it has no sentence", '{"message":["a"]}', '{"message":["a"]}'],
  ["all of it where it is no JSON", "Bad Request", "Bad Request"],
])("of what the far end answered, %s is told: %s", (_what, answer, told) => {
  const { message } = sayStepError({ code: "service.saidNo", values: { service: "Leeloo", answer } }, "en");
  expect(message).toBe(`Leeloo answered that the action failed: ${told}`);
});

describe("of a call that was not answered", () => {
  const hint = (code: "request.timeout" | "request.cutOff" | "step.interrupted", effect: string, locale: Locale) =>
    sayStepError({ code, values: { effect } }, locale).hint ?? "";
  const codes = ["request.timeout", "request.cutOff", "step.interrupted"] as const;
  const lookThere = { en: "in the service", uk: "в сервісі", ru: "в сервисе" };

  test.each(locales)("nobody is sent to look whether it took effect where it only reads (%s)", (locale) => {
    for (const code of codes) {
      expect(hint(code, "read", locale)).not.toContain(lookThere[locale]);
      expect(hint(code, "idempotent", locale)).not.toContain(lookThere[locale]);
      expect(hint(code, "create", locale)).toContain(lookThere[locale]);
      expect(sayStepError({ code, values: {} }, locale).hint).toBe(hint(code, "create", locale));
    }
  });

  test.each(locales)("of a service that is down, nobody is told to repeat what it may have done (%s)", (locale) => {
    const down = (values: Record<string, Json>) => sayStepError({ code: "service.down", values }, locale).hint;
    expect(down({ effect: "create" })).toContain(lookThere[locale]);
    for (const values of [{ effect: "read" }, { effect: "none" }, {}])
      expect(down(values)).not.toContain(lookThere[locale]);
  });

  test("each hint says what follows for this kind of step", () => {
    expect(hint("request.timeout", "none", "en")).toBe(
      "Nothing was sent. If the service is often slow, give the step more time under “Options”.",
    );
    expect(hint("request.cutOff", "idempotent", "uk")).toBe(
      "Невідомо, чи запит виконано, але повторне виконання не зашкодить: запустіть сценарій ще раз із цього кроку.",
    );
    expect(hint("step.interrupted", "read", "ru")).toBe(
      "Шаг только читает данные, поэтому ничего не изменено: запустите сценарий ещё раз с этого шага.",
    );
    expect(sayStepError({ code: "step.interrupted", values: { effect: "read" } }, "en").message).toBe(
      "The step was interrupted before the answer came.",
    );
  });
});

test("what code returned that is no data is said in words, and what to do about just that", () => {
  const said = (found: string, locale: Locale) => sayStepError({ code: "code.noValue", values: { found } }, locale);
  expect(said("undefined", "en").message).toBe("The code returned nothing.");
  expect(said("undefined", "uk")).toEqual({
    message: "Код нічого не повернув.",
    hint: "Напишіть return перед результатом: текстом, числом, true чи false, списком або об’єктом.",
  });
  expect(said("circular", "ru").message).toBe(
    "Код вернул объект, который содержит сам себя, а его нельзя сохранить как данные.",
  );
  for (const locale of locales)
    for (const found of ["undefined", "function", "symbol", "bigint", "number", "promise", "circular"])
      expect(said(found, locale)).not.toEqual(said("what nobody knows", locale));
});

test("a division by zero is said in words of each language, and no other kind of value is called so", () => {
  const said = (found: string, locale: Locale) =>
    sayStepError({ code: "expression.type", values: { expected: "number", found, operator: "/" } }, locale);
  expect(said("infinity", "uk").message).toBe("Формула не дала числа: щось поділено на нуль, або результат завеликий.");
  for (const locale of locales) {
    expect(JSON.stringify(said("infinity", locale))).not.toContain("infinity");
    expect(said("infinity", locale).hint).not.toBe(said("text", locale).hint);
  }
  expect(said("list", "en")).toEqual({
    message: "The formula expected a number but got a list.",
    hint: "Look at the value in the last run; a function can turn it into the kind you need.",
  });
});

test("of workflows that call one another it says what the last one failed with, and of one that was stopped that it was", () => {
  const failed = (values: Record<string, Json>) => ({ code: "workflow.failed" as const, values });
  let error: StepError = { code: "workflow.tooDeep", values: { limit: 8 } };
  for (let depth = 0; depth < 8; depth++)
    error = failed({ ended: "failed", cause: { code: error.code, values: error.values } });
  expect(sayStepError(error, "en").message).toBe(
    "The called workflow failed: Workflows call one another more than 8 deep.",
  );
  expect(sayStepError(failed({ ended: "cancelled" }), "uk")).toEqual({
    message: "Викликаний сценарій зупинено до завершення.",
    hint: "Якщо його все ж треба виконати, запустіть ще раз із цього кроку.",
  });
  const inner = failed({ ended: "cancelled" });
  expect(sayStepError(failed({ ended: "failed", cause: inner }), "en").message).toBe(
    "The called workflow failed: The called workflow was stopped before its end.",
  );
  // What an older Leeway wrote.
  expect(sayStepError(failed({ cause: { code: "step.internal" } }), "en").message).toContain(
    "workflow failed: The step",
  );
});

test("steps of a called workflow are not named by the names that steps of the one that calls it have", () => {
  const item = { code: "param.required", values: { field: "phone" }, nodeId: "send" };
  const loop = { code: "loop.itemFailed" as const, values: { number: 1, index: 0, count: 3, cause: item } };
  const name = (nodeId: string) => `Step ${nodeId}`;
  expect(sayStepError({ ...loop, nodeId: "each" }, "en", name).message).toContain("Step send");
  const called = { code: "workflow.failed" as const, values: { ended: "failed", cause: loop }, nodeId: "call" };
  const { message } = sayStepError(called, "en", name);
  expect(message).toContain("Step call");
  expect(message).not.toContain("Step send");
});

test("what cannot be merged is named by its place, with the way of merging that takes it", () => {
  const said = (values: Record<string, Json>, locale: Locale) =>
    sayStepError({ code: "merge.notObject", values, param: "inputs[1]" }, locale);
  expect(said({ mode: "combine", found: "list", number: 2 }, "en")).toEqual({
    message: "Entry 2 of “What to merge” is a list, but objects with fields are needed.",
    hint: "For lists choose “Lists one after another” or “Lists into one, by key” under “How”.",
  });
  expect(said({ mode: "byKey", found: "number", number: 1, place: 3 }, "uk").message).toBe(
    "У записі 1 поля «Що об’єднати» на місці 3 стоїть число, а за ключем поєднуються лише об’єкти з полями.",
  );
});

test("the end of a wait is said on the clocks of its zone", () => {
  const values = { days: 30, until: "2126-07-21T21:30:00.000Z", timezone: "Europe/Kyiv" };
  const said = (locale: Locale) => sayStepError({ code: "wait.tooLong", values }, locale).message;
  expect(said("en")).toContain("would end on 22 July 2126 at 00:30");
  expect(said("uk")).toContain("22 липня 2126");
  expect(said("ru")).toContain("22 июля 2126");
  const strange = sayStepError({ code: "wait.tooLong", values: { ...values, timezone: "Mars/Base" } }, "en");
  expect(strange.message).toContain(values.until);
});

test("a blank value is none: the sentence does without it", () => {
  expect(sayHttpProblem("service.failed", { message: "  " }, "en").detail).toBe(
    "The service did not answer as expected. Press “Test connection” at the credential.",
  );
});

test("sizes are said in megabytes, long values are cut", () => {
  const size = sayStepError(
    { code: "step.outputTooLarge", values: { size: 7 * 1024 * 1024, limit: 5 * 1024 * 1024 } },
    "ru",
  );
  // How large it is nobody has counted to the end.
  expect(size.message).toBe("Результат шага слишком большой: сохранить можно не больше 5 МБ.");
  const long = sayStepError({ code: "service.saidNo", values: { service: "Leeloo", answer: "x".repeat(5_000) } }, "en");
  expect(long.message.length).toBeLessThan(300);
});

test.each([
  [undefined, "en"],
  ["", "en"],
  ["uk-UA,uk;q=0.9,en;q=0.8", "uk"],
  ["de-DE,ru;q=0.5,en;q=0.3", "ru"],
  ["en;q=0.2, RU;q=0.9", "ru"],
  ["uk;q=0", "en"],
  ["uk;q=abc", "en"],
  ["fr", "en"],
] as const)("Accept-Language %j is answered in %s", (header, locale) => {
  expect(pickLocale(header)).toBe(locale);
});

test("the choices of a param are told as the form offers them, with the code where it is another word", () => {
  const option = (value: string, title: string) => ({ value, title: { en: title, uk: title, ru: title } });
  const title = { en: "State", uk: "Стан", ru: "Состояние" };
  const options = [option("RESOLVED", "Paid"), option("GET", "GET")];
  const definition = { params: [{ name: "status", kind: "choice", title, options }] } as unknown as NodeDefinition;
  const values = { value: "paid", options: "RESOLVED, GET" };
  const error = { code: "param.choice" as const, param: "status", values };
  expect(sayStepError(inParamWords(definition, error, "en"), "en")).toEqual({
    message: "The field “State” has the value “paid”, but only these are possible: Paid (RESOLVED), GET.",
    hint: "Nothing was sent. Choose one of the values the field offers.",
  });
  expect(inParamWords(undefined, error, "en")).toEqual(error);
});
