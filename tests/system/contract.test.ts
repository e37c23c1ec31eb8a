import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** What other programs take from the API word for word. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const set = (id: string, value: unknown, extra = {}) =>
  node(id, "logic.set", { fields: [{ name: "value", value }] }, extra);
const create = async (nodes: unknown[], links: unknown[]) =>
  (await leeway.api("POST", "/workflows", { document: document("Contract", nodes, links) })) as {
    id: string;
    document: { nodes: unknown[] };
    triggers: { url?: string }[];
  };
const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

describe("lists", () => {
  test("every list takes limit and cursor, and its pages are the whole", async () => {
    const { id } = await create([node("in", "trigger.manual"), set("a", 1), set("b", 2)], chain("in", "a", "b"));
    for (let time = 0; time < 3; time++) await leeway.api("POST", `/workflows/${id}/publish`);
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await leeway.settled(runId);
    await leeway.api("PUT", "/fields", { items: ["one", "two", "three"].map((name) => ({ name, type: "text" })) });
    const lists = ["/node-types", "/variables", "/fields", `/workflows/${id}/versions`, `/runs/${runId}/steps`];
    for (const path of lists) {
      const whole = (await leeway.api("GET", path)) as { items: unknown[]; nextCursor?: string };
      expect(whole.items.length).toBeGreaterThan(2);
      expect(whole).not.toHaveProperty("nextCursor");
      const paged: unknown[] = [];
      for (let cursor: string | undefined = ""; cursor !== undefined;) {
        const page = await leeway.api("GET", `${path}?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        expect(page.items.length).toBeLessThanOrEqual(2);
        paged.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(whole.items);
    }
  });

  test("a limit of nothing is refused", async () => {
    for (const path of ["/node-types", "/variables", "/limits"])
      expect((await leeway.call("GET", `${path}?limit=0`)).status).toBe(400);
  });

  test("a list of steps cuts a value at 64 KB, counted in bytes", async () => {
    const { id } = await create([node("in", "trigger.manual"), set("a", "{{ trigger.text }}")], chain("in", "a"));
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { text: "ї".repeat(40_000) } });
    await leeway.settled(runId);
    const { items } = await leeway.api("GET", `/runs/${runId}/steps`);
    expect(items[1].truncated).toBe(true);
    expect(Buffer.byteLength(items[1].output)).toBeLessThanOrEqual(64 * 1024);
    expect(items[1].output).not.toContain("\uFFFD");
  });
});

describe("what starts a run", () => {
  test("a trigger that is off fires nothing, and does not stand in the way of the others", async () => {
    const off = node("in", "trigger.manual", {}, { disabled: true });
    const { id } = await create(
      [off, node("hook", "trigger.webhook"), set("a", 1)],
      [edge("in", "a"), edge("hook", "a")],
    );
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    expect(await leeway.api("GET", `/runs/${runId}`)).toMatchObject({ trigger: "hook" });
    const refused = await leeway.call("POST", `/workflows/${id}/runs`, { node: "in" });
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "run.noTrigger" }]);
  });

  test("a draft with a circle, an id twice or eleven attempts is not run as if it were whole", async () => {
    const circle = await create(
      [node("in", "trigger.manual"), set("a", 1), set("b", 2)],
      [...chain("in", "a", "b"), edge("b", "a")],
    );
    const twice = await create([node("in", "trigger.manual"), set("a", 1), set("a", 2)], chain("in", "a"));
    const eleven = node("a", "logic.set", {}, { retry: { maxAttempts: 11 } });
    const often = await create([node("in", "trigger.manual"), eleven], chain("in", "a"));
    for (const [{ id }, code] of [
      [circle, "node.cycle"],
      [twice, "node.duplicateId"],
      [often, "node.maxAttempts"],
    ] as const) {
      const refused = await leeway.call("POST", `/workflows/${id}/runs`, {});
      expect([refused.status, await refused.json()]).toMatchObject([
        422,
        { code: "workflow.hasProblems", errors: [{ code }] },
      ]);
    }
  });

  test("a failure that was let pass can be read as a sentence by the steps after it", async () => {
    const odd = node(
      "odd",
      "logic.set",
      { fields: [{ name: "a", value: "{{ trigger.nobody }}" }] },
      { onError: "continue" },
    );
    const tell = set("tell", "{{ steps.odd.error.code }}: {{ steps.odd.error.message }}");
    const { id } = await create([node("in", "trigger.manual"), odd, tell], chain("in", "odd", "tell"));
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await leeway.settled(runId);
    const step = await leeway.api("GET", `/runs/${runId}/steps/tell`);
    expect(Object.values(step.output)).toEqual([
      "expression.missing: “fields[0].value” uses trigger.nobody, but there is no such value in this run.",
    ]);
  });

  test("a webhook that asks for a check of its caller is not published without one", async () => {
    const guarded = node("hook", "trigger.webhook", { auth: "basic", authUser: "shop" });
    const { id } = await create([guarded, set("a", 1)], chain("hook", "a"));
    const refused = await leeway.call("POST", `/workflows/${id}/publish`);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { code: "workflow.hasProblems", errors: [{ nodeId: "hook", code: "node.credentialMissing" }] },
    ]);
  });

  test("a dedupe key may use variables and the workflow", async () => {
    await leeway.api("PUT", "/variables", { items: [{ name: "shop", type: "text", value: "kyiv" }] });
    const dedupe = "{{ vars.shop }}-{{ workflow.name }}-{{ trigger.body.id }}";
    const { hook } = await leeway.publish(
      document("Once", [node("hook", "trigger.webhook", { dedupe }), set("a", 1)], chain("hook", "a")),
    );
    const first = await (await post(hook, { id: 1 })).json();
    expect(await (await post(hook, { id: 1 })).json()).toEqual({ ...(first as object), duplicate: true });
    expect(await (await post(hook, { id: 2 })).json()).not.toHaveProperty("duplicate");
  });

  test("a repeated dedupe key gets the first run's failure, marked as a duplicate", async () => {
    const params = { respond: "last", dedupe: "{{ trigger.body.id }}" };
    const { hook } = await leeway.publish(
      document(
        "Fails",
        [node("hook", "trigger.webhook", params), set("a", "{{ trigger.body.missing }}")],
        chain("hook", "a"),
      ),
    );
    const first = (await (await post(hook, { id: 1 })).json()) as Record<string, unknown>;
    expect(first).toMatchObject({ status: 500, code: "run.failed" });
    expect(first).not.toHaveProperty("duplicate");
    const second = await post(hook, { id: 1 });
    expect([second.status, await second.json()]).toEqual([500, { ...first, duplicate: true }]);
  });
});

describe("Leeloo", () => {
  test("a list of people without the dates that Leeloo requires is not sent", async () => {
    const { items } = await leeway.api("GET", "/credentials");
    const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
    const list = (value: unknown) =>
      create(
        [
          node("in", "trigger.manual"),
          node("people", "leeloo.person.list", { "filter[last_message]": value }, { credential }),
        ],
        chain("in", "people"),
      );
    for (const nothing of ["{{ null }}", ""]) {
      const { runId } = await leeway.api("POST", `/workflows/${(await list(nothing)).id}/runs`, {});
      expect(await leeway.settled(runId)).toMatchObject({
        status: "failed",
        error: { code: "param.required", param: "filter[last_message]" },
      });
    }
    const { runId } = await leeway.api("POST", `/workflows/${(await list(null)).id}/runs`, {});
    expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  });
});

describe("import", () => {
  test("takes what export gave, as it is and wrapped as in POST /workflows, and makes new addresses", async () => {
    const made = await create(
      [node("hook", "trigger.webhook", {}, { note: "kept" }), set("a", 1, { disabled: true })],
      chain("hook", "a"),
    );
    const exported = await leeway.api("GET", `/workflows/${made.id}/export`);
    for (const body of [exported, { document: exported }]) {
      const copy = await leeway.api("POST", "/import", body);
      expect(copy.document).toEqual(made.document);
      expect(copy.triggers[0].url).not.toBe(made.triggers[0]?.url);
    }
    const refused = await leeway.call("POST", "/import", { document: { schemaVersion: 1 } });
    expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ path: "name" }] }]);
  });
});
