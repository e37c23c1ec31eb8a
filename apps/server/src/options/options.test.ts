import "reflect-metadata";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { optionsSchema } from "@leeway/api";
import { valueAt, type Json, type Locale } from "@leeway/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { CredentialsService } from "../credentials/credentials.service.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { ServiceCalls } from "../credentials/service-calls.js";
import { served, type CallOptions, type Served } from "../credentials/testing/served.js";
import { choicesOf, toldChoices } from "./choices.js";
import { OptionsModule } from "./options.module.js";

let server: Served;
let credential: string;

beforeAll(async () => {
  server = await served([CredentialsModule, OptionsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
});
afterAll(() => server.close());
beforeEach(async () => {
  // Another address of the same sandbox for each test: what one has read, the next one does not know.
  server.sandbox.reset();
  credential = await make("sandbox");
});

let made = 0;
async function make(token: string, type = "leelooToken"): Promise<string> {
  const baseUrl = `${server.origin}/sandbox/api/v2${"/".repeat(++made)}`;
  const data = type === "leelooToken" ? { token, baseUrl } : { token, allowedHosts: ["a.example"] };
  const { body } = await server.call("POST", "/api/v1/credentials", { body: { type, name: "Shop", data } });
  return body.id;
}
const ask = (path: string, query: Record<string, string> = {}, options?: CallOptions) =>
  server.call("GET", `/api/v1/options/${path}?${new URLSearchParams({ credential, ...query }).toString()}`, options);
const tags = "leeloo.person.addTag/tag_id";
const people = "leeloo.person.addTag/person_id";
const channels = "leeloo.message.send/account_id";

async function addPeople(count: number): Promise<void> {
  const headers = { "x-leeloo-authtoken": "sandbox" };
  for (let i = 0; i < count; i++) {
    const body = JSON.stringify({ name: `Person ${i}`, leadgentool_id: "5e1f119d6c384804b31e945e" });
    const answer = await server.sandbox.handle({ method: "POST", url: "/sandbox/api/v2/people", headers, body });
    expect(answer.status).toBe(200);
  }
}

describe("choices", () => {
  test("are the service's list by value and label", async () => {
    const { status, body } = await ask(tags);
    expect(status).toBe(200);
    expect(optionsSchema.parse(body)).toEqual(body);
    expect(body.items).toContainEqual({ value: "595f5d522a934035decc093d", label: expect.any(String) });
    expect(body).not.toHaveProperty("nextCursor");
  });

  test("of one workspace's sandbox are not shown to another, although all have the same token", async () => {
    const make = async (workspace: "ws_1" | "ws_2") => {
      const body = { type: "leelooToken", name: "Shop", data: { token: "sandbox", baseUrl: "sandbox:" } };
      return (await server.call("POST", "/api/v1/credentials", { body, workspace })).body.id as string;
    };
    const [mine, theirs] = [await make("ws_1"), await make("ws_2")];
    await addPeople(1);
    const labels = async (credential: string, workspace: "ws_1" | "ws_2") => {
      const { body } = await ask(people, { credential }, { workspace });
      return (body.items as { label: string }[]).map(({ label }) => label).join();
    };
    expect(await labels(mine, "ws_1")).toContain("Person 0");
    expect(await labels(theirs, "ws_2")).not.toContain("Person 0");
  });

  test("of a channel are channels, not people, each with its messenger", async () => {
    const { people } = server.sandbox.snapshot();
    const { items } = (await ask(channels)).body;
    const values = items.map(({ value }: { value: string }) => value);
    expect(values).toHaveLength(people.length);
    for (const { hint } of items) expect(hint).toMatch(/^Telegram · /);
    for (const { id } of people) expect(values).not.toContain(id);
  });

  test("of a long list are read in pages of the far end", async () => {
    await addPeople(130);
    const { body } = await ask(people);
    expect(new Set(body.items.map(({ value }: { value: string }) => value)).size).toBe(134);
    const asked = server.sandbox.requests().filter(({ method }) => method === "GET");
    expect(asked.map(({ path }) => /limit=\d+&offset=\d+/.exec(path)?.[0])).toEqual([
      "limit=100&offset=100",
      "limit=100&offset=0",
    ]);
  });

  test("go on after the cursor", async () => {
    const all = (await ask(people)).body.items;
    const first = (await ask(people, { limit: "3" })).body;
    const second = (await ask(people, { limit: "3", cursor: first.nextCursor })).body;
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second).not.toHaveProperty("nextCursor");
  });

  test("take params of the list operation", async () => {
    const [person] = server.sandbox.snapshot().people;
    const { body } = await ask(people, { "filter[phone]": person!.phone ?? "" });
    expect(body.items).toMatchObject([{ value: person!.id, label: person!.name }]);
    expect(body.items[0].hint).toContain(person!.phone);
  });

  test("are searched by name in what was read, and by phone or e-mail at the far end", async () => {
    const person = server.sandbox.snapshot().people.find(({ email }) => email !== "");
    const values = async (search: string) =>
      (await ask(people, { search })).body.items.map(({ value }: { value: string }) => value);
    const name = person!.name.toUpperCase();
    expect([await values(name), await values("nobody is called so")]).toEqual([[person!.id], []]);
    expect(server.sandbox.requests()).toHaveLength(1);
    expect([await values(person!.phone), await values(person!.email)]).toEqual([[person!.id], [person!.id]]);
    const asked = server.sandbox.requests().map(({ path }) => decodeURIComponent(path));
    expect(asked.filter((path) => /filter\[(phone|email)\]=/.test(path))).toHaveLength(2);
  });

  test("are searched by what tells two of the same name apart", async () => {
    const person = server.sandbox.snapshot().people.find(({ email }) => email !== "");
    const { body } = await ask(people, { search: person!.email.slice(0, 6).toUpperCase() });
    expect(body.items.map(({ value }: { value: string }) => value)).toEqual([person!.id]);
  });

  test("say how many calls they cost, and cost at most five", async () => {
    let offset = 0;
    const meta = { totalCount: 1_000 };
    const far = createServer((_request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ status: 1, data: [{ id: `p${offset}`, name: `Person ${offset++}` }], meta }));
    });
    await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
    const { port } = far.address() as AddressInfo;
    const data = { token: "small pages", baseUrl: `http://127.0.0.1:${port}/api/v2` };
    const body = { type: "leelooToken", name: "Small pages", data };
    credential = (await server.call("POST", "/api/v1/credentials", { body })).body.id;
    expect((await ask(people)).body).toMatchObject({ calls: 5, nextCursor: "5" });
    expect((await ask(people)).body.calls).toBe(0);
    expect(offset).toBe(5);
    far.closeAllConnections();
    far.close();
  });

  test("are read once for two minutes, and anew when somebody asks for it", async () => {
    const [one, two] = await Promise.all([ask(tags), ask(tags)]);
    expect(one.body.items).toEqual(two.body.items);
    expect(server.sandbox.requests()).toHaveLength(1);
    await ask(tags, { refresh: "true" });
    expect(server.sandbox.requests()).toHaveLength(2);
  });

  test("that are read anew are read anew by the next step that names one of them, too", async () => {
    const row = server.app.get(CredentialsService).row("ws_1", credential);
    const secret = server.app.get(SecretsService).openRow(row);
    if ("code" in secret) throw new Error(secret.code);
    const [person] = server.sandbox.snapshot().people;
    const params = { person_id: person!.id, tag_id: (await ask(tags)).body.items[0].label };
    const lists = () => server.sandbox.requests().filter(({ path }) => path.endsWith("/tags")).length;
    const addTag = () =>
      server.app.get(ServiceCalls).ask("leeloo.person.addTag", params, { workspaceId: "ws_1", secret });
    expect([(await addTag()).kind, (await addTag()).kind, lists()]).toEqual(["done", "done", 2]);
    await ask(tags, { refresh: "true" });
    expect([(await addTag()).kind, lists()]).toEqual(["done", 4]);
  });
});

describe("a refusal", () => {
  test("of the token names the credential in the reader's language", async () => {
    credential = await make("wrong");
    const { status, body } = await ask(tags, {}, { language: "uk" });
    expect([status, body.code, body.errors[0].code]).toEqual([424, "service.failed", "service.tokenRefused"]);
    expect(body.detail).toContain("«Shop»");
    expect(body.detail).toContain("Налаштування → Інтеграції → API");
  });

  test("that passes is not remembered", async () => {
    server.sandbox.failNext({ with: 503 });
    expect((await ask(tags)).body.errors[0].code).toBe("service.down");
    expect((await ask(tags)).status).toBe(200);
  });

  test.each([
    ["another workspace's credential", tags, {}, { workspace: "ws_2" }, 404],
    ["no session", tags, {}, { workspace: "nobody" }, 401],
    ["no credential", tags, { credential: "" }, {}, 400],
    ["a credential that is none", tags, { credential: "cred_x" }, {}, 404],
    ["a node type that is none", "leeloo.nothing/tag_id", {}, {}, 404],
    ["a param without choices", "leeloo.message.send/text", {}, {}, 404],
    ["a param of the list that cannot be", people, { "filter[phone]": "x" }, {}, 400],
  ] as const)("comes for %s, without a call", async (_, path, query, options, status) => {
    expect((await ask(path, query, options)).status).toBe(status);
    expect(server.sandbox.requests()).toEqual([]);
  });

  test("comes for a credential of another type", async () => {
    credential = await make("secret", "httpBearer");
    expect((await ask(tags)).body).toMatchObject({ status: 422, code: "credential.type" });
  });
});

describe("an entry of a list", () => {
  const source = { nodeType: "x", items: "data", value: "accounts[].id", label: "name" };
  const told = (entries: Json[], detail?: string[], locale: Locale = "en") =>
    toldChoices(choicesOf(entries, { ...source, ...(detail && { detail }) }), locale, "Europe/Kyiv");
  test("without a value is no choice, without a label is shown by its value, and comes once", () => {
    const account = { accounts: [{ id: 7 }] };
    const entries = [{ name: "A", accounts: [] }, { ...account, name: " " }, { ...account, name: "B" }, null, "text"];
    expect(told(entries)).toEqual([{ value: "7", label: "7" }]);
  });
  test("with several channels is as many choices, each with what it is", () => {
    const accounts = [{ id: "t", from: "TELEGRAM" }, { from: "VIBER" }, { id: "v", from: "VIBER" }];
    expect(told([{ name: "Olena", phone: "+380", accounts }], ["accounts[].from", "phone"])).toEqual([
      { value: "t", label: "Olena", hint: "Telegram · +380" },
      { value: "v", label: "Olena", hint: "Viber · +380" },
    ]);
  });
  test("says its sum and its moment as the reader writes them, and leaves out what is missing", () => {
    const order = { accounts: [{ id: "o" }], price: 200, currency: "USD", at: "2026-01-31T23:30:00.000Z" };
    const detail = ["price currency", "status", "at"];
    expect(told([order], detail)[0]?.hint).toBe("200 USD · Feb 1, 2026, 1:30 AM");
    expect(told([order], detail, "uk")[0]?.hint).toBe("200 USD · 1 лют. 2026 р., 01:30");
    expect(told([{ ...order, at: "2026-99-99T00" }], detail)[0]?.hint).toBe("200 USD · 2026-99-99T00");
  });
  test("shows nothing that it has inherited", () => {
    expect([valueAt({ a: {} }, "a.constructor.name"), valueAt([1], "length"), valueAt("text", "0")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
