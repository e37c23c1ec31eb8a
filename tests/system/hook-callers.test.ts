import { createHmac } from "node:crypto";
import Database from "better-sqlite3";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** Who may call a webhook, over real HTTP. How each kind of sender is checked: apps/server/src/hooks/callers/. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const SECRET = "a-secret-of-the-shop";
const json = { "content-type": "application/json" };
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", headers: { ...json, ...headers }, body });
const secretOf = async (secret = SECRET): Promise<string> =>
  (await leeway.api("POST", "/credentials", { type: "webhookSecret", name: "Shop", data: { secret } })).id;
const flow = (params: Record<string, unknown>, credential?: string) =>
  document(
    "Guarded",
    [
      node("in", "trigger.webhook", params, credential ? { credential } : {}),
      node("s", "logic.set", { fields: [{ name: "a", value: 1 }] }),
    ],
    chain("in", "s"),
  );
const runsOf = async (id: string) => (await leeway.api("GET", `/runs?workflowId=${id}`)).items;
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe("an address that takes calls from known senders only", () => {
  test("makes a run of a signed call, and none of any other", async () => {
    const params = { auth: "hmac", authHeader: "X-Signature" };
    const { id, hook } = await leeway.publish(flow(params, await secretOf()));
    const body = '{ "total":  1490.50 }';
    const signature = createHmac("sha256", SECRET).update(body).digest("hex");
    expect((await post(hook, body, { "x-signature": signature })).status).toBe(202);
    expect(await codeOf(await post(hook, '{ "total": 1 }', { "x-signature": signature }))).toEqual([
      401,
      "hook.callerUnknown",
    ]);
    expect(await codeOf(await post(hook, body))).toEqual([401, "hook.callerUnknown"]);
    expect(await runsOf(id)).toHaveLength(1);
  });

  test("says how to sign in, and keeps the secret out of the run", async () => {
    const { id, hook } = await leeway.publish(flow({ auth: "header", authHeader: "X-Key" }, await secretOf()));
    expect((await post(hook, "{}", { "x-key": SECRET, "x-shop": "4" })).status).toBe(202);
    const [run] = await runsOf(id);
    const { output } = await leeway.api("GET", `/runs/${run.id}/steps/in`);
    expect(output.headers).toMatchObject({ "x-shop": "4" });
    expect(JSON.stringify(output)).not.toContain(SECRET);
    const basic = await leeway.publish(flow({ auth: "basic", authUser: "shop" }, await secretOf()));
    expect((await post(basic.hook, "{}")).headers.get("www-authenticate")).toBe(
      'Basic realm="Leeway", charset="UTF-8"',
    );
    const known = { authorization: `Basic ${Buffer.from(`shop:${SECRET}`).toString("base64")}` };
    expect((await post(basic.hook, "{}", known)).status).toBe(202);
  });

  test("stays shut while its secret cannot be read, and opens with the next one", async () => {
    const credential = await secretOf();
    const { id, hook } = await leeway.publish(flow({ auth: "bearer" }, credential));
    const call = (secret: string) => post(hook, "{}", { authorization: `Bearer ${secret}` });
    expect((await call(SECRET)).status).toBe(202);
    const database = new Database(join(leeway.data, "leeway.db"));
    database.prepare("UPDATE credentials SET sealed = zeroblob(40) WHERE id = ?").run(credential);
    database.close();
    expect(await codeOf(await call(SECRET))).toEqual([403, "hook.closed"]);
    expect(await codeOf(await call(""))).toEqual([403, "hook.closed"]);
    expect(leeway.log).toContain('"reason":"noSecret"');
    expect(leeway.log).not.toContain(SECRET);
    await leeway.api("PUT", `/credentials/${credential}`, { data: { secret: "a new one" } });
    expect(await codeOf(await call(SECRET))).toEqual([401, "hook.callerUnknown"]);
    expect(await runsOf(id)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["without a secret", { auth: "bearer" }, "node.credentialMissing"],
    ["in a way that is none", { auth: "magic" }, "param.choice"],
    ["by a formula", { auth: "{{ 'none' }}" }, "param.choice"],
    ["with something else than a word", { auth: { type: "basic" } }, "param.type"],
    ["by a header without a name", { auth: "header" }, "param.required"],
  ])("is not published %s", async (_what, params, code) => {
    const { id } = await leeway.api("POST", "/workflows", { document: flow(params) });
    const answer = await fetch(`${leeway.origin}/api/v1/workflows/${id}/publish`, {
      method: "POST",
      headers: { ...json, authorization: leeway.authorization },
      body: "{}",
    });
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    expect(errors.map((error) => error.code)).toContain(code);
  });
});

describe("a service of the field", () => {
  test("of payments gets the answer it waits for, and the same news once more make no second run", async () => {
    const md5 = (text: string) => createHmac("md5", SECRET).update(text).digest("hex");
    const { id, hook } = await leeway.publish(flow({ auth: "wayforpay" }, await secretOf()));
    const fields = { merchantAccount: "shop", orderReference: "1042", amount: 100.5, currency: "UAH", authCode: "1" };
    const rest = { cardPan: "41****11", transactionStatus: "Approved", reasonCode: 1100 };
    const merchantSignature = md5("shop;1042;100.5;UAH;1;41****11;Approved;1100");
    const body = JSON.stringify({ ...fields, ...rest, merchantSignature });
    for (const repeated of [false, true]) {
      const answer = await fetch(hook, { method: "POST", body, headers: { "content-type": "text/html" } });
      const said = (await answer.json()) as { time: number };
      const signature = md5(`1042;accept;${said.time}`);
      expect([answer.status, said]).toEqual([
        200,
        { orderReference: "1042", status: "accept", time: said.time, signature },
      ]);
      expect(answer.headers.has("x-leeway-duplicate")).toBe(repeated);
    }
    const runs = await runsOf(id);
    expect(runs).toHaveLength(1);
    const { output } = await leeway.api("GET", `/runs/${runs[0].id}/steps/in`);
    expect(output.body).toMatchObject({ orderReference: "1042", amount: 100.5 });
  });

  test("that only tries the address is answered, and nothing runs", async () => {
    const { id, hook } = await leeway.publish(flow({ auth: "github" }, await secretOf()));
    const send = (event: string, delivery: string) => {
      const body = JSON.stringify({ zen: "Design for failure." });
      const signature = createHmac("sha256", SECRET).update(body).digest("hex");
      const headers = { "x-github-event": event, "x-github-delivery": delivery };
      return post(hook, body, { ...headers, "x-hub-signature-256": `sha256=${signature}` });
    };
    expect((await send("ping", "1")).status).toBe(200);
    expect(await runsOf(id)).toHaveLength(0);
    expect((await send("push", "2")).status).toBe(202);
    expect(await (await send("push", "2")).json()).toMatchObject({ duplicate: true });
    expect((await send("push", "3")).status).toBe(202);
    expect(await runsOf(id)).toHaveLength(2);
  });
});
