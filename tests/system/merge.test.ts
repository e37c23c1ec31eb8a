import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

/** Two branches of which the first is taken where `vip` is true, and what is merged behind both. */
async function merged(params: Record<string, unknown>, payload: Record<string, unknown>) {
  const value = (from: string) => ({ fields: [{ name: "data", value: `{{ trigger.${from} }}` }] });
  const { id } = await leeway.publish(
    document(
      "Merge",
      [
        node("in", "trigger.manual"),
        node("vip", "logic.if", { where: { all: [{ value: "{{ trigger.vip }}", op: "isTrue" }] } }),
        node("site", "logic.set", value("site")),
        node("crm", "logic.set", value("crm")),
        node("both", "logic.merge", { inputs: ["{{ steps.site?.data }}", "{{ steps.crm?.data }}"], ...params }),
      ],
      [...chain("in", "vip"), edge("vip", "site", "true"), ...chain("in", "crm", "both"), edge("site", "both")],
    ),
  );
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  const { error } = await leeway.settled(runId);
  const { output } = await leeway.api("GET", `/runs/${runId}/steps/both`);
  return error ?? output;
}

const site = [{ phone: "1", name: "Оля" }, { name: "без телефону" }, { phone: "1", city: "Київ" }];
const crm = [{ phone: 1, id: 7 }, { phone: "2" }];

test("lists become one by a key: what is doubled comes together, what has none stays by itself", async () => {
  expect(await merged({ mode: "byKey", key: "phone" }, { vip: true, site, crm })).toEqual({
    items: [{ phone: 1, name: "Оля", city: "Київ", id: 7 }, { name: "без телефону" }, { phone: "2" }],
  });
});

test("a branch that was not taken counts as nothing", async () => {
  expect(await merged({ mode: "append" }, { vip: false, site, crm })).toEqual({ items: crm });
  expect(await merged({ mode: "append" }, { vip: true, site, crm })).toEqual({ items: [...site, ...crm] });
  expect(await merged({ mode: "combine" }, { vip: false, site: {}, crm: { a: 1 } })).toEqual({ a: 1 });
});

test("lists of whatever lengths are no objects to combine: the error says which entry it is, and what to choose", async () => {
  expect(await merged({ mode: "combine" }, { vip: true, site: { a: 1 }, crm })).toMatchObject({
    code: "merge.notObject",
    message: "both: Entry 2 of “What to merge” is a list, but objects with fields are needed.",
    hint: expect.stringContaining("Lists one after another"),
  });
});
