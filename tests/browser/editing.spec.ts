import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { choose, chooseAll, call, connect, dragStep, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { at, three } from "./small-workflows.js";

const cards = (page: Page) => page.locator(".react-flow__node-step");
const links = (page: Page) => page.locator(".react-flow__edge");
const undo = (page: Page) => page.keyboard.press("Control+z");
const redo = (page: Page) => page.keyboard.press("Control+y");
const placeOf = async (page: Page, id: string) =>
  /translate\(.*?\)/.exec((await page.locator(`.react-flow__node[data-id="${id}"]`).getAttribute("style")) ?? "")?.[0];
const chosen = (page: Page, id: string) => expect(page.getByTestId(`node-${id}`)).toHaveAttribute("data-selected", /./);

/** From the panel at the right back to the card. */
async function leavePanel(page: Page) {
  await page.getByTestId("inspector-name").press("Escape");
  await expect(page.locator(".react-flow__node:focus")).toBeVisible();
}

/** Chooses a card and leaves the keyboard on it. */
async function pick(page: Page, id: string) {
  await choose(page, id);
  await expect(page.getByTestId("inspector-name")).toHaveValue(id);
  await page.getByTestId("inspector-name").press("Escape");
  await expect(page.locator(`.react-flow__node[data-id="${id}"]`)).toBeFocused();
  await chosen(page, id);
}

/** Undoes and redoes: `before` and `after` tell what must be seen. */
async function backAndForth(page: Page, before: () => Promise<void>, after: () => Promise<void>) {
  await after();
  await undo(page);
  await before();
  await redo(page);
  await after();
}
const count = (page: Page, steps: number, edges: number) => async () => {
  await expect(cards(page)).toHaveCount(steps);
  await expect(links(page)).toHaveCount(edges);
};

test("a “+” on a link puts a step between, a “+” on a way out one behind; both can be undone", async ({ page }) => {
  await openNew(page, three("Plus"));
  await page.getByRole("button", { name: "Add a step between “start” and “greet”" }).click();
  await page.getByTestId("add-menu").getByTestId("add-logic.if").click();
  await page.keyboard.press("Escape");
  await backAndForth(page, count(page, 3, 2), count(page, 4, 3));
  await expect(page.getByTestId("node-if")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByTestId("plus-if-false").click();
  await page.getByTestId("add-menu").getByRole("textbox").fill("set");
  await page.getByTestId("add-menu").getByTestId("add-logic.set").click();
  await page.keyboard.press("Escape");
  await backAndForth(page, count(page, 4, 3), count(page, 5, 4));
  await saved(page);
  await page.reload();
  await count(page, 5, 4)();
});

test("a step dragged from the palette lands where it is let go, or in the link below it", async ({ page }) => {
  await openNew(page, three("Drag"));
  await dragStep(page, "logic.if", 300, 400);
  await leavePanel(page);
  await backAndForth(page, count(page, 3, 2), count(page, 4, 2));

  const plus = page.getByRole("button", { name: "Add a step between “greet” and “end”" });
  await page.getByTestId("palette-item-logic.switch").dragTo(plus);
  await leavePanel(page);
  await backAndForth(page, count(page, 4, 2), count(page, 5, 3));
});

test("ports are connected with the mouse, and a card is moved; both can be undone", async ({ page }) => {
  const loose = three("Connect");
  await openNew(page, { ...loose, edges: loose.edges.slice(0, 1) });
  await connect(page, "greet", "main", "end");
  await backAndForth(page, count(page, 3, 1), count(page, 3, 2));

  const before = await placeOf(page, "end");
  await page.getByTestId("node-end").hover();
  await page.mouse.down();
  const box = await page.getByTestId("node-end").boundingBox();
  await page.mouse.move(box!.x + 40, box!.y + 200, { steps: 8 });
  await page.mouse.up();
  const after = await placeOf(page, "end");
  expect(after).not.toBe(before);
  const is = (style: string | undefined) => () => expect.poll(() => placeOf(page, "end")).toBe(style);
  await page.getByTestId("node-end").press("Escape");
  await backAndForth(page, is(before), is(after));
});

test("what would make a circle is not connected", async ({ page }) => {
  const loose = three("Circle");
  await openNew(page, {
    ...loose,
    nodes: [...loose.nodes.slice(0, 2), node("again", "logic.set", { fields: [] }, at(640, 0))],
    edges: chain("start", "greet", "again"),
  });
  await connect(page, "again", "main", "greet");
  await count(page, 3, 2)();
});

test("steps are deleted, duplicated, cut, copied and pasted, and each comes back with undo", async ({ page }) => {
  await openNew(page, three("Copy"));
  await pick(page, "greet");
  await page.keyboard.press("Delete");
  await expect(page.getByTestId("node-greet")).toBeHidden();
  await undo(page);
  await count(page, 3, 2)();

  await pick(page, "greet");
  await page.keyboard.press("Control+d");
  await backAndForth(page, count(page, 3, 2), count(page, 4, 2));
  await undo(page);

  await chooseAll(page, "greet", "end");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await backAndForth(page, count(page, 3, 2), count(page, 5, 3));
  await page.getByRole("button", { name: "Undo" }).click();
  await count(page, 3, 2)();
  await page.getByRole("button", { name: "Redo" }).click();
  await count(page, 5, 3)();
});

test("what was copied in one workflow is pasted into another, with its links and without its place in formulas lost", async ({
  page,
}) => {
  await openNew(
    page,
    document(
      "From",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("a", "logic.set", { fields: [{ name: "x", value: 1 }] }, at(320, 0)),
        node("b", "logic.set", { fields: [{ name: "y", value: "{{ steps.a.x }}" }] }, at(320, 160)),
      ],
      chain("start", "a", "b"),
    ),
  );
  await chooseAll(page, "a", "b");
  await page.keyboard.press("Control+c");
  const id = await openNew(
    page,
    document(
      "Into",
      [node("start", "trigger.manual"), node("a", "logic.set", { fields: [{ name: "own", value: 2 }] }, at(320, 0))],
      chain("start", "a"),
    ),
  );
  await page.getByTestId("canvas").click({ position: { x: 400, y: 500 } });
  await page.keyboard.press("Control+v");
  await count(page, 4, 2)();
  await page.keyboard.press("Control+s");
  await saved(page);
  const { document: now } = await call(page, "GET", `/workflows/${id}`);
  const pasted = now.nodes.find((one: { params: unknown }) => JSON.stringify(one.params).includes('"y"'));
  const source = now.nodes.find((one: { params: unknown }) => JSON.stringify(one.params).includes('"x"'));
  expect(source.id).not.toBe("a");
  expect(pasted.params.fields[0].value).toBe(`{{ steps.${source.id}.x }}`);
});

test("zoom, overview and tidying up", async ({ page }) => {
  const id = await openNew(page, {
    ...three("Look"),
    nodes: three("").nodes.map((one) => ({ ...(one as object), position: { x: 40, y: 30 } })),
  });
  const scale = async () =>
    Number(/scale\(([\d.]+)\)/.exec((await page.locator(".react-flow__viewport").getAttribute("style")) ?? "")?.[1]);
  const first = await scale();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect.poll(scale).toBeLessThan(first);
  const small = await scale();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(scale).toBeGreaterThan(small);

  await expect(page.getByRole("img", { name: "Overview" })).toBeVisible();
  await page.getByRole("button", { name: "Hide the overview" }).click();
  await expect(page.getByRole("img", { name: "Overview" })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Show the overview" })).toBeVisible();
  await page.getByRole("button", { name: "Show the overview" }).click();

  await page.getByRole("button", { name: "Tidy up" }).click();
  await saved(page);
  const places = async (): Promise<string[]> => {
    const { document: now } = await call(page, "GET", `/workflows/${id}`);
    return now.nodes.map(({ position }: { position: { x: number } }) => JSON.stringify(position));
  };
  await expect.poll(async () => new Set(await places()).size).toBe(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => new Set(await places()).size).toBe(1);
});

test("a problem stands on its step and in the list, and the list leads into the field", async ({ page }) => {
  await openNew(
    page,
    document(
      "Problems",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("call", "http.request", { url: "" }, at(320, 0)),
        node("say", "logic.set", { fields: [{ name: "x", value: "{{ steps.nowhere.y }}" }] }, at(640, 0)),
      ],
      chain("start", "call", "say"),
    ),
  );
  await expect(page.getByTestId("node-call")).toHaveAttribute("data-problem", /./);
  await expect(page.getByTestId("node-call")).toContainText("1 problem");
  await page.getByTestId("problems-button").click();
  await expect(page.getByTestId("problems-list")).toContainText("Stops publishing");
  await page.getByTestId("problem-call").click();
  await expect(page.getByTestId("param-url").locator(".cm-content")).toBeFocused();
  await page.keyboard.type("https://example.com/");
  await expect(page.getByTestId("node-call")).not.toHaveAttribute("data-problem", /./);

  await page.getByTestId("toolbar-publish").click();
  await expect(page.getByText("Not published yet: fix 1 problem first")).toBeVisible();
  await page.getByTestId("problem-say").click();
  await expect(page.getByTestId("inspector-name")).toHaveValue("say");
  await expect(page.getByTestId("param-fields").locator(".cm-content")).toBeFocused();
  await expect(page.getByTestId("param-fields").locator(".cm-content")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("param-fields")).toContainText("the step nowhere, which does not exist");
});

test("a link is deleted alone: the steps stay", async ({ page }) => {
  await openNew(page, { ...three("Links"), edges: [edge("start", "greet"), edge("greet", "end")] });
  await pick(page, "end");
  await page.keyboard.press("l");
  await page.keyboard.press("Delete");
  await backAndForth(page, count(page, 3, 2), count(page, 3, 1));
});
