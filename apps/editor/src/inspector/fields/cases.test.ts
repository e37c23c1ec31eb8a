import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { readCases, removeCase, renameCase, setCases, swapped, withCase } from "./cases.js";
import { emptyWhere } from "./where-model.js";

const cases = [
  { id: "big", where: emptyWhere },
  { id: "small", where: emptyWhere },
];
const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "w",
  nodes: [
    { id: "sw", type: "logic.switch", position: { x: 0, y: 0 }, params: { cases: cases as never } },
    { id: "a", type: "logic.set", position: { x: 0, y: 0 }, params: {} },
  ],
  edges: [
    { id: "e1", source: "sw", sourceHandle: "big", target: "a" },
    { id: "e2", source: "sw", sourceHandle: "small", target: "a" },
  ],
  notes: [],
  settings: {},
};
const ports = ({ edges }: WorkflowDocument) => edges.map(({ sourceHandle }) => sourceHandle);
const idsOf = ({ nodes }: WorkflowDocument) => readCases(nodes[0]?.params["cases"]).map(({ id }) => id);

describe("cases of a switch", () => {
  test("take their links along under a new id", () => {
    const next = renameCase("sw", "cases", cases, 0, "large")(document);
    expect(idsOf(next)).toEqual(["large", "small"]);
    expect(ports(next)).toEqual(["large", "small"]);
    expect(ports(document)).toEqual(["big", "small"]);
  });
  test("keep links apart where two would have the same id", () => {
    expect(ports(renameCase("sw", "cases", cases, 0, "small")(document))).toEqual(["big", "small"]);
  });
  test("take their links away with them", () => {
    const next = removeCase("sw", "cases", cases, 1)(document);
    expect(idsOf(next)).toEqual(["big"]);
    expect(ports(next)).toEqual(["big"]);
  });
  test("grow under free ids and change places", () => {
    expect(withCase([...cases, { id: "case_4", where: emptyWhere }]).at(-1)?.id).toBe("case_5");
    expect(withCase(cases).at(-1)?.id).toBe("case_3");
    expect(swapped(cases, 0, 1).map(({ id }) => id)).toEqual(["small", "big"]);
    expect(swapped(cases, 1, 2)).toEqual(cases);
  });
  test("leave no param behind when the last one goes", () => {
    expect(setCases("sw", "cases", [])(document).nodes[0]?.params).toEqual({});
  });
});
