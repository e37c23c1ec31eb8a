import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { neighbour, readingOf } from "./reading.js";
import { piecesOf, sourcesOf } from "./references.js";

const at = (id: string, x: number, y: number) => ({ id, type: "logic.set", position: { x, y }, params: {} });
const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "x",
  nodes: [at("c", 640, 0), at("b2", 320, 140), at("a", 0, 0), at("b1", 320, 0)],
  edges: [{ id: "e1", source: "a", sourceHandle: "main", target: "b1" }],
  notes: [],
  settings: {},
};

describe("the order of reading", () => {
  test("goes from left to right, in a column from the top", () => {
    expect(readingOf(document).order).toEqual(["a", "b1", "b2", "c"]);
  });
  test("is made once per document", () => {
    expect(readingOf(document)).toBe(readingOf(document));
  });
  test("knows the neighbour in each direction", () => {
    expect(neighbour(document, "a", "right")).toBe("b1");
    expect(neighbour(document, "b1", "down")).toBe("b2");
    expect(neighbour(document, "c", "left")).toBe("b1");
    expect(neighbour(document, "a", "left")).toBeUndefined();
  });
});

describe("sources of an expression", () => {
  const roots = (text: string) => sourcesOf(text).map(({ root, path }) => [root, ...path].join("."));
  test("are the steps it reads, each once", () => {
    expect(
      roots(" steps.person?.data?.id ?? steps.find.data[0].accounts[0].account_id ?? steps.find.data[1].id"),
    ).toEqual(["steps.person.data.id", "steps.find.data.accounts.account_id"]);
  });
  test("leave out a lambda's own names, texts, and properties of the same name", () => {
    expect(roots('trigger.body.items | map(item => item.title + " vars.x ") | join(", ")')).toEqual([
      "trigger.body.items",
    ]);
    expect(roots("trigger.now")).toEqual(["trigger.now"]);
  });
});

test("a text comes apart into what is written and what is read", () => {
  expect(piecesOf("Hi {{ trigger.name }}!")).toEqual([
    { literal: "Hi " },
    { expression: " trigger.name " },
    { literal: "!" },
  ]);
  expect(piecesOf("{{ now }}")).toEqual([{ expression: " now " }]);
});
