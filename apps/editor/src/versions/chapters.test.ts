import { describe, expect, test } from "vitest";
import { createIntl } from "react-intl";
import { differenceOf, workflowDocumentSchema, type WorkflowNode } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { en } from "../messages/en/all.js";
import { chaptersOf, stepNames } from "./chapters.js";
import { textOfPieces } from "./value-pieces.js";

const intl = createIntl({ locale: "en", messages: en });
const node = (id: string, type: string, params: object = {}, more: object = {}) => ({ id, type, params, ...more });
const link = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source} ${sourceHandle} ${target}`,
  source,
  sourceHandle,
  target,
});
const document = (nodes: object[], edges: object[] = [], more: object = {}) =>
  workflowDocumentSchema.parse({ schemaVersion: 1, name: "Orders", nodes, edges, ...more });

/** The difference as one reads it: chapters, and in each its lines. */
function told(before: ReturnType<typeof document>, after: ReturnType<typeof document>) {
  const chapters = chaptersOf(differenceOf(before, after, catalogue), {
    t: (id, values) => intl.formatMessage({ id }, values),
    locale: "en",
    catalogue,
    before,
    after,
    step: stepNames(before, after, catalogue, "en"),
    credential: (id) => `account ${id}`,
    workflow: (id) => (id === "wf_1" ? "Thank them" : undefined),
  });
  const say = (pieces: Parameters<typeof textOfPieces>[0] | undefined) => (pieces ? textOfPieces(pieces) : "–");
  return chapters.map(({ kind, title, lines }) => [
    `${kind} ${title}`,
    ...lines.map(({ title: what, before: was, after: is, whole }) => {
      if (!(was ?? is)) return what;
      return whole ? `${what}: ${say(was ?? is)}` : `${what}: ${say(was)} → ${say(is)}`;
    }),
  ]);
}

const changed = (type: string, before: object, after: object, more: Partial<WorkflowNode> = {}) =>
  told(document([node("a", type, before)]), document([node("a", type, after, more)]))[0]?.slice(1);

describe("a difference in words", () => {
  test("calls params and their choices as the form does", () => {
    expect(changed("trigger.webhook", {}, { respond: "last" })).toEqual([
      "Answer: At once: accepted → At the end: result of the last step",
    ]);
  });

  test("says what a text was and is, with values from elsewhere by the step's name", () => {
    const find = node("find", "leeloo.person.list", {}, { name: "Find the person" });
    const say = (text: string) =>
      document([find, node("say", "logic.set", { fields: [{ name: "hello", value: text }] })]);
    expect(told(say("Hi"), say("Hi, {{ steps.find.data[0].name }}!"))).toEqual([
      ["changed Set fields", "Fields: hello: Hi → hello: Hi, Find the person › data[0].name!"],
    ]);
  });

  test("says conditions as sentences", () => {
    const where = (to: number) => ({
      where: {
        all: [
          { value: "{{ trigger.body.sum }}", op: "greater", to },
          { value: "x", op: "isNotEmpty" },
        ],
      },
    });
    expect(changed("logic.if", where(100), where(500))).toEqual([
      "Condition: trigger.body.sum is greater than 100\nand x is not empty → trigger.body.sum is greater than 500\nand x is not empty",
    ]);
  });

  test("calls ids by the names under which they were chosen", () => {
    const tagged = (id: string, label: string) =>
      document([node("tag", "leeloo.person.addTag", { tag_id: id }, { labels: { tag_id: { [id]: label } } })]);
    expect(told(tagged("t1", "Lead"), tagged("t2", "Client"))).toEqual([["changed Add a tag", "Tag: Lead → Client"]]);
  });

  test("has the name, switching off, patience, failure and sign-in of a step", () => {
    expect(
      changed(
        "http.request",
        {},
        {},
        {
          name: "Ask the shop",
          disabled: true,
          retry: { maxAttempts: 5 },
          onError: "branch",
          credential: "c1",
        },
      ),
    ).toEqual([
      "Name of the step: – → Ask the shop",
      "Credential: – → account c1",
      "Switched off: runs pass it over",
      "Attempts: – → 5",
      "When the step fails: Stop the run → Go the error way",
    ]);
  });

  test("names links by steps and ways out, and leaves out those that went with their step", () => {
    const nodes = [
      node("if", "logic.if"),
      node("a", "logic.set", {}, { name: "A" }),
      node("b", "logic.set", {}, { name: "B" }),
    ];
    const before = document(nodes, [link("if", "a", "true"), link("a", "b")]);
    expect(told(before, document(nodes, [link("if", "a", "false"), link("a", "b")]))).toEqual([
      ["changed Links", "“If · No” leads to “A”", "“If · Yes” no longer leads to “A”"],
    ]);
    expect(told(before, document(nodes.slice(0, 2), [link("if", "a", "true")]))).toEqual([["removed B"]]);
  });

  test("has the workflow's settings and notes", () => {
    const note = (text: string) => [{ id: "n", position: { x: 0, y: 0 }, text }];
    const settings = { lane: "critical", concurrency: { limit: 2, policy: "queue" } };
    expect(told(document([], [], { notes: note("Ask") }), document([], [], { settings, notes: note("Tell") }))).toEqual(
      [
        [
          "changed Workflow settings",
          "Priority: Usual → Urgent",
          "Runs at a time, at most: – → 2",
          "When a new run cannot start yet: – → It waits its turn",
        ],
        ["changed Notes", "Note rewritten: Ask → Tell"],
      ],
    );
  });

  test("shows one side of a note that came or went as a whole", () => {
    const noted = document([], [], { notes: [{ id: "n", position: { x: 0, y: 0 }, text: "Ask" }] });
    expect(told(document([]), noted)).toEqual([["changed Notes", "New note: Ask"]]);
    expect(told(noted, document([]))).toEqual([["changed Notes", "Note deleted: Ask"]]);
  });

  test("says schedules, called workflows, rows and JSON so that they can be read", () => {
    const daily = (hour: number) => ({ rules: [{ kind: "calendar", cron: `0 ${hour} * * *` }] });
    expect(changed("trigger.schedule", daily(9), daily(10))?.[0]).toMatch(/09:00.*→.*10:00/);
    expect(changed("logic.workflow", {}, { workflowId: "wf_1" })?.[0]).toMatch(/– → Thank them$/);
    expect(changed("http.request", { query: { a: "1" } }, { query: { a: "2", b: "3" } })?.[0]).toMatch(
      /a: 1 → a: 2\nb: 3$/,
    );
    expect(changed("logic.code", { source: "return '{{ 1 }}'" }, { source: "return 2" })?.[0]).toMatch(
      /return '\{\{ 1 \}\}' → return 2$/,
    );
  });
});
