import "reflect-metadata";
import type { ImportReport } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentOf, SECRET, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
beforeEach(async () => {
  two = await twoWorkspaces();
});
afterEach(() => two.close());

describe("an imported credential", () => {
  test("waits for its secret, says so, and works when somebody has entered it", async () => {
    await two.fill();
    const { credentials } = await two.imported(await two.exported());
    const [id, sandbox] = credentials.map((one) => one.id);
    const at = `/credentials/${id}`;
    expect((await two.call("GET", at, undefined, "ws_2")).body).toMatchObject({
      name: "Shop API",
      needsSecret: true,
      data: { allowedHosts: ["shop.example"] },
    });
    expect((await two.call("GET", `/credentials/${sandbox}`, undefined, "ws_2")).body.needsSecret).toBe(false);
    const test = await two.call("POST", `${at}/test`, undefined, "ws_2");
    expect(test.body).toMatchObject({ ok: false, error: { code: "credential.noSecret" } });
    const without = await two.call("PUT", at, { data: { allowedHosts: ["other.example"] } }, "ws_2");
    expect([without.status, without.body.code]).toEqual([422, "credential.secretNeeded"]);
    const entered = await two.call("PUT", at, { data: { token: "entered" } }, "ws_2");
    expect(entered.body).toMatchObject({ needsSecret: false, data: { allowedHosts: ["shop.example"] } });
  });

  test("keeps what uses it from going live until then, and says at which step, which one it is and where to enter it", async () => {
    const token = { type: "httpBearer", name: "Shop API", data: { token: SECRET, allowedHosts: ["shop.example"] } };
    const { body: bearer } = await two.call("POST", "/credentials", token);
    const at = { id: "in", type: "trigger.manual", params: {} };
    const ask = { id: "ask", type: "http.request", credential: bearer.id, params: { url: "https://shop.example/" } };
    const { body: here } = await two.call("POST", "/workflows", {
      document: {
        ...documentOf("Asks", at, ask),
        edges: [{ id: "e", source: "in", sourceHandle: "main", target: "ask" }],
      },
    });
    expect((await two.call("POST", `/workflows/${here.id}/publish`)).status).toBe(200);

    const report = await two.imported(await two.exported());
    const words: [string, RegExp][] = [
      ["en", /“Shop API”.*“Credentials”/],
      ["uk", /«Shop API».*«Доступи»/],
      ["ru", /«Shop API».*«Доступы»/],
    ];
    const [{ id, wasPublished, problems } = {} as ImportReport["workflows"][number]] = report.workflows;
    const problem = { code: "node.credentialNoSecret", nodeId: "ask" };
    expect([wasPublished, problems]).toMatchObject([true, [{ ...problem, severity: "error" }]]);
    for (const [language, said] of words) {
      const path = `/api/v1/workflows/${id}/publish`;
      const { status, body } = await two.server.call("POST", path, { workspace: "ws_2", language });
      expect([status, body.code, body.errors]).toEqual([
        422,
        "workflow.hasProblems",
        [expect.objectContaining({ ...problem, path: "document.nodes[ask]", message: expect.stringMatching(said) })],
      ]);
    }
    const [row] = (await two.call("GET", "/workflows", undefined, "ws_2")).body.items;
    expect([row.published, row.problems]).toEqual([null, 1]);
    await two.call("PUT", `/credentials/${report.credentials[0]?.id}`, { data: { token: "entered" } }, "ws_2");
    expect((await two.call("GET", "/workflows", undefined, "ws_2")).body.items[0].problems).toBe(0);
    expect((await two.call("POST", `/workflows/${id}/publish`, undefined, "ws_2")).status).toBe(200);
  });
});
