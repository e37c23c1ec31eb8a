import { describe, expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { findProblems, type NodeDefinition, type WorkflowDocument } from "@leeway/engine";
import { boxesOf, FIRST, LOOP, overlaps } from "./boxes.js";
import { addNode, remove, type Spot } from "./commands.js";
import { fragmentOf, paste } from "./fragment.js";
import { connect, refusalOf } from "./links.js";
import { dropped, loopAt, moved } from "./moving.js";
import { crosses, nestingOf } from "./nesting.js";

const definition = (type: string) => catalogue.get(type) as NodeDefinition;
const empty: WorkflowDocument = { schemaVersion: 1, name: "x", nodes: [], edges: [], notes: [], settings: {} };
const add = (document: WorkflowDocument, type: string, spot: Spot) =>
  addNode(document, definition(type), spot, catalogue).document;
const behind = (source: string, sourceHandle = "main"): Spot => ({ after: { source, sourceHandle } });
const node = (document: WorkflowDocument, id: string) => document.nodes.find((one) => one.id === id);
const links = (document: WorkflowDocument) =>
  document.edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle}>${target}`);
const bordersAreKept = (document: WorkflowDocument) =>
  document.edges.every((edge) => !crosses(nestingOf(document, catalogue), edge));

/** manual → each [ set → http ] done→ stop */
function looped(): WorkflowDocument {
  let document = add(empty, "trigger.manual", { position: { x: 0, y: 0 } });
  document = add(document, "logic.each", behind("manual"));
  document = add(document, "logic.stop", behind("each", "done"));
  document = add(document, "logic.set", behind("each", "item"));
  return add(document, "http.request", behind("set"));
}

describe("a step added", () => {
  test("behind the way in of a loop stands inside it, and so does what follows", () => {
    const document = looped();
    expect([node(document, "set")?.parent, node(document, "request")?.parent]).toEqual(["each", "each"]);
    expect([node(document, "each")?.parent, node(document, "stop")?.parent]).toEqual([undefined, undefined]);
    const corner = node(document, "each")?.position ?? { x: 0, y: 0 };
    expect(node(document, "set")?.position).toEqual({ x: corner.x + FIRST.x, y: corner.y + FIRST.y });
    expect(findProblems(document, catalogue).filter(({ code }) => /loop|edge/i.test(code))).toEqual([]);
  });
  test("makes the loop grow, and what stands behind the loop moves on", () => {
    let document = looped();
    for (const id of ["request", "request_2", "request_3"]) document = add(document, "http.request", behind(id));
    const boxes = boxesOf(document, catalogue);
    const [each, stop] = [boxes.get("each"), boxes.get("stop")];
    expect(each && stop && overlaps(each, stop)).toBe(false);
    expect(each?.width).toBeGreaterThan(5 * 320);
  });
  test("on a link inside a loop stands inside it", () => {
    const document = looped();
    const edge = document.edges.find(({ target }) => target === "request")?.id ?? "";
    const entry = document.edges.find(({ sourceHandle }) => sourceHandle === "item")?.id ?? "";
    const next = add(add(document, "logic.if", { edge }), "logic.if", { edge: entry });
    expect([node(next, "if")?.parent, node(next, "if_2")?.parent]).toEqual(["each", "each"]);
    expect(links(next)).toContain("each.item>if_2");
    expect(bordersAreKept(next)).toBe(true);
  });
  test("let go over an empty loop begins it", () => {
    const document = add(empty, "logic.each", { position: { x: 0, y: 0 } });
    const next = add(document, "logic.set", { position: { x: 100, y: 150 }, exact: true, loop: "each" });
    expect(links(next)).toEqual(["each.item>set"]);
  });
});

describe("a link", () => {
  test("over the border of a loop is refused", () => {
    const document = looped();
    const why = (source: string, sourceHandle: string, target: string) =>
      refusalOf(document, { source, sourceHandle, target }, catalogue);
    expect(why("manual", "main", "set")).toBe("border");
    expect(why("request", "main", "stop")).toBe("border");
    expect(why("each", "done", "set")).toBe("border");
    expect(why("each", "item", "stop")).toBe("border");
    expect(why("each", "item", "request")).toBe("entry");
    expect(why("manual", "main", "stop")).toBeUndefined();
    expect(connect(document, "request", "main", "stop", catalogue)).toBe(document);
  });
});

describe("a step that is dragged", () => {
  const over = (document: WorkflowDocument) => {
    const box = boxesOf(document, catalogue).get("each");
    return { x: (box?.x ?? 0) + 150, y: (box?.y ?? 0) + 180 };
  };
  test("into a loop is inside it, and its links over the border go", () => {
    let document = looped();
    document = add(document, "logic.if", behind("stop"));
    const wide = moved(document, new Map([["request", { x: 700, y: 700 }]]), catalogue);
    const { document: next, cut, changed } = dropped(wide, new Map([["if", over(wide)]]), catalogue);
    expect(changed).toEqual(["if"]);
    expect(cut).toBe(1);
    expect(node(next, "if")?.parent).toBe("each");
    expect(bordersAreKept(next)).toBe(true);
  });
  test("out of a loop is outside, and the way past it is closed up", () => {
    const { document, cut } = dropped(looped(), new Map([["set", { x: 0, y: -900 }]]), catalogue);
    expect(node(document, "set")).not.toHaveProperty("parent");
    expect(cut).toBe(2);
    expect(links(document)).toContain("each.item>request");
  });
  test("inside its loop beyond the corner takes the corner along", () => {
    const document = looped();
    const [each, set] = [node(document, "each")?.position, node(document, "set")?.position];
    const place = { x: (set?.x ?? 0) - 40, y: (set?.y ?? 0) - 16 };
    const next = dropped(document, new Map([["set", place]]), catalogue).document;
    expect(node(next, "set")?.parent).toBe("each");
    expect(node(next, "each")?.position).toEqual({ x: (each?.x ?? 0) - 40, y: (each?.y ?? 0) - 16 });
  });
  test("that is a trigger stays outside", () => {
    const document = looped();
    const { document: next, stayed } = dropped(document, new Map([["manual", over(document)]]), catalogue);
    expect(stayed).toEqual(["manual"]);
    expect(node(next, "manual")).not.toHaveProperty("parent");
  });
});

describe("a loop", () => {
  test("that is moved takes along what is inside", () => {
    const document = looped();
    const from = node(document, "each")?.position ?? { x: 0, y: 0 };
    const next = dropped(document, new Map([["each", { x: from.x + 8, y: from.y + 800 }]]), catalogue).document;
    for (const id of ["each", "set", "request"]) {
      const [before, after] = [node(document, id)?.position, node(next, id)?.position];
      expect([after?.x, after?.y]).toEqual([(before?.x ?? 0) + 8, (before?.y ?? 0) + 800]);
    }
    expect(node(next, "stop")?.position).toEqual(node(document, "stop")?.position);
  });
  test("that is deleted takes along what is inside, and the way past it is closed up", () => {
    const document = looped();
    const next = remove(new Set(["each"]), new Set(), catalogue)(document);
    expect(next.nodes.map(({ id }) => id)).toEqual(["manual", "stop"]);
    expect(links(next)).toEqual(["manual.main>stop"]);
  });
  test("is copied with what is inside, links and words of it included", () => {
    const document = looped();
    const named = {
      ...document,
      nodes: document.nodes.map((one) =>
        one.id === "set" ? { ...one, params: { fields: [{ name: "a", value: "{{ steps.each.item.name }}" }] } } : one,
      ),
    };
    const fragment = fragmentOf(named, new Set(["each"]), catalogue);
    expect(fragment.nodes.map(({ id }) => id)).toEqual(["each", "set", "request"]);
    const { document: next } = paste(named, fragment, { shift: { x: 40, y: 900 }, catalogue });
    expect(node(next, "set_2")).toMatchObject({
      parent: "each_2",
      params: { fields: [{ name: "a", value: "{{ steps.each_2.item.name }}" }] },
    });
    expect(links(next).slice(-2)).toEqual(["each_2.item>set_2", "set_2.main>request_2"]);
  });
  test("that is empty begins with what is pasted into it", () => {
    const document = add(looped(), "logic.each", behind("stop"));
    const fragment = fragmentOf(document, new Set(["set", "request"]), catalogue);
    const { document: next } = paste(document, fragment, { shift: { x: 0, y: 900 }, loop: "each_2", catalogue });
    expect(links(next).slice(-2)).toEqual(["set_2.main>request_2", "each_2.item>set_2"]);
  });
  test("inside a loop is as wide as its steps, and the outer one wider", () => {
    let document = add(looped(), "logic.each", behind("request"));
    document = add(document, "logic.set", behind("each_2", "item"));
    const boxes = boxesOf(document, catalogue);
    const [outer, inner] = [boxes.get("each"), boxes.get("each_2")];
    expect(node(document, "set_2")?.parent).toBe("each_2");
    expect(inner?.width).toBe(LOOP.width);
    expect((outer?.x ?? 0) + (outer?.width ?? 0)).toBe((inner?.x ?? 0) + LOOP.width + LOOP.right);
    expect(loopAt(document, node(document, "set_2")?.position ?? { x: 0, y: 0 }, catalogue)).toBe("each_2");
  });
  test("that is said to be inside itself is outside", () => {
    const document = looped();
    const nodes = document.nodes.map((one) => (one.id === "each" ? { ...one, parent: "each" } : one));
    expect(nestingOf({ nodes }, catalogue).parentOf("each")).toBeUndefined();
  });
});
