import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { FieldsModule } from "../fields/fields.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule, WorkflowsModule, VariablesModule, FieldsModule]);
});
afterAll(() => server.close());
/** What another test's workflows use is no use here. */
beforeEach(() => {
  server.platform.database.handle.exec("DELETE FROM workflows");
});

const call = async (method: string, path: string, body?: unknown, language?: string) =>
  server.call(method, `/api/v1${path}`, { ...(body !== undefined && { body }), ...(language && { language }) });
const start = { id: "in", type: "trigger.manual", params: {} };
const step = (id: string, type: string, params: object = {}, more: object = {}) => ({ id, type, params, ...more });

/** A workflow with these steps one after the other; published, where it has a second form, in the first. */
async function workflow(name: string, live: object[] | undefined, draft: object[] = live ?? []): Promise<string> {
  const document = (steps: object[]) => {
    const nodes = [start, ...steps] as { id: string }[];
    const edges = nodes
      .slice(1)
      .flatMap(({ id }, index) => (id === "heard" ? [] : [{ id, source: nodes[index]?.id, target: id }]));
    return { schemaVersion: 1, name, nodes, edges };
  };
  const { id } = (await call("POST", "/workflows", { document: document(live ?? draft) })).body;
  if (live) expect((await call("POST", `/workflows/${id}/publish`, {})).status).toBe(200);
  if (live && draft !== live) await call("PUT", `/workflows/${id}`, { revision: 1, document: document(draft) });
  return id;
}
const usedBy = async (path: string, language?: string) =>
  (await call("GET", `${path}/used-by`, undefined, language)).body.items;
const put = (list: string, items: object[], revision?: string) => call("PUT", `/${list}`, { items, revision });
const reads = (name: string, text: string) => step(name, "logic.set", { fields: [{ name: "a", value: text }] });

describe("who uses something", () => {
  test("is told by workflow and step, in the draft and as it is live", async () => {
    const { id } = (
      await call("POST", "/credentials", {
        type: "httpBearer",
        name: "Shop",
        data: { token: "t", allowedHosts: ["a.example"] },
      })
    ).body;
    const signed = (name: string, more: object = {}) =>
      step(name, "http.request", { url: "https://a.example/" }, { credential: id, name, ...more });
    const both = await workflow("Both", [signed("a")], [signed("a"), signed("b")]);
    const gone = await workflow("Gone from the draft", [signed("c")], []);
    const off = await workflow("Switched off", [signed("d", { disabled: true })]);
    await workflow("Others", [step("e", "http.request", { url: `https://a.example/${id}` })]);
    expect(await usedBy(`/credentials/${id}`)).toEqual([
      {
        id: both,
        name: "Both",
        published: true,
        steps: [
          { nodeId: "a", name: "a", draft: true, live: true, needs: true },
          { nodeId: "b", name: "b", draft: true, live: false, needs: true },
        ],
      },
      {
        id: gone,
        name: "Gone from the draft",
        published: true,
        steps: [expect.objectContaining({ draft: false, live: true })],
      },
      {
        id: off,
        name: "Switched off",
        published: true,
        steps: [expect.objectContaining({ live: true, needs: false })],
      },
    ]);
    expect((await call("GET", "/credentials/nobody/used-by")).status).toBe(404);
    expect((await server.call("GET", `/api/v1/credentials/${id}/used-by`, { workspace: "ws_2" })).status).toBe(404);
  });

  test("is told of variables and fields, steps without a name in the reader's language", async () => {
    await put("variables", [{ name: "site", type: "text", value: "a" }]);
    await put("fields", [{ name: "city", type: "text" }]);
    const id = await workflow("Reads", undefined, [reads("v", "{{ vars.site }}"), reads("f", "{{ fields.city }}")]);
    expect(await usedBy("/variables/site", "uk")).toEqual([
      {
        id,
        name: "Reads",
        published: false,
        steps: [{ nodeId: "v", name: "Задати поля", draft: true, live: false, needs: true }],
      },
    ]);
    expect((await usedBy("/fields/city"))[0].steps).toMatchObject([{ nodeId: "f" }]);
    for (const path of ["/variables/none", "/fields/none"])
      expect((await call("GET", `${path}/used-by`)).status).toBe(404);
  });
});

describe("what a live workflow needs", () => {
  const lists = [
    ["variables", [{ name: "keep", type: "text", value: "a" }], { name: "site", type: "text", value: "b" }, "vars"],
    ["fields", [{ name: "keep", type: "text" }], { name: "site", type: "text" }, "fields"],
  ] as const;

  test.each(lists)(
    "stays among the %s for who edits the list, and goes for who replaces all",
    async (list, others, one, root) => {
      await put(list, [...others, one]);
      const live = await workflow("Order", [reads("text", `{{ ${root}.site }}`)]);
      await workflow("Draft only", undefined, [reads("text", `{{ ${root}.keep }}`)]);
      const { revision } = (await call("GET", `/${list}`)).body;
      const { status, body } = await put(list, [...others], revision);
      expect([status, body.code, body.detail]).toEqual([
        409,
        "values.inUse",
        "“site” cannot be removed or renamed: Order (Set fields) would fail. Change it there and publish first.",
      ]);
      expect((await put(list, [one], revision)).status).toBe(200);
      expect((await put(list, [])).status).toBe(200);
      await put(list, [one]);
      await call("POST", `/workflows/${live}/unpublish`, {});
      const now = (await call("GET", `/${list}`)).body.revision;
      expect((await put(list, [], now)).status).toBe(200);
    },
  );

  test("is not deleted where it is another workflow; one that hears of its failures does not keep it", async () => {
    const called = await workflow("Thank them", [step("x", "logic.stop")]);
    const calls = await workflow("Order", [step("call", "logic.workflow", { workflowId: called }, { name: "Thanks" })]);
    const hears = { id: "heard", type: "trigger.error", params: { which: "chosen", workflows: [called] } };
    await workflow("Tell me", [hears, step("y", "logic.stop")]);
    const users = (await usedBy(`/workflows/${called}`)) as { name: string; steps: { needs: boolean }[] }[];
    expect(users.map(({ name, steps }) => [name, ...steps.map(({ needs }) => needs)])).toEqual([
      ["Order", true],
      ["Tell me", false],
    ]);
    const { status, body } = await call("DELETE", `/workflows/${called}`);
    expect([status, body.code, body.detail]).toEqual([
      409,
      "workflow.inUse",
      "It is called by: Order (Thanks). Take that step out there and publish first.",
    ]);
    expect((await call("GET", `/workflows/${called}`)).status).toBe(200);
    await call("POST", `/workflows/${calls}/unpublish`, {});
    expect((await call("DELETE", `/workflows/${called}`)).status).toBe(204);
  });
});
