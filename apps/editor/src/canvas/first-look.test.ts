import { describe, expect, test } from "vitest";
import { templateDocument, templates } from "@leeway/nodes/templates";
import { firstLook, lookAt } from "./first-look.js";

const pane = { width: 1000, height: 600 };
const at = (x: number, y: number) => ({ position: { x, y } });

describe("the first look at a workflow", () => {
  test("shows a small one whole, in its own size and in the middle", () => {
    expect(firstLook([at(0, 0), at(320, 0)], pane)).toEqual({ x: 212, y: 252, zoom: 1 });
  });
  test("shows a middling one whole, a little smaller", () => {
    const { x, zoom } = firstLook([at(0, 0), at(720, 0)], pane);
    expect(zoom).toBeCloseTo(952 / 976);
    expect(x).toBeCloseTo(24);
  });
  test("shows the beginning of a long one in a size that can be read", () => {
    expect(firstLook([at(100, 0), at(9_000, 0)], pane)).toMatchObject({ x: 24 - 85, zoom: 0.85 });
  });
  test.each(templates)(
    "shows the template $id in a size that can be read, its trigger first, at 1280 × 720",
    (template) => {
      const room = { width: 1280 - 348, height: 720 - 130 };
      const { nodes, notes } = templateDocument(template, "uk");
      const { x, y, zoom } = firstLook([...nodes, ...notes], room);
      const [trigger] = nodes.toSorted((a, b) => a.position.x - b.position.x);
      const { position } = trigger ?? { position: { x: -10_000, y: 0 } };
      expect(zoom).toBeGreaterThanOrEqual(0.7);
      expect(position.x * zoom + x).toBeGreaterThanOrEqual(0);
      expect(position.y * zoom + y).toBeGreaterThanOrEqual(0);
      expect((position.y + 96) * zoom + y).toBeLessThanOrEqual(room.height);
    },
  );
  test("does not stumble over an empty one", () => {
    expect(firstLook([], pane)).toEqual({ x: 500, y: 200, zoom: 1 });
  });
});

describe("looking at a card", () => {
  const look = { x: 0, y: 0, zoom: 1 };
  test("leaves the look alone where the card is in sight", () => {
    expect(lookAt({ x: 100, y: 100 }, look, pane)).toBe(look);
    expect(lookAt({ x: 2, y: 2 }, look, pane)).toBe(look);
  });
  test("moves no farther than needed", () => {
    expect(lookAt({ x: 900, y: 100 }, look, pane)).toEqual({ x: -180, y: 0, zoom: 1 });
    expect(lookAt({ x: -300, y: -10 }, look, pane)).toEqual({ x: 324, y: 34, zoom: 1 });
    expect(lookAt({ x: 100, y: 500 }, look, pane, { width: 256, height: 126 })).toEqual({ x: 0, y: -50, zoom: 1 });
  });
  test("shows the card's beginning where there is no room for all of it", () => {
    expect(lookAt({ x: 900, y: 0 }, { ...look, y: 24 }, { width: 200, height: 600 }).x).toBe(24 - 900);
  });
});
