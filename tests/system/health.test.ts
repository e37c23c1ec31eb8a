import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, apiKey, eventually } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start(), 30_000);
afterAll(() => leeway.close());

describe("what watches over the process", () => {
  test("learns that it lives and takes new work", async () => {
    for (const path of ["/health/live", "/health/ready"]) {
      const answer = await fetch(leeway.origin + path);
      expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
    }
  });

  test("reads the numbers from this machine, from elsewhere with an API key only", async () => {
    const near = await fetch(`${leeway.origin}/metrics`);
    expect([near.status, near.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
    expect(await near.text()).toMatch(/^leeway_info\{version="\d+\.\d+\.\d+"\} 1$/m);
    for (const by of [{ "x-forwarded-for": "203.0.113.7" }, { forwarded: "for=203.0.113.7" }]) {
      const far = await fetch(`${leeway.origin}/metrics`, { headers: by });
      expect([far.status, ((await far.json()) as { code: string }).code]).toEqual([401, "auth.required"]);
      const known = await fetch(`${leeway.origin}/metrics`, { headers: { ...by, authorization: `Bearer ${apiKey}` } });
      expect(known.status).toBe(200);
    }
  });

  test("sees how many runs are driven now", async () => {
    const waiting: (() => void)[] = [];
    const far = await new FarEnd((_nth, response) => void waiting.push(() => response.end("{}"))).open();
    const nodes = [node("in", "trigger.manual"), node("call", "http.request", { method: "GET", url: far.url })];
    const { id } = await leeway.api("POST", "/workflows", { document: document("Slow", nodes, chain("in", "call")) });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    const go = await eventually("the call", async () => waiting[0]);
    const held = async () =>
      /^leeway_runs_held (\d+)$/m.exec(await (await fetch(`${leeway.origin}/metrics`)).text())?.[1];
    expect(await held()).toBe("1");
    go();
    await leeway.settled(runId);
    await eventually("nothing held", async () => (await held()) === "0");
    far.close();
  });
});
