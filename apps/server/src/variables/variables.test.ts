import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { served, type Served } from "../credentials/testing/served.js";
import { FieldsModule } from "../fields/fields.module.js";
import { VariablesModule } from "./variables.module.js";
import { WorkspaceScopeService } from "./workspace-scope.service.js";

let server: Served;
beforeAll(async () => {
  server = await served([VariablesModule, FieldsModule]);
});
afterAll(() => server.close());

const put = (items: unknown, list = "variables", language = "en") =>
  server.call("PUT", `/api/v1/${list}`, { body: { items }, language });
const get = async (list = "variables", workspace: "ws_1" | "ws_2" = "ws_1") =>
  (await server.call("GET", `/api/v1/${list}`, { workspace })).body;
const scope = () => server.app.get(WorkspaceScopeService, { strict: false }).scope("ws_1");

const every = [
  { name: "title", type: "text", value: 5 },
  { name: "rate", type: "number", value: " 41.5 " },
  { name: "open", type: "boolean", value: "true" },
  { name: "start", type: "date", value: "01.09.2026" },
  { name: "phone", type: "phone", value: "+38 (050) 111-22-33" },
  { name: "mail", type: "email", value: "shop@example.com" },
  { name: "site", type: "url", value: "https://shop.example" },
  { name: "later", type: "number", value: "" },
  { name: "blank", type: "text", value: "" },
];

describe("variables", () => {
  test("are kept in their order, each value as its type wants it, and are in scope at once", async () => {
    const { status, body } = await put(every);
    const values = [
      "5",
      41.5,
      true,
      "01.09.2026",
      "+380501112233",
      "shop@example.com",
      "https://shop.example",
      null,
      "",
    ];
    expect([status, body.items]).toEqual([200, every.map((row, index) => ({ ...row, value: values[index] }))]);
    expect(await get()).toEqual(body);
    expect((await scope()).vars).toMatchObject({ rate: 41.5, later: null });
    await put([{ name: "rate", type: "number", value: 42 }]);
    expect((await scope()).vars).toEqual({ rate: 42 });
    expect((await get()).items).toHaveLength(1);
  });

  test("belong to their workspace", async () => {
    await put([{ name: "mine", type: "text", value: "a" }]);
    await server.call("PUT", "/api/v1/variables", { body: { items: [] }, workspace: "ws_2" });
    expect([(await get()).items.length, (await get("variables", "ws_2")).items]).toEqual([1, []]);
    expect((await server.call("GET", "/api/v1/variables", { workspace: "nobody" })).status).toBe(401);
  });

  test.each([
    ["number", "many", "param.type"],
    ["boolean", "maybe", "param.type"],
    ["date", "soon", "param.format"],
    ["phone", "12", "param.format"],
    ["email", "shop@", "param.format"],
    ["url", "shop.example", "param.format"],
    ["text", { a: 1 }, "param.type"],
  ])("of the type %s that are none name their row, and nothing is saved", async (type, value, code) => {
    const before = await get();
    const { status, body } = await put([
      { name: "fine", type: "text", value: "a" },
      { name: "rate", type, value },
    ]);
    expect([status, body.code, body.detail]).toEqual([422, "request.invalid", "Please check: rate."]);
    expect(body.errors).toMatchObject([{ path: "items[1].value", code, name: "rate" }]);
    expect(body.errors[0].message).toContain("rate");
    expect(await get()).toEqual(before);
  });

  test("with one name twice are refused in the reader's language", async () => {
    const twice = { name: "rate", type: "text", value: "a" };
    const { body } = await put([twice, twice], "variables", "uk");
    expect(body.errors).toMatchObject([{ path: "items[1].name", code: "name.taken" }]);
    expect(body.errors[0].message).toContain("rate");
    expect(body.title).toBe("Щось заповнено неправильно");
  });

  test.each(["my var", "1st", "constructor", "__proto__", ""])("cannot be named %j", async (name) => {
    const { status, body } = await put([{ name, type: "text", value: "a" }]);
    expect([status, body.errors[0].path]).toEqual([422, "items[0].name"]);
  });
});

describe("fields", () => {
  test("have a default or none; without one they are null in scope", async () => {
    const items = [
      { name: "city", type: "text", default: "Lviv" },
      { name: "age", type: "number" },
      { name: "note", type: "text", default: "" },
    ];
    const { body } = await put(items, "fields");
    expect(body.items).toEqual([items[0], items[1], { name: "note", type: "text" }]);
    expect(await get("fields")).toEqual(body);
    expect((await scope()).fields).toEqual({ city: "Lviv", age: null, note: null });
    expect((await get("fields", "ws_2")).items).toEqual([]);
  });

  test("with a default of another type name their row", async () => {
    const { body } = await put([{ name: "age", type: "number", default: "old" }], "fields");
    expect(body.errors).toMatchObject([{ path: "items[0].default", name: "age" }]);
  });
});

describe.each(["variables", "fields"])("two editors of %s", (list) => {
  const row = (name: string) => ({ name, type: "text", ...(list === "variables" && { value: "" }) });
  const save = (items: unknown, revision?: string) =>
    server.call("PUT", `/api/v1/${list}`, { body: { items, revision }, language: "uk" });

  test("do not overwrite each other: the second one is refused, and nothing of the first is lost", async () => {
    await save([row("a")]);
    const { revision } = await get(list);
    expect(revision).toMatch(/^[\w-]{22}$/);
    const first = await save([row("a"), row("mine")], revision);
    expect([first.status, first.body.revision]).toEqual([200, (await get(list)).revision]);
    const second = await save([row("a"), row("theirs")], revision);
    expect([second.status, second.body.code, second.body.title]).toEqual([
      409,
      "values.changed",
      "Список тим часом змінили",
    ]);
    expect((await get(list)).items).toEqual([row("a"), row("mine")]);
    expect((await save([row("both")], first.body.revision)).status).toBe(200);
  });

  test("at the same moment have one winner", async () => {
    const { revision } = await get(list);
    const answers = await Promise.all(["a1", "a2", "a3"].map((name) => save([row(name)], revision)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  test("may leave the revision out: then the list is replaced whatever it was", async () => {
    await save([row("a")]);
    expect((await save([row("b")])).status).toBe(200);
    expect((await get(list)).items).toEqual([row("b")]);
  });
});
