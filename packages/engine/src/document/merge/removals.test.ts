import { describe, expect, test } from "vitest";
import { graph } from "../../testing/tiny-world.js";
import { added, base, linksIn, merge, places, withNode, without } from "../../testing/two-people.js";

describe("a step that one takes away", () => {
  test("goes without a question where the other only moved it, and its links with it", () => {
    const { document, conflicts } = merge(
      without(base, ["b"], "a>c"),
      withNode(withNode(base, "b", { position: { x: 5, y: 5 } }), "c", { name: "C" }),
    );
    expect(conflicts).toEqual([]);
    expect(linksIn(document)).toEqual(["a>c", "in>a"]);
    expect(document.nodes.map(({ id }) => id)).toEqual(["in", "a", "c"]);
  });

  test("stays with its links until somebody says, where the other changed it; the way past it is not needed then", () => {
    const mine = without(base, ["b"], "a>c");
    const theirs = withNode(base, "b", { name: "Changed" });
    const { document, conflicts } = merge(mine, theirs);
    expect(conflicts).toMatchObject([{ kind: "removal", of: { id: "b" }, by: "mine", gone: ["b"], touched: ["b"] }]);
    expect(document.nodes.find(({ id }) => id === "b")).toMatchObject({ name: "Changed" });
    expect(linksIn(document)).toEqual(linksIn(base));
    expect(linksIn(merge(mine, theirs, () => "mine").document)).toEqual(["a>c", "in>a"]);
  });

  test("is asked about where the other has linked it anew; if it goes, the new link leads on from before it", () => {
    const mine = without(base, ["c"]);
    const theirs = added(base, { id: "n" }, "c>n");
    const kept = merge(mine, theirs);
    expect(places(kept.conflicts)).toEqual(["step c removal mine"]);
    expect(linksIn(kept.document)).toEqual(["a>b", "b>c", "c>n", "in>a"]);
    expect(linksIn(merge(mine, theirs, () => "mine").document)).toEqual(["a>b", "b>n", "in>a"]);
  });

  test("beside one that the other takes away: the way is closed up past both", () => {
    const { document, conflicts } = merge(without(base, ["a"], "in>b"), without(base, ["b"], "a>c"));
    expect(conflicts).toEqual([]);
    expect(linksIn(document)).toEqual(["in>c"]);
  });

  test("is a loop: it goes as a whole, or stays with all that was in it", () => {
    const loop = graph("in:trigger l:each a:set b:set", "in>l l-item>a a>b", {
      a: { parent: "l" },
      b: { parent: "l" },
    });
    const mine = without(loop, ["l", "a", "b"]);
    const theirs = added(withNode(loop, "b", { name: "Changed" }), { id: "n", parent: "l" }, "b>n");
    const kept = merge(mine, theirs, undefined, loop);
    expect(kept.conflicts).toMatchObject([
      { kind: "removal", of: { id: "l" }, by: "mine", gone: ["l", "a", "b", "n"], touched: ["b", "n"] },
    ]);
    expect(kept.document.nodes.map(({ id }) => id).toSorted()).toEqual(["a", "b", "in", "l", "n"]);
    expect(linksIn(kept.document)).toEqual(["a>b", "b>n", "in>l", "l-item>a"]);
    const goes = merge(mine, theirs, () => "mine", loop);
    expect(goes.document).toMatchObject({ nodes: [{ id: "in" }], edges: [] });
  });

  test("is a loop into which the other took a step: that one is there outside if the loop goes", () => {
    const loop = graph("in:trigger l:each a:set b:set", "in>l l-item>a in>b", { a: { parent: "l" } });
    const theirs = withNode(loop, "b", { parent: "l" });
    const { document, conflicts } = merge(without(loop, ["l", "a"]), theirs, () => "mine", loop);
    expect(conflicts).toMatchObject([{ of: { id: "l" }, touched: ["b"] }]);
    expect(document.nodes).toMatchObject([{ id: "in" }, { id: "b" }]);
    expect(document.nodes[1]).not.toHaveProperty("parent");
  });
});

test("a note that one took away and the other rewrote stays, and is asked about", () => {
  const noted = { ...base, notes: [{ id: "n", position: { x: 0, y: 0 }, text: "Ask Olena" }] };
  const theirs = { ...noted, notes: [{ id: "n", position: { x: 9, y: 0 }, text: "Ask Ivan" }] };
  const { document, conflicts } = merge(base, theirs, undefined, noted);
  expect(places(conflicts)).toEqual(["note n removal mine"]);
  expect(document.notes).toMatchObject([{ text: "Ask Ivan" }]);
  const moved = { ...noted, notes: [{ id: "n", position: { x: 9, y: 0 }, text: "Ask Olena" }] };
  expect(merge(base, { ...moved, name: "Other" }, undefined, noted)).toMatchObject({
    document: { notes: [] },
    conflicts: [],
  });
});
