import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway, eventually } from "./leeway.js";

/** All that waits for a person, wherever it waits. */
const leeway = new Leeway();
let credential = "";
beforeAll(async () => {
  await leeway.start();
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
});
afterAll(() => leeway.close());

const channel = "690000000000000000000001";
const lost = (times: number) =>
  leeway.api("POST", "/sandbox/faults", {
    with: "cutBefore",
    match: { method: "POST", path: "/messages/send-message" },
    times,
  });
interface Waiting {
  runId: string;
  key: string;
  kind: string;
  check: { times: number; found: unknown[] } | null;
}
const list = async (query = ""): Promise<{ items: Waiting[]; total: number; nextCursor?: string }> =>
  leeway.api("GET", `/attention${query}`);

async function begin(made: ReturnType<typeof document>, payload: unknown = {}) {
  const { id } = await leeway.api("POST", "/workflows", { document: made });
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  return { id: id as string, runId: runId as string };
}
const message = (text: string, extra: object = {}) =>
  node("send", "leeloo.message.send", { account_id: channel, text }, { credential, ...extra });
const resolve = (runId: string, key: string, as: string) =>
  leeway.call("POST", `/runs/${runId}/steps/${encodeURIComponent(key)}/resolve`, { as });
const codeOf = async (answer: Promise<Response>) => {
  const { code } = (await (await answer).json()) as { code?: string };
  return [(await answer).status, code];
};

describe("what waits for a person", () => {
  test("says of a doubt what was sent and what was found, until somebody has settled it", async () => {
    await lost(1);
    const { id, runId } = await begin(
      document("Lost message", [node("in", "trigger.manual"), message("Are you there?")], chain("in", "send")),
    );
    const [first] = await eventually("a doubt that was looked into", async () => {
      const { items } = await list(`?workflowId=${id}`);
      return items[0]?.check ? items : undefined;
    });
    expect(first).toMatchObject({
      runId,
      workflowId: id,
      workflowName: "Lost message",
      key: "send",
      nodeId: "send",
      nodeType: "leeloo.message.send",
      nodeName: "send",
      kind: "unknown",
      rehearsal: false,
      input: { account_id: channel, text: "Are you there?" },
      error: { code: "request.cutOff" },
      check: { times: 1, found: [] },
      until: null,
    });
    expect((await resolve(runId, "send", "done")).status).toBe(202);
    expect((await list(`?workflowId=${id}`)).items).toEqual([]);
    expect(await codeOf(resolve(runId, "send", "done"))).toEqual([409, "step.notUnknown"]);
  });

  test("names the steps that cannot do without its answer, and those alone", async () => {
    await lost(1);
    const set = (id: string, value: string) => node(id, "logic.set", { fields: [{ name: "id", value }] });
    const made = document(
      "Read later",
      [
        node("in", "trigger.manual"),
        message("Who reads on?"),
        { ...set("needs", "{{ steps.send.data.id }}"), name: "Keep the number" },
        set("may", "{{ steps.send?.data?.id }}"),
        set("none", "{{ trigger.name ?? '' }}"),
      ],
      chain("in", "send", "needs", "may", "none"),
    );
    const { id, runId } = await begin(made);
    const [found] = await eventually("a doubt", async () => {
      const { items } = await list(`?workflowId=${id}`);
      return items.length > 0 && items;
    });
    expect(found).toMatchObject({ key: "send", readers: ["Keep the number"] });
    await resolve(runId, "send", "done");
    expect((await leeway.settled(runId)).error).toMatchObject({ nodeId: "needs" });
  });

  test("is an approval until somebody has said yes or no", async () => {
    const made = document(
      "To approve",
      [
        node("in", "trigger.manual"),
        node("ok", "logic.wait", { mode: "approval" }),
        node("end", "logic.stop", { outcome: "success" }),
      ],
      chain("in", "ok", "end"),
    );
    const { id, runId } = await begin(made);
    const waiting = await eventually(
      "an approval",
      async () => (await list(`?workflowId=${id}&kind=approval`)).items[0],
    );
    expect(waiting).toMatchObject({ kind: "approval", key: "ok", error: null, check: null });
    expect((await list(`?workflowId=${id}&kind=unknown`)).total).toBe(0);
    await leeway.api("POST", `/runs/${runId}/steps/ok/approve`, { approved: true });
    await leeway.settled(runId);
    expect((await list(`?workflowId=${id}`)).total).toBe(0);
  });

  test("in a loop waits item by item, page by page, and goes with its run", async () => {
    await lost(7);
    const made = document(
      "Many",
      [
        node("in", "trigger.manual"),
        node("all", "logic.each", { items: [0, 1, 2, 3, 4, 5, 6], concurrency: 7 }),
        message("The same", { parent: "all" }),
      ],
      [edge("in", "all"), edge("all", "send", "item")],
    );
    const { id, runId } = await begin(made);
    await eventually("seven doubts", async () => (await list(`?workflowId=${id}`)).total === 7);
    const keys: string[] = [];
    let cursor = "";
    do {
      const page = await list(`?workflowId=${id}&limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    expect([...keys].sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `send[${index}]`));
    await eventually(
      "a run that needs a person",
      async () => (await leeway.api("GET", `/runs/${runId}`)).status === "needs_attention",
    );
    expect((await resolve(runId, "send[3]", "done")).status).toBe(202);
    await eventually("an item that is over", async () => (await list(`?workflowId=${id}`)).total === 6);
    await eventually(
      "a word for what is over",
      async () => (await codeOf(resolve(runId, "send[3]", "done")))[1] === "step.notUnknown",
    );
    await leeway.api("POST", `/runs/${runId}/cancel`, {});
    await leeway.settled(runId);
    expect((await list(`?workflowId=${id}`)).total).toBe(0);
    expect(await codeOf(resolve(runId, "send[4]", "done"))).toEqual([409, "run.finished"]);
    expect(await codeOf(resolve(runId, "send[99]", "done"))).toEqual([404, "notFound"]);
  });

  test("takes one word for many in one call, and says of each that could not take it why", async () => {
    await lost(5);
    const made = document(
      "One word",
      [
        node("in", "trigger.manual"),
        node("all", "logic.each", { items: [0, 1, 2, 3, 4], concurrency: 5 }),
        message("The same", { parent: "all" }),
        node("ok", "logic.wait", { mode: "approval" }),
      ],
      [edge("in", "all"), edge("all", "send", "item"), edge("in", "ok")],
    );
    const { id, runId } = await begin(made);
    await eventually("all that waits", async () => (await list(`?workflowId=${id}`)).total === 6);
    const say = (as: string, ...entries: object[]) => leeway.call("POST", "/attention/resolve", { entries, as });
    const answered = async (answer: Promise<Response>) =>
      ((await (await answer).json()) as { items: { key: string; error?: { code: string; title: string } }[] }).items;
    const sends = [0, 1, 2, 3, 4].map((index) => ({ runId, key: `send[${index}]` }));
    const others = [
      { runId, key: "ok" },
      { runId, key: "send[9]" },
      { runId: "run_of_nobody", key: "send" },
    ];
    const done = await answered(say("done", ...sends, ...others));
    expect(done.map(({ key, error }) => [key, error?.code])).toEqual([
      ...sends.map(({ key }) => [key, undefined]),
      ["ok", "step.notUnknown"],
      ["send[9]", "notFound"],
      ["send", "notFound"],
    ]);
    expect(done.at(-1)?.error?.title).toMatch(/\w/);
    expect((await list(`?workflowId=${id}`)).items).toMatchObject([{ key: "ok", kind: "approval" }]);
    expect(await answered(say("approve", { runId, key: "ok" }))).toEqual([{ runId, key: "ok" }]);
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    for (const bad of [say("done"), say("maybe", { runId, key: "ok" }), say("done", ...Array(501).fill(sends[0]))])
      expect((await bad).status).toBe(422);
  });

  test("waits over the death of its server", async () => {
    await lost(1);
    const { id } = await begin(
      document("Lost before the end", [node("in", "trigger.manual"), message("Hello?")], chain("in", "send")),
    );
    await eventually("a doubt", async () => (await list(`?workflowId=${id}`)).total === 1);
    await leeway.kill();
    await leeway.start();
    expect((await list(`?workflowId=${id}`)).items).toMatchObject([{ key: "send", kind: "unknown" }]);
  });
});
