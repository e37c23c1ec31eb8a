import { afterAll, beforeAll, expect, test } from "vitest";
import Database from "better-sqlite3";
import { join } from "node:path";
import { chain, document, edge, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const found = async (q: string, more = "") =>
  leeway.api("GET", `/runs?q=${encodeURIComponent(q)}${more}`) as Promise<{
    items: { id: string; found: { key: string; part: string; path: string; text: string; step: string }[] }[];
    search: { upTo: string | null; cut: boolean };
  }>;
const idsOf = async (q: string, more = "") => (await found(q, more)).items.map(({ id }) => id);
/** How many rows the index holds, and how many the logs have: read from their files beside the server. */
function counted() {
  const of = (file: string, sql: string) => {
    const db = new Database(join(leeway.data, file), { readonly: true });
    const count = db.prepare(sql).pluck().get() as number;
    db.close();
    return count;
  };
  const cursor = of("search.db", "SELECT cursor FROM progress");
  return {
    cursor,
    newest: of("leeway.db", "SELECT max(rowid) FROM run_events"),
    indexed: of("search.db", "SELECT count(*) FROM row_terms_docsize"),
    withValues: of("leeway.db", "SELECT count(*) FROM run_events WHERE body LIKE '%kill-order%'"),
  };
}
const indexed = () =>
  eventually("the index of all rows", () => {
    const count = counted();
    return Promise.resolve(count.cursor === count.newest ? count : undefined);
  });

test("a run is found by a phone in any spelling, and says at which step and for which item", async () => {
  const send = node("send", "logic.set", { fields: [{ name: "to", value: "{{ item.phone }}" }] }, { parent: "people" });
  const nodes = [
    node("hook", "trigger.webhook"),
    node("people", "logic.each", { items: "{{ trigger.body.people }}" }),
    send,
  ];
  const { hook } = await leeway.publish(
    document("Many people", nodes, [...chain("hook", "people"), edge("people", "send", "item")]),
  );
  const people = Array.from({ length: 40 }, (_, index) => ({ phone: `+38 067 000 00 ${index + 10}` }));
  const answer = await fetch(hook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ people, customer: "Олена Коваль" }),
  });
  const { runId } = (await answer.json()) as { runId: string };
  await leeway.settled(runId);
  for (const step of ["at once", "indexed"]) {
    if (step === "indexed") await indexed();
    const { items, search } = await found("0670000033");
    expect([step, items.map(({ id }) => id), search]).toEqual([step, [runId], { upTo: null, cut: false }]);
    expect(items[0]?.found).toContainEqual(
      expect.objectContaining({ key: "send[23]", text: "+38 067 000 00 33", step: "send" }),
    );
    expect(await idsOf("олена ков")).toEqual([runId]);
    expect(await idsOf("олена", "&status=failed")).toEqual([]);
    expect(await idsOf("марія")).toEqual([]);
  }
  expect(await idsOf(runId)).toEqual([runId]);
  expect((await leeway.call("GET", `/runs?q=${"x".repeat(201)}`)).status).toBe(400);
});

test("no run is indexed twice or never, though the server dies at any moment", async () => {
  const { hook } = await leeway.publish(document("Orders", [node("hook", "trigger.webhook")], []));
  const address = new URL(hook).pathname;
  const accepted = new Map<string, string>();
  for (let round = 0; round < 2; round++) {
    const order = async (index: number) => {
      const name = `kill-order-${round}${String(index).padStart(3, "0")}`;
      const body = JSON.stringify({ order: name });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(leeway.origin + address, { method: "POST", headers, body }).catch(() => undefined);
      const told = answer?.status === 202 ? ((await answer.json().catch(() => ({}))) as { runId?: string }) : {};
      if (told.runId) accepted.set(name, told.runId);
    };
    const orders = Array.from({ length: 100 }, (_, index) => order(index));
    await Promise.all(orders.slice(0, 40 + round * 30));
    await leeway.kill("SIGKILL");
    await Promise.all(orders);
    await leeway.start();
  }
  expect(accepted.size).toBeGreaterThan(50);
  const { cursor, newest, indexed: rows, withValues } = await indexed();
  expect(cursor).toBe(newest);
  expect(rows).toBeGreaterThanOrEqual(withValues);
  for (const [name, runId] of accepted) expect([name, await idsOf(name)]).toEqual([name, [runId]]);
});
