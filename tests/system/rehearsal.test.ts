import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** A Leeway whose sandbox is off: there is nowhere for a rehearsal to go. */
const leeway = new Leeway();
beforeAll(() => leeway.start({ LEEWAY_SANDBOX: "off" }), 30_000);
afterAll(() => leeway.close());

test("a rehearsal without a sandbox is refused before anything begins, and a run is not", async () => {
  const nodes = [node("in", "trigger.manual"), node("a", "logic.set", { fields: [{ name: "a", value: 1 }] })];
  const { id } = await leeway.api("POST", "/workflows", { document: document("Show", nodes, chain("in", "a")) });
  const inUkrainian = { "accept-language": "uk" };
  const refused = await leeway.call("POST", `/workflows/${id}/runs`, { rehearsal: true }, inUkrainian);
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { code: "run.noSandbox", title: "Репетиція не може початися", detail: expect.stringContaining("пісочниця") },
  ]);
  expect((await leeway.api("GET", "/runs")).items).toEqual([]);
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { rehearsal: false });
  expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
});

describe("with the sandbox", () => {
  const rehearsing = new Leeway();
  const server = new Sandbox({ tokens: ["real-token"] });
  let account: ServedSandbox;
  beforeAll(async () => {
    account = await serveSandbox(server);
    await rehearsing.start();
  }, 30_000);
  afterAll(async () => {
    await rehearsing.close();
    await account.close();
  });

  test("a rehearsal of a published workflow sends nothing to the real account, and its steps say what", async () => {
    const data = { token: "real-token", baseUrl: `${account.origin}/api/v2` };
    const { id: credential } = await rehearsing.api("POST", "/credentials", {
      type: "leelooToken",
      name: "Real",
      data,
    });
    const person_id = "5dc97d4cfe61233aed69e3f8";
    const nodes = [
      node("in", "trigger.manual"),
      node("tag", "leeloo.person.addTag", { person_id, tag_id: "5dc97d4cfe61233aed69e3aa" }, { credential }),
      node("bare", "leeloo.person.addComment", { person_id, comment: "Дзвонив" }),
      node("read", "http.request", { method: "GET", url: `${account.origin}/api/v2/tags`, acceptErrors: true }),
      node("crm", "http.request", { method: "POST", url: `${account.origin}/crm`, body: { ok: 1 } }),
    ];
    const drawn = document("Rehearsed", nodes, chain("in", "tag", "bare", "read", "crm"));
    const { id } = await rehearsing.api("POST", "/workflows", { document: drawn });
    const { runId } = await rehearsing.api("POST", `/workflows/${id}/runs`, { rehearsal: true, version: "draft" });
    expect(await rehearsing.settled(runId)).toMatchObject({ status: "succeeded", rehearsal: true });
    const { items } = await rehearsing.api("GET", `/runs/${runId}/steps`);
    const told = Object.fromEntries(
      items.map(({ key, rehearsed }: { key: string; rehearsed?: object }) => [key, rehearsed]),
    );
    expect(told).toMatchObject({
      tag: {
        method: "PUT",
        url: `${account.origin}/api/v2/people/${person_id}/add-tag`,
        body: { tag_id: "5dc97d4cfe61233aed69e3aa" },
        sent: "sandbox",
      },
      bare: { url: `https://api.leeloo.ai/api/v2/people/${person_id}/add-comment`, note: "credentialMissing" },
      read: { method: "GET", sent: "asIs" },
      crm: { method: "POST", body: { ok: 1 }, sent: "nothing" },
    });
    expect(server.requests()).toEqual([]);
    const { items: limits } = await rehearsing.api("GET", "/limits");
    const own = limits.filter(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(credential));
    expect(own.every(({ sent60 }: { sent60: number }) => sent60 === 0)).toBe(true);
    const metrics = await (await fetch(`${rehearsing.origin}/metrics`)).text();
    expect(metrics).toContain('leeway_rehearsals_finished_total{status="succeeded"} 1');
  });
});
