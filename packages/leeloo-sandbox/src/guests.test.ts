import { describe, expect, test } from "vitest";
import { Sandbox } from "./sandbox.js";

const real = "5dc97d4cfe61233aed69e3f";
const headers = { "x-leeloo-authtoken": "sandbox", "content-type": "application/json" };

async function call(sandbox: Sandbox, line: string, body?: object, rehearsal = true) {
  const [method = "", path = ""] = line.split(" ");
  const text = body ? JSON.stringify(body) : "";
  const own = { ...headers, ...(rehearsal && { "x-leeway-rehearsal": "1" }) };
  const { status, body: said } = await sandbox.handle({ method, url: `/api/v2${path}`, headers: own, body: text });
  return { ...(JSON.parse(said) as { status: number; data?: Record<string, unknown> }), http: status };
}

describe("in a rehearsal an id that only the real account knows", () => {
  test.each<[string, object?]>([
    [`GET /people/${real}8?include=orders`],
    [`PUT /people/${real}1/add-tag`, { tag_id: `${real}a` }],
    [`PUT /people/${real}8/add-comment`, { comment: "Дзвонив" }],
    [`GET /communication-channels/${real}9/person`],
    [`GET /communication-channels/${real}0/chat-messages`],
    ["POST /messages/send-message", { account_id: `${real}9`, text: "Вітаємо" }],
    ["POST /messages/send-template", { account_id: `${real}9`, template_id: `${real}7` }],
    ["POST /orders", { personId: `${real}8`, offerId: `${real}1`, paymentCreditsId: `${real}2` }],
    [`GET /orders/${real}3`],
    [`POST /orders/${real}3`, { status: "RESOLVED" }],
    [`GET /tunnels/${real}4?include=leadgentools`],
    [`GET /tunnels/${real}4/stats`],
    [`GET /users/${real}5`],
    [`GET /categories/templates/${real}6`],
    [`POST /leadgentools/${real}6/create-traffic-source`, { name: "Instagram" }],
  ])("is taken by %s", async (...[line, body]) => {
    const sandbox = new Sandbox();
    expect(await call(sandbox, line, body)).toMatchObject({ http: 200, status: 1 });
    expect((await call(new Sandbox(), line, body, false)).status).not.toBe(1);
  });

  test("is there from then on, with what was done to it", async () => {
    const sandbox = new Sandbox();
    await call(sandbox, `PUT /people/${real}8/add-tag`, { tag_id: `${real}a` });
    const person = { id: `${real}8`, tags: [expect.any(String)] };
    expect((await call(sandbox, `GET /people/${real}8`)).data).toMatchObject(person);
  });
});

test("in a rehearsal what is no id at all is refused as ever, and takes up no room", async () => {
  const sandbox = new Sandbox();
  const rows = sandbox.rowCount;
  expect(await call(sandbox, "GET /people/olena")).toMatchObject({ status: 0 });
  expect(await call(sandbox, "POST /messages/send-message", { account_id: "12", text: "x" })).toMatchObject({
    status: 0,
  });
  expect(sandbox.rowCount).toBe(rows);
  const full = new Sandbox({ most: { rows, weight: 1_000_000 } });
  expect(await call(full, `GET /people/${real}8`)).toMatchObject({ status: 0 });
  expect(full.rowCount).toBe(rows);
});

test("in a rehearsal a guest goes by its id, in no language", async () => {
  const { data } = await call(new Sandbox(), `GET /people/${real}8`);
  expect(data).toMatchObject({ name: "ID …69e3f8" });
});
