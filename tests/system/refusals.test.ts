import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** What people and programs send that is wrong: a clear answer each time, and nothing is lost. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const inUkrainian = { "accept-language": "uk" };
interface Told {
  code: string;
  nodeId?: string;
  param?: string;
  position?: number;
  message: string;
}
const set = (id: string, value: string) => node(id, "logic.set", { fields: [{ name: "a", value }] });
const start = node("in", "trigger.manual");

const drafts: { what: string; draft: { nodes: unknown[] }; problem: Partial<Told>; en: string; uk: string }[] = [
  {
    what: "a circle",
    draft: document("Circle", [start, set("a", "1"), set("b", "2")], [...chain("in", "a", "b"), edge("b", "a")]),
    problem: { code: "node.cycle", nodeId: "a" },
    en: "a: The steps form a circle: a, b. Remove one of the links.",
    uk: "a: Кроки утворюють коло: a, b. Видаліть один зі зв’язків.",
  },
  {
    what: "a loop over what is no list",
    draft: document(
      "No list",
      [start, node("each", "logic.each", { items: { a: 1 } }), { ...set("a", "1"), parent: "each" }],
      [edge("in", "each"), edge("each", "a", "item")],
    ),
    problem: { code: "param.type", nodeId: "each", param: "items" },
    en: "each: The field “List” needs a list.",
    uk: "each: Для поля «Список» потрібно: список.",
  },
  {
    what: "a missing param",
    draft: document("Missing", [start, node("call", "http.request", { method: "GET" })], chain("in", "call")),
    problem: { code: "param.required", nodeId: "call", param: "url" },
    en: "call: Fill in the field “Address”.",
    uk: "call: Заповніть поле «Адреса».",
  },
  {
    what: "an unknown node type",
    draft: document("Unknown", [start, node("beam", "logic.teleport")], chain("in", "beam")),
    problem: { code: "node.unknownType", nodeId: "beam" },
    en: "beam: This Leeway has no step of the type logic.teleport. Replace the step.",
    uk: "beam: У цій версії Leeway немає кроку типу logic.teleport. Замініть крок.",
  },
  {
    what: "a reference to a step that is not upstream",
    draft: document("Beside", [start, set("a", "1"), set("b", "{{ steps.a.a }}")], [edge("in", "a"), edge("in", "b")]),
    problem: { code: "expression.notUpstream", nodeId: "b", param: "fields[0].value", position: 9 },
    en: "b: “Fields” uses a, but that step does not come before this one.",
    uk: "b: У полі «Поля» використано a, але цей крок виконується не раніше за поточний.",
  },
  {
    what: "a broken expression",
    draft: document("Broken", [start, set("a", "Hello {{ trigger.name | }}")], chain("in", "a")),
    problem: { code: "expression.syntax", nodeId: "a", param: "fields[0].value", position: 24 },
    en: "a: The formula in “Fields” cannot be read: something is wrong at character 25.",
    uk: "a: Формулу в полі «Поля» не вдалося прочитати: помилка на символі 25.",
  },
  {
    what: "an unknown function",
    draft: document("Function", [start, set("a", "{{ trigger.name | uper }}")], chain("in", "a")),
    problem: { code: "expression.unknownFunction", nodeId: "a", param: "fields[0].value", position: 18 },
    en: "a: There is no function uper. Did you mean upper?",
    uk: "a: Функції uper не існує. Можливо, ви мали на увазі upper?",
  },
  {
    what: "a time-out longer than any call may take",
    draft: document("Long", [start, { ...set("a", "1"), timeoutSeconds: 600 }], chain("in", "a")),
    problem: { code: "node.timeoutSeconds", nodeId: "a", param: "timeoutSeconds" },
    en: "a: A call can take 1 to 300 seconds, not 600.",
    uk: "a: Час очікування відповіді може бути від 1 до 300 секунд, а вказано 600.",
  },
];

describe("a draft with a problem is saved, says what is wrong, and does not go live:", () => {
  test.each(drafts)("$what", async ({ draft, problem, en, uk }) => {
    const { id } = await leeway.api("POST", "/workflows", { document: draft });
    expect((await leeway.api("GET", `/workflows/${id}`)).document.nodes).toEqual(draft.nodes);
    const { problems } = (await leeway.api("POST", `/workflows/${id}/validate`, {})) as { problems: Told[] };
    expect(problems).toEqual([expect.objectContaining({ ...problem, severity: "error", message: en })]);
    const refused = await leeway.call("POST", `/workflows/${id}/publish`, undefined, inUkrainian);
    const told = (await refused.json()) as { code: string; errors: Told[]; title: string };
    expect({ status: refused.status, code: told.code }).toEqual({ status: 422, code: "workflow.hasProblems" });
    expect(told.title).toBe("У сценарії є проблеми");
    expect(told.errors).toEqual([expect.objectContaining({ ...problem, message: uk })]);
    expect((await leeway.api("GET", `/workflows/${id}`)).published).toBeNull();
  });

  test("a version that is live goes on while a broken draft is refused", async () => {
    const sound = document("Live", [start, set("a", "1")], chain("in", "a"));
    const { id } = await leeway.publish(sound);
    const broken = { ...sound, nodes: [start, set("a", "{{ nobody }}")] };
    await leeway.api("PUT", `/workflows/${id}`, { revision: 1, document: broken });
    expect((await leeway.call("POST", `/workflows/${id}/publish`)).status).toBe(422);
    expect((await leeway.api("GET", `/workflows/${id}`)).published).toMatchObject({ version: 1, revision: 1 });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded", version: 1 });
  });
});

describe("a body that is not what the address takes is refused, with the path of what is wrong:", () => {
  const whole = document("Whole", [start], []);
  test.each<[string, string, unknown, number, string, string[]]>([
    ["no document", "/workflows", { document: "workflow" }, 422, "request.invalid", ["document"]],
    ["a list", "/workflows", { document: { ...whole, nodes: {} } }, 422, "request.invalid", ["document.nodes"]],
    ["another schema", "/import", { ...whole, schemaVersion: 2 }, 422, "request.invalid", ["schemaVersion"]],
    ["nothing", "/workflows", "", 422, "request.invalid", [""]],
    ["no JSON", "/workflows", "{oops", 400, "request.notJson", []],
    ["a list instead of an object", "/credentials", [], 422, "request.invalid", [""]],
    ["a wrong type", "/credentials", { type: "x", name: 5, data: {} }, 422, "request.invalid", ["type", "name"]],
  ])("%s", async (_what, path, body, status, code, paths) => {
    const answer = await leeway.call("POST", path, body);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const problem = (await answer.json()) as { code: string; errors?: { path: string }[] };
    expect({ status: answer.status, code: problem.code, paths: (problem.errors ?? []).map((one) => one.path) }).toEqual(
      { status, code, paths },
    );
  });

  test("a field that nobody knows is kept in documents, and changes nothing elsewhere", async () => {
    const { id } = await leeway.api("POST", "/workflows", { document: { ...whole, colour: "red" }, owner: "me" });
    const saved = await leeway.api("GET", `/workflows/${id}`);
    expect(saved.document).toEqual({ ...whole, colour: "red" });
    expect(saved).not.toHaveProperty("owner");
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { a: 1 }, status: "failed" });
    expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  });
});

describe("an address that leads nowhere is refused by a problem document:", () => {
  test.each([
    ["no UTF-8", "GET /runs/%ff", 400, "request.badQuery"],
    ["a limit of nothing", "GET /runs?limit=0", 400, "request.badQuery"],
    ["a status that is none", "GET /runs?status=odd", 400, "request.badQuery"],
    ["a version that is no number", "POST /workflows/wf_1/versions/last/restore", 400, "request.badQuery"],
    ["an id of 300 characters", `GET /runs/${"a".repeat(300)}`, 404, "notFound"],
  ])("%s", async (_what, route, status, code) => {
    const [method = "", path = ""] = route.split(" ");
    const answer = await leeway.call(method, path);
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });
});

test.each([
  ["GET /workflows/wf_1/publish", "POST"],
  ["PATCH /variables", "GET, HEAD, PUT"],
  ["OPTIONS /me", "GET, HEAD, PATCH"],
])("%s is a method that the address does not take: 405 with those it takes", async (route, allowed) => {
  const [method = "", path = ""] = route.split(" ");
  const answer = await leeway.call(method, path);
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
  expect(((await answer.json()) as { code: string }).code).toBe("method.notAllowed");
});

describe("two editors of one workflow", () => {
  test("do not overwrite each other: the second one is told both revisions, and loses nothing", async () => {
    const first = document("First", [start], []);
    const { id, revision } = await leeway.api("POST", "/workflows", { document: first });
    const mine = { ...first, name: "Mine" };
    await leeway.api("PUT", `/workflows/${id}`, { revision, document: mine });
    const theirs = { ...first, name: "Theirs" };
    const refused = await leeway.call("PUT", `/workflows/${id}`, { revision, document: theirs });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "workflow.changed", revision: 2, yours: 1 });
    const now = await leeway.api("GET", `/workflows/${id}`);
    expect({ revision: now.revision, document: now.document }).toEqual({ revision: 2, document: mine });
    const saved = await leeway.api("PUT", `/workflows/${id}`, { revision: now.revision, document: theirs });
    expect(saved).toMatchObject({ revision: 3, name: "Theirs" });
  });
});

describe("who may not come in is told so:", () => {
  test.each([
    ["no key", ""],
    ["a wrong key", "Bearer lw_guess"],
    ["another scheme", "Basic bGVld2F5OmxlZXdheQ=="],
  ])("%s", async (_what, authorization) => {
    const answer = await leeway.call("GET", "/workflows", undefined, { authorization, ...inUkrainian });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(await answer.json()).toMatchObject({ code: "auth.required", title: "Увійдіть" });
  });

  test.each(["GET /workflows/wf_nobody", "POST /workflows/wf_nobody/runs", "GET /runs/run_nobody", "GET /nowhere"])(
    "%s is not found",
    async (route) => {
      const [method = "", path = ""] = route.split(" ");
      const answer = await leeway.call(method, path);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, "notFound"]);
    },
  );
});
