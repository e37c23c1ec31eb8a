import { expect, test } from "vitest";
import { catalogue, demoWorkflow } from "@leeway/nodes";
import { boxesOf, FIRST } from "../document/boxes.js";
import { layOut } from "./tidy.js";

const demo = demoWorkflow("en", "c");
const places = async (document = demo) => {
  const found = await layOut(document, catalogue);
  return (id: string) => found.get(id) ?? { x: NaN, y: NaN };
};

test("every step stands to the right of the one before it", async () => {
  const at = await places();
  for (const { source, target } of demo.edges) expect(at(target).x).toBeGreaterThanOrEqual(at(source).x + 320);
});
test("no card lies on another", async () => {
  const at = await places();
  for (const [index, { id }] of demo.nodes.entries())
    for (const other of demo.nodes.slice(index + 1)) {
      const apart = [Math.abs(at(id).x - at(other.id).x) >= 256, Math.abs(at(id).y - at(other.id).y) >= 72];
      expect(apart).toContain(true);
    }
});
test("a link that passes a card has its own way", async () => {
  const at = await places();
  // known ─true────────→ newOrder
  //     └─false─ person ─┘
  expect(Math.abs(at("person").y - (at("known").y + at("newOrder").y) / 2)).toBeGreaterThan(36);
});
test("the branch of the upper way out stands above that of the lower one, whatever was drawn first", async () => {
  const node = (id: string, type: string) => ({ id, type, name: id, position: { x: 0, y: 0 }, params: {} });
  const link = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${sourceHandle}-${target}`,
    source,
    sourceHandle,
    target,
  });
  const links = [
    link("start", "main", "known"),
    link("known", "false", "no"),
    link("known", "true", "yes"),
    link("no", "main", "end"),
    link("yes", "main", "yes2"),
    link("yes2", "main", "end"),
  ];
  for (const edges of [links, links.toReversed()]) {
    const nodes = [
      node("end", "logic.set"),
      node("no", "logic.set"),
      node("yes2", "logic.set"),
      node("yes", "logic.set"),
      node("known", "logic.if"),
      node("start", "trigger.manual"),
    ];
    for (const order of [nodes, nodes.toReversed()]) {
      const at = await places({ ...demo, nodes: order, edges, notes: [] });
      expect(at("yes").y).toBeLessThan(at("no").y);
    }
  }
  const at = await places();
  expect(at("newOrder").y).toBeLessThan(at("person").y);
});
test("loops are laid out from the inside out", async () => {
  const node = (id: string, type: string, parent?: string) => ({
    id,
    type,
    position: { x: 0, y: 0 },
    params: {},
    ...(parent !== undefined && { parent }),
  });
  const link = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${sourceHandle}`,
    source,
    sourceHandle,
    target,
  });
  const document = {
    ...demo,
    notes: [],
    nodes: [
      node("end", "logic.stop"),
      node("b", "logic.set", "each"),
      node("a", "logic.set", "each"),
      node("each", "logic.each"),
      node("start", "trigger.manual"),
    ],
    edges: [
      link("start", "main", "each"),
      link("each", "item", "a"),
      link("a", "main", "b"),
      link("each", "done", "end"),
    ],
  };
  const found = await layOut(document, catalogue);
  const nodes = document.nodes.map((one) => ({ ...one, position: found.get(one.id) ?? { x: NaN, y: NaN } }));
  const boxes = boxesOf({ nodes }, catalogue);
  const [each, a, b, end, start] = ["each", "a", "b", "end", "start"].map((id) => boxes.get(id));
  expect(a).toMatchObject({ x: (each?.x ?? 0) + FIRST.x, y: (each?.y ?? 0) + FIRST.y });
  expect(b?.x).toBe((a?.x ?? 0) + 320);
  expect(end?.x).toBeGreaterThanOrEqual((each?.x ?? 0) + (each?.width ?? 0));
  // The way goes on at the height at which it came.
  expect([start?.y, end?.y]).toEqual([each?.y, each?.y]);
});
test("the upper left corner stays where it was", async () => {
  const moved = demo.nodes.map((node) => ({
    ...node,
    position: { x: node.position.x + 500, y: node.position.y - 70 },
  }));
  const found = await layOut({ ...demo, nodes: moved }, catalogue);
  expect(Math.min(...[...found.values()].map(({ x }) => x))).toBe(500);
  expect(Math.min(...[...found.values()].map(({ y }) => y))).toBe(-70);
});
