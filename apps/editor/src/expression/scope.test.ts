import { describe, expect, test } from "vitest";
import { evaluateTemplate, parseTemplate, type ExpressionScope, type Json } from "@leeway/engine";
import { catalogue, demoPayload, demoVariables, demoWorkflow } from "@leeway/nodes";
import type { LastRun } from "./last-run.js";
import { previewOf, type PreviewFacts } from "./scope.js";

const facts: PreviewFacts = {
  document: demoWorkflow("en", "cred_1"),
  catalogue,
  run: undefined,
  samples: { order: demoPayload },
  vars: Object.fromEntries(demoVariables.map(({ name, value }) => [name, value])),
  fields: { city: "Київ" },
  workflowId: "wf_1",
  publicUrl: "http://127.0.0.1:3000",
  timezone: "Europe/Kyiv",
  now: Date.UTC(2026, 0, 15),
};
const value = (text: string, scope: ExpressionScope): Json | undefined => {
  const parsed = parseTemplate(text);
  const found = parsed.ok ? evaluateTemplate(parsed.template, scope) : undefined;
  return found?.kind === "value" ? found.value : undefined;
};
const run: LastRun = {
  id: "run_1",
  trigger: "order",
  startedAt: facts.now,
  steps: new Map<string, LastRun["steps"] extends ReadonlyMap<string, infer Step> ? Step : never>([
    ["order", { status: "succeeded", output: { body: { name: "Ірина" } } }],
    ["find", { status: "succeeded", output: { data: [{ id: "p1" }] } }],
    ["person", { status: "skipped" }],
    ["newOrder", { status: "failed", error: { code: "service.down", values: { status: 502 } } }],
  ]),
};

describe("the values that a field previews", () => {
  test("are samples before the first run: the kept one, else the definition's", () => {
    const { scope, sources } = previewOf("message", facts);
    expect(value("{{ trigger.body.name }}", scope)).toBe("Олена Шевченко");
    expect(value("{{ steps.person.data.name }}", scope)).toBe("Feliks");
    expect(sources.map(({ nodeId }) => nodeId)).toEqual(["tag", "newOrder", "known", "person", "find", "order"]);
    expect(sources.at(-1)).toMatchObject({ trigger: true, origin: "kept" });
  });
  test("are the last run's where it has some", () => {
    const { scope } = previewOf("message", { ...facts, run });
    expect(value("{{ trigger.body.name }}", scope)).toBe("Ірина");
    expect(value("{{ steps.person?.data?.person_id ?? steps.find.data[0].id }}", scope)).toBe("p1");
    expect(value("{{ steps.newOrder.error.status }}", scope)).toBe(502);
    expect(value("{{ steps.newOrder.error.message }}", scope)).toBe("The service does not work at the moment.");
    expect(value("{{ run.id }}", scope)).toBe("run_1");
  });
  test("offer samples for a skipped step, for it may run next time", () => {
    const { scope, offered } = previewOf("message", { ...facts, run });
    expect(value("{{ steps.person.data.name }}", scope)).toBeUndefined();
    expect(value("{{ steps.person.data.name }}", offered)).toBe("Feliks");
  });
  test("know variables, fields and the time", () => {
    const { scope } = previewOf("message", facts);
    expect(value("{{ vars.site_tag }}", scope)).toBe("595f5d522a934035decc093d");
    expect(value("{{ fields.city }}", scope)).toBe("Київ");
    expect(value("{{ now }}", scope)).toBe("2026-01-15T00:00:00.000Z");
  });
  test("know the custom fields that a step before wrote, once it ran", () => {
    const node = (id: string, type: string) => ({ id, type, name: id, position: { x: 0, y: 0 }, params: {} });
    const written = { person_id: "p1", custom_fields: [{ type: "TEXT", name: "city", value: "Одеса" }] };
    const document = {
      ...facts.document,
      nodes: [node("start", "trigger.manual"), node("update", "leeloo.person.update"), node("last", "logic.set")],
      edges: [
        { id: "e1", source: "start", sourceHandle: "main", target: "update" },
        { id: "e2", source: "update", sourceHandle: "main", target: "last" },
      ],
    };
    const ran: LastRun = { ...run, steps: new Map([["update", { status: "succeeded", input: written, output: {} }]]) };
    expect(value("{{ fields.city }}", previewOf("last", { ...facts, document }).scope)).toBe("Київ");
    expect(value("{{ fields.city }}", previewOf("last", { ...facts, document, run: ran }).scope)).toBe("Одеса");
  });
  test("of a trigger are its own, and a step never sees what comes after it", () => {
    expect(value("{{ trigger.body.number }}", previewOf("order", facts).scope)).toBe("1042");
    expect(previewOf("find", facts).sources.map(({ nodeId }) => nodeId)).toEqual(["order"]);
  });
});

describe("inside a loop", () => {
  const node = (id: string, type: string, params = {}, parent?: string) => ({
    id,
    type,
    name: id,
    position: { x: 0, y: 0 },
    params,
    ...(parent !== undefined && { parent }),
  });
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${sourceHandle}`,
    source,
    sourceHandle,
    target,
  });
  const document = {
    ...facts.document,
    nodes: [
      node("start", "trigger.manual"),
      node("people", "logic.each", { items: [{ name: "Олена", phones: ["1", "2"] }] }),
      node("phones", "logic.each", { items: "{{ item.phones }}" }, "people"),
      node("text", "logic.set", {}, "phones"),
      node("end", "logic.set"),
    ],
    edges: [
      edge("start", "main", "people"),
      edge("people", "item", "phones"),
      edge("phones", "item", "text"),
      edge("people", "done", "end"),
    ],
  };
  const at = (id: string, more: Partial<PreviewFacts> = {}, perItem = false) =>
    previewOf(id, { ...facts, document, ...more }, perItem).scope;
  test("the first item of the list is shown, of every loop around", () => {
    expect(value("{{ item.name }}", at("phones"))).toBe("Олена");
    expect(value("{{ item }}", at("text"))).toBe("1");
    expect(value("{{ steps.people.item.name }} {{ steps.phones.index }}", at("text"))).toBe("Олена 0");
    expect(at("end").values).not.toHaveProperty("item");
    expect(value("{{ steps.people.items }}", at("end"))).toBe(3);
  });
  test("the item of the last run that is looked at is shown", () => {
    const ran: LastRun = {
      ...run,
      items: new Map([["people", 1]]),
      steps: new Map([
        ["people", { status: "succeeded", input: { items: [{ name: "А" }, { name: "Б" }] }, output: {} }],
        ["text", { status: "succeeded", output: { sent: "yes" } }],
      ]),
    };
    expect(value("{{ item.name }} {{ index }}", at("phones", { run: ran }))).toBe("Б 1");
  });
  test("what is made of each item sees the item and the steps inside, what the loop goes through does not", () => {
    expect(value("{{ item }}", at("phones", {}, true))).toBe("1");
    expect(at("phones", {}, true).values["steps"]).toHaveProperty("text");
    expect(at("phones").values["steps"]).not.toHaveProperty("text");
    expect(at("people").values).not.toHaveProperty("item");
  });
  test("the item's ids are those of the list's entries, in a loop within too", () => {
    const people = {
      ...document,
      nodes: [
        node("start", "trigger.manual"),
        node("find", "leeloo.person.list"),
        node("people", "logic.each", { items: "{{ steps.find.data | sort(p => p.name) }}" }),
        node("channels", "logic.each", { items: "{{ item.accounts }}" }, "people"),
        node("text", "logic.set", {}, "channels"),
      ],
      edges: [
        edge("start", "main", "find"),
        edge("find", "main", "people"),
        edge("people", "item", "channels"),
        edge("channels", "item", "text"),
      ],
    };
    const { sources, loop } = previewOf("text", { ...facts, document: people });
    const idsOf = (id: string) => sources.find(({ nodeId }) => nodeId === id)?.ids;
    expect(loop).toBe("channels");
    expect(idsOf("channels")).toMatchObject({ "item.account_id": { idKind: "account", label: "item.from" } });
    expect(idsOf("people")).toMatchObject({
      "item.id": { idKind: "person", label: "item.name" },
      "item.accounts[].account_id": { idKind: "account", label: "item.accounts[].from" },
    });
  });
});
