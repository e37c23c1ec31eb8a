import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "./state.js";
import type { Told } from "./testing/reference-parts.js";
import { known, order, reference } from "./testing/reference.js";
import { served } from "./testing/served.js";

const unknown = "ffffffffffffffffffffffff";
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** A sandbox that has what the reference's examples presuppose, with the ids put into an operation. */
async function prepared({ request, body }: Told, lenient = true) {
  const world = await served({ lenient });
  const person = `/people/${known["person_id"]}`;
  const made = await world.send("POST", "/orders", order);
  const { id: order_id = "" } = made.json.data as { id?: string };
  const ids: Readonly<Record<string, string>> = { ...known, order_id };
  await world.send("POST", "/messages/send-message", { account_id: known["account_id"] ?? "", text: "Вітаємо" });
  await world.send("PUT", person, { custom_fields: [{ type: "PHONE", name: "phone", value: "+48881644207" }] });
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
  const [method = "", path = ""] = filled(request).split(" ");
  const sent = body && (JSON.parse(filled(JSON.stringify(body))) as JsonObject);
  return { ...world, method, path, sent };
}

/** The names and kinds of a value; of a list those of its first entry. */
function shape(value: Json): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]));
  return value === null ? "null" : typeof value;
}

test("the reference has thirty operations, each with a method and path of its own", () => {
  const requests = reference.map(({ request }) => request.split("?")[0]);
  expect(new Set(requests).size).toBe(30);
});

describe.each(reference.map((told) => [told.request.split("?")[0] ?? "", told] as const))("%s", (_, told) => {
  test("answers in the shape of the reference's example", async () => {
    const { send, method, path, sent } = await prepared(told);
    const came = await send(method, path, sent);
    expect(came.status).toBe(200);
    expect(came.type).toMatch(/^application\/json/);
    expect(shape(came.json as Json)).toEqual(shape(told.answer));
  });

  test("is not reached by another method", async () => {
    const { send, path, sandbox } = await prepared(told);
    const bare = told.request.split(" ")[1]?.split("?")[0];
    const others = methods.filter(
      (one) => !reference.some(({ request }) => request.split("?")[0] === `${one} ${bare}`),
    );
    // `/people/sms` could be a person's id, and `/tunnels/stats` a tunnel's: those are refused one line later.
    const before = sandbox.snapshot();
    for (const other of others) expect((await send(other, path, other === "GET" ? undefined : {})).json.status).toBe(0);
    expect(sandbox.snapshot()).toEqual(before);
  });
});

const bodies = reference.flatMap((told) => (told.required ?? []).map((name) => [told.request, name, told] as const));
test.each(bodies)("%s without %s is refused and changes nothing", async (_, name, told) => {
  const { send, method, path, sent = {}, sandbox } = await prepared(told);
  const before = sandbox.snapshot();
  for (const value of [undefined, null, "", {}]) {
    const came = await send(method, path, { ...sent, [name]: value } as JsonObject);
    expect(came.json).toEqual({ status: 0, message: expect.stringContaining(name) });
  }
  expect(sandbox.snapshot()).toEqual(before);
});

const withIds = reference.filter(({ request }) => request.includes("{")).map((told) => [told.request, told] as const);
test.each(withIds)("%s of an unknown id is 404", async (_, told) => {
  const { send, method, sent } = await prepared(told, false);
  const place = told.request.split(" ")[1] ?? "";
  const came = await send(method, place.replace(/\{\w+\}/, unknown), sent);
  expect([came.status, came.json]).toEqual([404, { status: 0, message: expect.stringMatching(/ not found$/) }]);
});
