import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { Leeway } from "./leeway.js";

/** A loop over people, with the built-in Leeloo as the far end. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

test("fields in a loop are those of the item's own person, however many are under way at once", async () => {
  const credential = (await leeway.api("GET", "/credentials")).items.find(
    ({ type }: { type: string }) => type === "leelooToken",
  ).id;
  const { people } = (await leeway.api("GET", "/sandbox/state")) as { people: { id: string }[] };
  const ids = people.slice(0, 4).map(({ id }) => id);
  await leeway.api("PUT", "/fields", { items: [{ name: "city", type: "text", default: "nowhere" }] });
  const inside = { parent: "loop" };
  const written = { name: "city", type: "TEXT", value: "{{ item.city }}" };
  const nodes = [
    node("in", "trigger.manual"),
    node(
      "before",
      "leeloo.person.update",
      { person_id: ids[3], custom_fields: [{ ...written, value: "Київ" }] },
      { credential },
    ),
    node("loop", "logic.each", { items: "{{ trigger.people }}", concurrency: 3, collect: "{{ steps.says.text }}" }),
    node(
      "write",
      "leeloo.person.update",
      { person_id: "{{ item.id }}", custom_fields: [written] },
      { credential, ...inside },
    ),
    node("read", "leeloo.person.get", { person_id: "{{ item.id }}" }, { credential, ...inside }),
    node("says", "logic.set", { fields: [{ name: "text", value: "{{ item.id }} {{ fields.city }}" }] }, inside),
    node("after", "logic.set", { fields: [{ name: "text", value: "{{ fields.city }}" }] }),
  ];
  const links = [
    ...chain("in", "before", "loop"),
    edge("loop", "write", "item"),
    ...chain("write", "read", "says"),
    edge("loop", "after", "done"),
  ];
  const { id } = await leeway.publish(document("Cities", nodes, links));
  const cities = ["Львів", "Одеса", "Харків"];
  const payload = { people: cities.map((city, index) => ({ id: ids[index], city })) };
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  const output = async (key: string) => (await leeway.api("GET", `/runs/${runId}/steps/${key}`)).output;
  expect((await output("loop")).results).toEqual(cities.map((city, index) => `${ids[index]} ${city}`));
  // The loop's people are not the run's person: after it the one from before is again.
  expect(await output("after")).toEqual({ text: "Київ" });
});
