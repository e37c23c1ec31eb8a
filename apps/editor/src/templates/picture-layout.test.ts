import { describe, expect, test } from "vitest";
import { templateDocument, templates } from "@leeway/nodes/templates";
import { layOut, picture } from "./picture-layout.js";

describe("the drawing of a workflow", () => {
  test.each(templates.map((template) => [template.id, template] as const))(
    "has every step and link of %s, none over another or outside",
    (_id, template) => {
      const document = templateDocument(template, "en");
      const { places, links } = layOut(document);
      expect(links.map(({ id }) => id)).toEqual(document.edges.map(({ id }) => id));
      const half = picture.node / 2;
      for (const { x, y } of places) {
        expect(x >= half && x <= picture.width - half && y >= half && y <= picture.height - half).toBe(true);
      }
      for (const one of places)
        for (const other of places)
          if (one !== other)
            expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))).toBeGreaterThan(picture.node);
    },
  );
  test("of one step has it in the middle, of none is empty", () => {
    const node = { id: "a", type: "x", position: { x: 700, y: -3 }, params: {} };
    expect(layOut({ nodes: [node], edges: [] }).places).toEqual([
      { id: "a", type: "x", x: picture.width / 2, y: picture.height / 2 },
    ]);
    expect(layOut({ nodes: [], edges: [] })).toEqual({ places: [], links: [] });
  });
  test("leaves out a link that leads nowhere", () => {
    const edges = [{ id: "e", source: "a", sourceHandle: "main", target: "gone" }];
    expect(layOut({ nodes: [], edges }).links).toEqual([]);
  });
});
