import { expect, test } from "@jest/globals";
import { catalogue, demoWorkflow } from "@leeway/nodes";
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
test("the upper left corner stays where it was", async () => {
  const moved = demo.nodes.map((node) => ({
    ...node,
    position: { x: node.position.x + 500, y: node.position.y - 70 },
  }));
  const found = await layOut({ ...demo, nodes: moved }, catalogue);
  expect(Math.min(...[...found.values()].map(({ x }) => x))).toBe(500);
  expect(Math.min(...[...found.values()].map(({ y }) => y))).toBe(-70);
});
