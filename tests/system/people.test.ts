import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
let credential = "";
beforeAll(async () => {
  await leeway.start();
  const data = { token: "sandbox", baseUrl: `${leeway.origin}/sandbox/api/v2` };
  credential = (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
});
afterAll(() => leeway.close());

const start = node("in", "trigger.manual");
const call = (id: string, type: string, params: Record<string, unknown>, more: object = {}) =>
  node(id, type, params, { credential, ...more });
const lgt = "5e1f119d6c384804b31e945e";
const person = (name: string, phone: string) =>
  call("person", "leeloo.person.create", { name, phone, email: `${phone}@shop.example`, leadgentool_id: lgt });

async function ran(workflow: unknown, payload: unknown = {}, statuses?: string[]) {
  const { id } = await leeway.publish(workflow);
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  return { workflowId: id, run: await leeway.settled(runId, statuses) };
}
const step = (runId: string, key: string) => leeway.api("GET", `/runs/${runId}/steps/${key}`);
const runsOf = async (id: string, more = "") =>
  (await leeway.api("GET", `/people/${id}/runs${more}`)) as {
    items: { id: string; effects: { key: string; nodeType: string; nodeName: string; status: string }[] }[];
    nextCursor?: string;
  };

test("a person's page has every run that concerned them, what each did to them, and what is unclear", async () => {
  const made = await ran(
    document("New person", [start, person("Олена Коваль", "380501234567")], chain("in", "person")),
  );
  const { data } = (await step(made.run.id, "person")).output;
  const [id, channel] = [data.person_id as string, data.id as string];
  const other = await ran(document("Another one", [start, person("Марія", "380509999999")], chain("in", "person")));

  // By the channel alone, in a loop among others; that one the call of which got lost.
  const { data: others } = (await step(other.run.id, "person")).output;
  const send = call(
    "send",
    "leeloo.message.send",
    { account_id: "{{ item.channel }}", text: "{{ item.text }}" },
    { parent: "people", name: "Write to the customer" },
  );
  const each = node("people", "logic.each", { items: "{{ trigger.people }}" });
  const many = await ran(
    document("Letters", [start, each, send], [...chain("in", "people"), edge("people", "send", "item")]),
    {
      people: [
        { channel: others.id, text: "one" },
        { channel, text: "two" },
      ],
    },
  );
  await leeway.api("POST", "/sandbox/faults", {
    match: { method: "POST", path: "/messages/send-message" },
    with: "cutBefore",
    times: 1,
  });
  const alone = call("send", "leeloo.message.send", { account_id: channel, text: "lost" }, { name: "Say thank you" });
  const lost = await ran(document("Thanks", [start, alone], chain("in", "send")), {}, ["needs_attention"]);
  // Read, and changed.
  const get = call("get", "leeloo.person.get", { person_id: "{{ trigger.id }}" });
  const comment = call("note", "leeloo.person.addComment", { person_id: "{{ steps.get.data.id }}", comment: "VIP" });
  const noted = await ran(document("Note", [start, get, comment], chain("in", "get", "note")), { id });

  const expected = [noted, lost, many, made].map(({ run }) => run.id as string);
  for (const asked of [id, channel]) {
    const { items } = await runsOf(asked);
    expect(items.map((run) => run.id)).toEqual(expected);
    expect(items.map(({ effects }) => effects.map(({ key, status }) => `${key} ${status}`))).toEqual([
      ["note succeeded"],
      ["send unknown"],
      ["send[1] succeeded"],
      ["person succeeded"],
    ]);
    expect(items[2]?.effects).toMatchObject([{ nodeType: "leeloo.message.send", nodeName: "Write to the customer" }]);
    const card = await leeway.api("GET", `/people/${asked}`);
    expect(card).toMatchObject({
      id,
      name: "Олена Коваль",
      phone: "380501234567",
      email: "380501234567@shop.example",
      channels: [channel],
    });
    expect(card.unknown).toMatchObject([
      { runId: lost.run.id, key: "send", nodeName: "Say thank you", kind: "unknown" },
    ]);
  }
  // Page by page, and the same once all of it is indexed.
  await eventually(
    "the index",
    async () => (await leeway.api("GET", "/runs?q=lost")).search.upTo === null || undefined,
  );
  const first = await runsOf(id, "?limit=3");
  const second = await runsOf(id, `?limit=3&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map((run) => run.id)).toEqual(expected);
  expect(second.nextCursor).toBeUndefined();
  expect((await runsOf(others.person_id)).items.map((run) => run.id)).toEqual([many.run.id, other.run.id]);
});

test("a person of whom no run knows is not there", async () => {
  for (const path of ["", "/runs"])
    expect((await leeway.call("GET", `/people/5e1f119d6c384804b31e9999${path}`)).status).toBe(404);
});
