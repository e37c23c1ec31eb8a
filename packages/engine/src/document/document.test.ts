import { describe, expect, test } from "vitest";
import { workflowDocumentSchema } from "./document.js";

const minimal = { schemaVersion: 1, name: "New order" };

describe("a workflow document", () => {
  test("needs no more than a name", () => {
    expect(workflowDocumentSchema.parse(minimal)).toEqual({
      ...minimal,
      nodes: [],
      edges: [],
      notes: [],
      settings: {},
    });
  });

  test("has a name that lists can repeat: one that is too long to go live is kept, a page full of it is not", () => {
    const named = (length: number) =>
      workflowDocumentSchema.safeParse({ schemaVersion: 1, name: "n".repeat(length) }).success;
    expect([named(1_000), named(1_001)]).toEqual([true, false]);
  });

  test("takes a link without a port as one from main", () => {
    const parsed = workflowDocumentSchema.parse({ ...minimal, edges: [{ id: "e", source: "a", target: "b" }] });
    expect(parsed.edges[0]?.sourceHandle).toBe("main");
  });

  test("keeps keys that it does not know, so that a newer program's document loses nothing", () => {
    const node = { id: "a", type: "x", position: { x: 1, y: 2 }, params: {}, colour: "red" };
    expect(workflowDocumentSchema.parse({ ...minimal, nodes: [node] }).nodes[0]).toEqual(node);
  });

  test.each<[string, object]>([
    ["eleven attempts", { nodes: [{ id: "a", type: "x", retry: { maxAttempts: 11 } }] }],
    ["ten minutes for a call", { nodes: [{ id: "a", type: "x", timeoutSeconds: 600 }] }],
    ["an error way of another program", { nodes: [{ id: "a", type: "x", onError: "explode" }] }],
    ["a node without a name, a type and an id", { nodes: [{ id: "", type: "", name: "" }] }],
    ["a lane of another program", { settings: { lane: "express" } }],
    ["a policy of another program", { settings: { concurrency: { limit: 0, policy: "drop" } } }],
    ["no word as its name", { name: "" }],
  ])("is one with %s: that is a problem of the draft", (_what, given) => {
    expect(workflowDocumentSchema.parse({ ...minimal, ...given })).toMatchObject(given);
  });

  test.each([
    ["another schema version", { ...minimal, schemaVersion: 2 }],
    ["no name", { schemaVersion: 1 }],
    ["nodes that are no list", { ...minimal, nodes: {} }],
    ["a node without an id", { ...minimal, nodes: [{ type: "x" }] }],
    ["a text", "workflow"],
  ])("is refused with %s", (_what, value) => {
    expect(workflowDocumentSchema.safeParse(value).success).toBe(false);
  });
});
