import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Worlds } from "@leeway/leeloo-sandbox";
import { validate } from "@readme/openapi-parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { routes as described } from "./routes.js";

const table = Object.values(described).flatMap((group) => Object.keys(group));

const key = "key-of-the-workspace-0123456789";
const environment = {
  LEEWAY_OWNER_EMAIL: "owner@example.com",
  LEEWAY_OWNER_PASSWORD: "a password of theirs",
  LEEWAY_API_KEY: key,
};
let server: WholeServer;
let url = "";
const routes: string[] = [];

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  security?: Record<string, string[]>[];
  parameters?: { name?: string; in?: string; required?: boolean; $ref?: string }[];
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}
let api: Document;

beforeAll(async () => {
  server = await startWhole(environment, new Worlds(), ({ method, url: path }) => {
    if (method !== "HEAD" && typeof method === "string") routes.push(`${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  });
  ({ url } = server);
  api = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
});
afterAll(() => server.close());

const operations = () =>
  Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );

describe("the description of the API", () => {
  test("is a valid OpenAPI 3.1 document", async () => {
    expect(api.openapi).toBe("3.1.0");
    const result = await validate(structuredClone(api) as never);
    expect(result).toMatchObject({ valid: true, warnings: [] });
  });

  test("has every route of the server, and no other", () => {
    const served = routes.filter((route) => route.includes(" /api/v1/"));
    expect(served.length).toBeGreaterThan(45);
    const inDocument = operations().map(({ route }) => route);
    expect(inDocument.filter((route) => route.includes(" /api/v1/")).toSorted()).toEqual(served.toSorted());
    expect(table.toSorted()).toEqual(inDocument.toSorted());
  });

  test("says of every route what it answers, in one sentence what it does, and under which tag", () => {
    for (const { route, operation } of operations()) {
      const [status = "", answer] = Object.entries(operation.responses).find(([one]) => one.startsWith("2")) ?? [];
      const schema = Object.values(answer?.content ?? {})[0]?.schema;
      expect({ route, status, schema }).toEqual({
        route,
        status: expect.stringMatching(/^20[0-4]$/),
        schema: status === "204" ? undefined : expect.any(Object),
      });
      expect([operation.tags.length, operation.summary.length > 3]).toEqual([1, true]);
      expect(operation.responses).toHaveProperty("default");
    }
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(operations().length);
  });

  test("asks for no header", () => {
    const needed = operations().flatMap(({ operation }) =>
      (operation.parameters ?? []).filter((one) => one.in === "header" && one.required === true),
    );
    expect(needed).toEqual([]);
    expect(JSON.stringify(api)).not.toContain('"#/$defs');
  });

  test("says who may ask as the server does", async () => {
    for (const { route, operation } of operations().filter(({ route: one }) => one.includes(" /api/v1/"))) {
      const [method = "", path = ""] = route.split(" ");
      const init = { method, ...(method !== "GET" && { body: "{}", headers: { "content-type": "application/json" } }) };
      const { status } = await fetch(url + path, { ...init, headers: { ...init.headers } });
      expect({ route, open: operation.security?.length === 0 }).toEqual({ route, open: status !== 401 });
    }
  });
});

/** Every object closed: an answer with something that the schema does not name is noticed. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, closed(entry)]));
  const open = copy["type"] === "object" && "properties" in copy && !("additionalProperties" in copy);
  return open ? { ...copy, additionalProperties: false } : copy;
}

describe("a real answer is as described:", () => {
  const ids: Record<string, string> = { version: "1", nodeType: "leeloo.person.addTag", param: "tag_id", key: "order" };
  let ajv: Ajv2020;
  const ask = (route: string, body?: unknown) => {
    const [method = "", path = ""] = route.split(" ");
    return fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };
  const read = async (route: string, body?: unknown) =>
    (await (await ask(route, body)).json()) as { items: { id: string }[]; runId: string; document: unknown };
  const first = async (resource: string) => (await read(`GET /api/v1/${resource}`)).items[0]?.id ?? "";

  beforeAll(async () => {
    ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(closed(api) as object, "api");
    ids["workflows"] = await first("workflows");
    ids["credentials"] = await first("credentials");
    ids["limits"] = await first("limits");
    ids["members"] = await first("members");
    ids["name"] = "site_lgt";
    await read("PUT /api/v1/fields", { items: [{ name: ids["name"], type: "text" }] });
    ids["people"] = "5e1f119d6c384804b31e9999";
    const payload = { body: { name: "Olena", person_id: ids["people"] } };
    ids["runs"] = (await read(`POST /api/v1/workflows/${ids["workflows"]}/runs`, { payload })).runId;
    await server.platform.database.queue.write((db) =>
      db.exec(`INSERT INTO run_jobs (id, workspace_id, action, wish, request_key, cursor, upto, count, done, refused, created_at, finished_at) SELECT 'job_1', id, 'cancel', '{"action":"cancel"}', NULL, '', '', 1, 0, 0, 0, 0
        FROM workspaces`),
    );
    ids["run-jobs"] = "job_1";
    bodies["POST /api/v1/runs/replay"] = { filter: {}, dryRun: true };
    bodies["POST /api/v1/runs/cancel"] = { filter: {}, dryRun: true };
    const hub = (await (await ask("GET /api/v1/leeloo-hub")).json()) as { url: string };
    const sent = await ask(`POST ${new URL(hub.url).pathname}`, { type: "ORDER", data: { order_id: "1" } });
    ids["leeloo-events"] = ((await sent.json()) as { eventId: string }).eventId;
    const { document } = await read(`GET /api/v1/workflows/${ids["workflows"]}`);
    bodies["POST /api/v1/import"] = document;
    bodies["POST /api/v1/workflows"] = { document };
    bodies["POST /api/v1/workflows/{id}/validate"] = { document: { ...(document as object), edges: [] } };
  });
  /** What each of the other routes is asked with. */
  const bodies: Record<string, unknown> = {
    "POST /api/v1/workflows/{id}/publish": {},
    "POST /api/v1/workflows/{id}/validate": {},
    "POST /api/v1/workflows/{id}/runs": {},
    "POST /api/v1/workflows/{id}/versions/{version}/restore": {},
    "PUT /api/v1/workflows/{id}/samples": { nodeId: "order", payload: { body: {} } },
    "POST /api/v1/credentials": { type: "leelooToken", name: "Mine", data: { token: "t" } },
    "POST /api/v1/credentials/{id}/test": {},
    "PUT /api/v1/variables": { items: [{ name: "a", type: "text", value: "b" }] },
    "PUT /api/v1/fields": { items: [{ name: "site_lgt", type: "text" }] },
    "POST /api/v1/limits/{id}/resume": {},
    "PUT /api/v1/leeloo-hub": { forwardTo: "https://old.example/leeloo" },
    "POST /api/v1/leeloo-hub/renew": {},
    "POST /api/v1/leeloo-events/{id}/deliver": {},
    "PUT /api/v1/sandbox/events-target": { url: "http://127.0.0.1:9/hooks/leeloo/key" },
    "POST /api/v1/sandbox/events": { type: "MESSAGE", name: "A", text: "b" },
  };
  const readable = table.filter(
    (route) =>
      /^GET \/(api|health)/.test(route) &&
      !/\/(events|options|me|workspaces|invitations|members\/letters|sessions|auth\/second-factor|passkeys|audit\/export|files\/\{id\})(\b|$)/.test(
        route,
      ),
  );
  const asked = [...readable, "POST /api/v1/import", "POST /api/v1/workflows", ...Object.keys(bodies)];

  test.each(asked)("%s", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const resource = path.split("/")[3] ?? "";
    const aimed = route.replace(/\{(\w+)\}/g, (_, name: string) => ids[name === "id" ? resource : name] ?? "");
    const answer = await ask(aimed, bodies[route]);
    const responses = api.paths[path]?.[method.toLowerCase()]?.responses ?? {};
    expect(Object.keys(responses)).toContain(String(answer.status));
    const pointer = [
      "paths",
      path,
      method.toLowerCase(),
      "responses",
      answer.status,
      "content",
      "application/json",
      "schema",
    ]
      .map((part) => String(part).replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D"))
      .join("/");
    const check = ajv.compile({ $ref: `api#/${pointer}` });
    check(await answer.json());
    expect(check.errors).toBeNull();
  });

  test("a refusal", async () => {
    const answer = await ask("POST /api/v1/workflows", { document: 5 });
    const check = ajv.compile({ $ref: "api#/components/schemas/ProblemDocument" });
    expect([answer.status, check(await answer.json()), check.errors]).toEqual([422, true, null]);
  });
});
