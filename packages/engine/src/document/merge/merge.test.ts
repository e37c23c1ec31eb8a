import { describe, expect, test } from "vitest";
import { added, base, linksIn, merge, paramsOf, places, withNode, withParams } from "../../testing/two-people.js";
import type { WorkflowDocument } from "../document.js";

describe("of two people's work", () => {
  test("different steps, and different params of one step, are both kept without a question", () => {
    const { document, conflicts } = merge(
      withNode(withParams("a", { text: "Good day", mode: "fast" }), "b", { name: "Mine" }),
      withNode(withParams("a", { text: "Hello", mode: "slow" }), "c", { disabled: true }),
    );
    expect(conflicts).toEqual([]);
    expect(paramsOf(document, "a")).toEqual({ text: "Good day", mode: "slow" });
    expect(document.nodes).toMatchObject([{}, {}, { name: "Mine" }, { disabled: true }]);
  });

  test("one field that both changed is asked about, with both values; until somebody says, mine is there", () => {
    const mine = withParams("a", { text: "Good day", mode: "fast" });
    const theirs = withParams("a", { text: "Hi", mode: "slow" });
    const { document, conflicts } = merge(mine, theirs);
    expect(conflicts).toMatchObject([
      { kind: "value", of: { kind: "step", id: "a" }, path: ["params", "text"], mine: "Good day", theirs: "Hi" },
    ]);
    expect(paramsOf(document, "a")).toEqual({ text: "Good day", mode: "slow" });
    expect(paramsOf(merge(mine, theirs, () => "theirs").document, "a")).toEqual({ text: "Hi", mode: "slow" });
  });

  test.each<[string, object, object, object, object]>([
    [
      "rows of fields by their name",
      {
        fields: [
          { name: "x", value: 1 },
          { name: "y", value: 2 },
        ],
      },
      {
        fields: [
          { name: "x", value: 9 },
          { name: "y", value: 2 },
          { name: "m", value: 0 },
        ],
      },
      {
        fields: [
          { name: "y", value: 2 },
          { name: "x", value: 1 },
          { name: "t", value: 0 },
        ],
      },
      {
        fields: [
          { name: "y", value: 2 },
          { name: "m", value: 0 },
          { name: "x", value: 9 },
          { name: "t", value: 0 },
        ],
      },
    ],
    [
      "cases by their id",
      {
        cases: [
          { id: "a", where: 1 },
          { id: "b", where: 2 },
        ],
      },
      { cases: [{ id: "b", where: 2 }] },
      {
        cases: [
          { id: "a", where: 1 },
          { id: "b", where: 3 },
        ],
      },
      { cases: [{ id: "b", where: 3 }] },
    ],
    [
      "rows by the column that names them",
      { inputs: [{ name: "x", type: "text" }] },
      { inputs: [{ name: "x", type: "text", required: true }] },
      { inputs: [{ name: "x", type: "number" }] },
      { inputs: [{ name: "x", type: "number", required: true }] },
    ],
    [
      "names with values one by one",
      { body: { x: "1", y: "1" } },
      { body: { x: "2", y: "1" } },
      { body: { x: "1" } },
      { body: { x: "2" } },
    ],
  ])("%s come together", (_what, before, mine, theirs, both) => {
    const from = withParams("a", before);
    const { document, conflicts } = merge(withParams("a", mine), withParams("a", theirs), undefined, from);
    expect(conflicts).toEqual([]);
    expect(paramsOf(document, "a")).toEqual(both);
  });

  test.each<[string, object, object, object]>([
    ["rows without a name", { buttons: [] }, { buttons: [{ title: "x" }] }, { buttons: [{ title: "y" }] }],
    ["a condition", { where: { all: [] } }, { where: { any: [] } }, { where: { all: [{ op: "isEmpty" }] } }],
    [
      "cases in two other orders",
      { cases: [{ id: "a" }, { id: "b" }, { id: "c" }] },
      { cases: [{ id: "b" }, { id: "a" }, { id: "c" }] },
      { cases: [{ id: "c" }, { id: "a" }, { id: "b" }] },
    ],
    [
      "two rows of one name",
      { fields: [{ name: "x" }] },
      { fields: [{ name: "x" }, { name: "x" }] },
      { fields: [{ name: "y" }] },
    ],
  ])("%s are one field", (_what, before, mine, theirs) => {
    const from = withParams("a", before);
    const { conflicts } = merge(withParams("a", mine), withParams("a", theirs), undefined, from);
    expect(conflicts.map((one) => one.kind === "value" && one.path)).toEqual([["params", Object.keys(before)[0]]]);
  });

  test("the same change made twice is one; an emptied field and one never filled in are the same", () => {
    const { document, conflicts } = merge(
      withNode(withParams("a", { text: "Same", mode: "fast", where: "" }), "b", { name: "B" }),
      withNode(withParams("a", { text: "Same", mode: "fast", where: null }), "c", { name: "C" }),
    );
    expect(conflicts).toEqual([]);
    expect(paramsOf(document, "a")).toMatchObject({ text: "Same" });
  });

  test("nobody is asked where a card stands: the last one, mine, counts", () => {
    const { document, conflicts } = merge(
      withNode(base, "a", { position: { x: 1, y: 1 } }),
      withNode(base, "a", { position: { x: 2, y: 2 }, name: "A" }),
    );
    expect(conflicts).toEqual([]);
    expect(document.nodes[1]).toMatchObject({ position: { x: 1, y: 1 }, name: "A" });
  });

  test("settings come together one by one, and the workflow's name is one field", () => {
    const own = (name: string, settings: WorkflowDocument["settings"]): WorkflowDocument => ({
      ...base,
      name,
      settings,
    });
    const { document, conflicts } = merge(own("Mine", { lane: "bulk" }), own("Theirs", { timezone: "Europe/Kyiv" }));
    expect(places(conflicts)).toEqual(["workflow  name"]);
    expect(document.settings).toEqual({ lane: "bulk", timezone: "Europe/Kyiv" });
  });
});

describe("what both made under one id", () => {
  test("is there twice, mine under another one, and my texts and links follow it", () => {
    const mine = added(
      withParams("c", { text: "{{ steps.message.data }}" }),
      { id: "message", params: { text: "Mine" } },
      "b>message",
    );
    const theirs = added(
      withParams("a", { text: "{{ steps.message.id }}", mode: "fast" }),
      { id: "message", params: { text: "Theirs" } },
      "a>message",
    );
    const { document, conflicts, renamed } = merge(mine, theirs);
    expect(conflicts).toEqual([]);
    expect([...renamed.steps]).toEqual([["message", "message_2"]]);
    expect(paramsOf(document, "message")).toEqual({ text: "Theirs" });
    expect(paramsOf(document, "message_2")).toEqual({ text: "Mine" });
    expect(paramsOf(document, "c")).toEqual({ text: "{{ steps.message_2.data }}" });
    expect(paramsOf(document, "a")).toMatchObject({ text: "{{ steps.message.id }}" });
    expect(linksIn(document)).toEqual(["a>b", "a>message", "b>c", "b>message_2", "in>a"]);
    expect(new Set(document.edges.map(({ id }) => id)).size).toBe(document.edges.length);
  });

  test("is there once where it is the same", () => {
    const one = added(base, { id: "n", params: { text: "x" } }, "c>n");
    const { document } = merge(
      withNode(one, "n", { position: { x: 9, y: 9 } }),
      withNode(added(base, { id: "n", params: { text: "x" } }, "c>n"), "a", { name: "A" }),
    );
    expect(document.nodes.filter(({ id }) => id.startsWith("n"))).toMatchObject([{ position: { x: 9, y: 9 } }]);
    expect(linksIn(document)).toEqual(["a>b", "b>c", "c>n", "in>a"]);
  });

  test("is true of notes as well", () => {
    const note = (text: string) => ({ ...base, notes: [{ id: "note_1", position: { x: 0, y: 0 }, text }] });
    const { document, renamed } = merge(note("Mine"), note("Theirs"));
    expect(new Map(document.notes.map(({ id, text }) => [id, text]))).toEqual(
      new Map([
        ["note_1", "Theirs"],
        ["note_2", "Mine"],
      ]),
    );
    expect([...renamed.notes]).toEqual([["note_1", "note_2"]]);
  });
});
