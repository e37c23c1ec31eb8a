import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** A Leeway whose sandbox is off: there is nowhere for a rehearsal to go. */
const leeway = new Leeway();
beforeAll(() => leeway.start({ LEEWAY_SANDBOX: "off" }));
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
  });
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

  describe("and an account at which every knock is counted", () => {
    let knocks = 0;
    let door: Server;
    beforeAll(async () => {
      door = createServer((_, response) => response.writeHead(500).end());
      door.on("connection", () => (knocks += 1));
      await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
    });
    afterAll(() => void door.close());

    test("names, lists of all pages and two accounts touch neither a host nor a token's minute", async () => {
      const { port } = door.address() as AddressInfo;
      const baseUrl = `http://127.0.0.1:${port}/api/v2`;
      const of = (name: string, header: string) =>
        rehearsing
          .api("POST", "/credentials", { type: "leelooToken", name, data: { token: `${name}-token`, baseUrl, header } })
          .then(({ id }: { id: string }) => ({ credential: id }));
      const [first, second] = [await of("first", "X-Leeloo-AuthToken"), await of("second", "Authorization")];
      const person_id = "5dc97d4cfe61233aed69e3f8";
      const sms = { connection_id: "5dc97d4cfe61233aed69e3b1", leadgentool_id: "5dc97d4cfe61233aed69e3b2" };
      const nodes = [
        node("in", "trigger.manual"),
        node("tag", "leeloo.person.addTag", { person_id, tag_id: "Оплатив курс" }, first),
        node(
          "sms",
          "leeloo.person.addSms",
          { ...sms, data: [{ name: "Олена", phone: "380501112233" }], tags: ["VIP", "Весна"] },
          second,
        ),
        node("all", "leeloo.tag.list", { pages: "all" }, second),
        node("get", "leeloo.person.get", { person_id }, first),
        node("people", "leeloo.person.list", { pages: "all" }, first),
      ];
      const links = chain("in", "tag", "sms", "all", "get", "people");
      const { id } = await rehearsing.api("POST", "/workflows", { document: document("Knock", nodes, links) });
      const { runId } = await rehearsing.api("POST", `/workflows/${id}/runs`, { rehearsal: true, version: "draft" });
      const run = await rehearsing.settled(runId);
      const { items } = await rehearsing.api("GET", `/runs/${runId}/steps`);
      expect(items.flatMap(({ error }: { error: object | null }) => error ?? [])).toEqual([]);
      expect(run).toMatchObject({ status: "succeeded" });
      expect(items.find(({ key }: { key: string }) => key === "tag").rehearsed).toMatchObject({
        url: `${baseUrl}/people/${person_id}/add-tag`,
        body: { tag_id: expect.stringMatching(/^[0-9a-f]{24}$/) },
        names: ["Оплатив курс"],
      });
      expect(items.find(({ key }: { key: string }) => key === "sms").rehearsed.names).toEqual(["VIP", "Весна"]);
      expect(knocks).toBe(0);
      const { items: limits } = await rehearsing.api("GET", "/limits");
      const used = limits.filter(({ credentialIds }: { credentialIds: string[] }) =>
        [first, second].some(({ credential }) => credentialIds.includes(credential)),
      );
      expect(used.map(({ sent60 }: { sent60: number }) => sent60)).toEqual([0, 0]);
      // A picker asks the account itself: that is what it is for, and the count sees it.
      await rehearsing.call("GET", `/options/leeloo.person.addTag/tag_id?credential=${first.credential}`);
      expect(knocks).toBeGreaterThan(0);
    });
  });
});
