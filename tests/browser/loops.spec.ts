import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, choose, connect, dragStep, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { inside, looped } from "./looped.js";
import { at } from "./small-workflows.js";

const undo = (page: Page) => page.keyboard.press("Control+z");
const boxOf = async (page: Page, id: string) => {
  const box = await page.getByTestId(`node-${id}`).boundingBox();
  if (!box) throw new Error(`${id} is not to be seen`);
  return box;
};
/** Chooses a loop by its head and leaves the keyboard on it. */
async function chooseLoop(page: Page, id: string) {
  await page.getByTestId(`head-${id}`).click({ position: { x: 60, y: 30 } });
  await page.getByTestId("inspector-name").press("Escape");
  await expect(page.locator(`.react-flow__node[data-id="${id}"]`)).toBeFocused();
}
/** Whether a card lies within another. */
const lies = async (page: Page, id: string, around: string) => {
  const [inner, outer] = [await boxOf(page, id), await boxOf(page, around)];
  return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width;
};
const documentOf = async (page: Page, id: string) => {
  await saved(page);
  return (await call(page, "GET", `/workflows/${id}`)).document;
};
const parentsOf = async (page: Page, id: string) =>
  Object.fromEntries(
    (await documentOf(page, id)).nodes.map((one: { id: string; parent?: string }) => [one.id, one.parent]),
  );

/** Drags a card by its head so that its head's middle is there. */
async function dragTo(page: Page, id: string, x: number, y: number) {
  const box = await boxOf(page, id);
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(x - 20, y - 10, { steps: 4 });
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

test("a loop is drawn around its steps; a plus inside adds inside, and what stands behind makes room", async ({
  page,
}) => {
  const id = await openNew(page, looped("Around"));
  await expect.poll(() => lies(page, "greet", "people")).toBe(true);
  await expect.poll(() => lies(page, "note", "people")).toBe(true);
  await expect.poll(() => lies(page, "end", "people")).toBe(false);
  await page.getByTestId("plus-note-main").click();
  await page.getByTestId("add-menu").getByTestId("add-logic.if").click();
  await expect(page.getByTestId("node-if")).toBeVisible();
  await expect.poll(() => lies(page, "if", "people")).toBe(true);
  await expect(async () => {
    const [people, end] = [await boxOf(page, "people"), await boxOf(page, "end")];
    expect(end.x).toBeGreaterThanOrEqual(people.x + people.width);
  }).toPass();
  expect(await parentsOf(page, id)).toMatchObject({ if: "people", greet: "people", end: undefined });
});

test("a step dragged into a loop is inside it, and dragged out it is outside; both can be undone", async ({ page }) => {
  const id = await openNew(page, looped("Drag", [], at(0, 200)));
  const loop = await boxOf(page, "people");
  await dragTo(page, "end", loop.x + loop.width / 2, loop.y + loop.height - 40);
  await expect(page.getByText("1 link led over the loop’s border and was removed")).toBeVisible();
  expect((await parentsOf(page, id))["end"]).toBe("people");
  await undo(page);
  expect((await parentsOf(page, id))["end"]).toBeUndefined();
  expect((await documentOf(page, id)).edges).toHaveLength(4);
  await dragTo(page, "greet", loop.x + 100, loop.y + loop.height + 120);
  expect((await parentsOf(page, id))["greet"]).toBeUndefined();
  // The loop begins with the next one now.
  expect((await documentOf(page, id)).edges).toContainEqual(
    expect.objectContaining({ source: "people", sourceHandle: "item", target: "note" }),
  );
});

test("a link over the border is refused in words", async ({ page }) => {
  const id = await openNew(page, looped("Border"));
  await connect(page, "start", "main", "note");
  await expect(page.getByText("A link cannot cross the border of a loop")).toBeVisible();
  expect((await documentOf(page, id)).edges).toHaveLength(4);
});

test("a step from the palette let go inside an empty loop begins it", async ({ page }) => {
  const id = await openNew(
    page,
    document(
      "Empty",
      [node("start", "trigger.manual", {}, at(0, 0)), node("people", "logic.each", {}, at(320, 0))],
      [edge("start", "people")],
    ),
  );
  await expect(page.getByText("Put here what is to be done for each item")).toBeVisible();
  const [loop, canvas] = [await boxOf(page, "people"), await page.getByTestId("canvas").boundingBox()];
  await dragStep(page, "logic.set", loop.x - (canvas?.x ?? 0) + 200, loop.y - (canvas?.y ?? 0) + 150);
  await expect(page.getByTestId("node-set")).toBeVisible();
  expect(await parentsOf(page, id)).toMatchObject({ set: "people" });
  expect((await documentOf(page, id)).edges).toContainEqual(
    expect.objectContaining({ source: "people", sourceHandle: "item", target: "set" }),
  );
});

test("a loop goes with what is inside and comes back whole; a copy has steps of its own", async ({ page }) => {
  const id = await openNew(page, looped("Whole"));
  await chooseLoop(page, "people");
  await page.keyboard.press("Delete");
  await expect(page.getByTestId("node-greet")).toBeHidden();
  await expect(page.getByText("“people” was deleted with 2 steps inside.")).toBeVisible();
  expect((await documentOf(page, id)).edges).toMatchObject([{ source: "start", target: "end" }]);
  await page.getByTestId("undo-delete").click();
  await expect(page.getByTestId("node-greet")).toBeVisible();
  expect((await documentOf(page, id)).edges).toHaveLength(4);
  await chooseLoop(page, "people");
  await page.keyboard.press("Control+d");
  await expect(page.getByTestId("node-each")).toBeVisible();
  const copy = await documentOf(page, id);
  expect(copy.nodes.filter(({ parent }: { parent?: string }) => parent === "each")).toHaveLength(2);
  expect(copy.edges).toHaveLength(6);
});

test("by keyboard alone a loop is shut and opened, gets steps, and a step is put into it", async ({ page }) => {
  const id = await openNew(page, looped("Keys"));
  await chooseLoop(page, "people");
  await page.keyboard.press("c");
  await expect(page.getByTestId("node-greet")).toBeHidden();
  await page.keyboard.press("c");
  await expect(page.getByTestId("node-greet")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("node-greet")).toHaveAttribute("data-selected", /./);
  await choose(page, "end");
  await page.getByRole("tab", { name: "Options" }).click();
  await page.getByTestId("setting-loop").click();
  await page.getByRole("option", { name: "people" }).click();
  expect((await parentsOf(page, id))["end"]).toBe("people");
  await expect.poll(() => lies(page, "end", "people")).toBe(true);
});

test("loops inside loops are laid out from the inside out", async ({ page }) => {
  const id = await openNew(
    page,
    document(
      "Nested",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("people", "logic.each", { items: [["a"], ["b"]] }, at(320, 0)),
        node("phones", "logic.each", { items: "{{ item }}" }, inside(400, 136)),
        node("call", "logic.set", {}, { parent: "phones", ...at(480, 272) }),
        node("note", "logic.set", {}, inside(400, 600)),
        node("end", "logic.stop", { outcome: "success" }, at(0, 400)),
      ],
      [
        edge("start", "people"),
        edge("people", "phones", "item"),
        edge("phones", "call", "item"),
        edge("phones", "note", "done"),
        edge("people", "end", "done"),
      ],
    ),
  );
  await page.getByRole("button", { name: "Tidy up" }).click();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect.poll(() => lies(page, "call", "phones")).toBe(true);
  await expect.poll(() => lies(page, "phones", "people")).toBe(true);
  await expect.poll(() => lies(page, "note", "people")).toBe(true);
  await expect.poll(() => lies(page, "end", "people")).toBe(false);
  expect((await parentsOf(page, id))["call"]).toBe("phones");
});
