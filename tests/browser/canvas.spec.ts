import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chain, document, node } from "../system/documents.js";
import { call, choose, demoId, expect, open, openNew, saved, signedIn as test } from "./leeway.js";
import { at, three } from "./small-workflows.js";

const card = (id: string) => `node-${id}`;

test("a step is switched off and on by a key and by its menu, and says what passes", async ({ page }) => {
  const id = await openNew(page, three("Off"));
  await choose(page, "greet");
  await page.keyboard.press("d");
  await expect(page.getByTestId(card("greet"))).toHaveAttribute("data-off", /./);
  await expect(page.getByTestId(card("greet"))).toContainText("Off: passed over");
  await expect(page.locator('.react-flow__edge-path[data-off="passed"]')).toHaveCount(1);
  await saved(page);
  expect((await call(page, "GET", `/workflows/${id}`)).document.nodes[1].disabled).toBe(true);
  await page.getByTestId(card("greet")).click({ button: "right" });
  // What cannot be done now is gone to as well, and says why.
  await expect(page.getByTestId("menu-run-from")).toBeFocused();
  await expect(page.getByTestId("menu-run-from")).toBeDisabled();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("menu-switch")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("selection-menu")).toBeHidden();
  await expect(page.locator('.react-flow__node[data-id="greet"]')).toBeFocused();
  await page.getByTestId(card("greet")).click({ button: "right" });
  await page.getByTestId("menu-switch").click();
  await expect(page.getByTestId(card("greet"))).not.toHaveAttribute("data-off", /./);
  await page.keyboard.press("Control+z");
  await expect(page.getByTestId(card("greet"))).toHaveAttribute("data-off", /./);
});

test("a note is written, coloured, pulled larger and taken away, and holds text alone", async ({ page }) => {
  const id = await openNew(page, three("Notes"));
  const note = async () => (await call(page, "GET", `/workflows/${id}`)).document.notes[0];
  await page.getByTestId("canvas").click({ position: { x: 300, y: 400 } });
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Edit the note" })).toBeFocused();
  await page.keyboard.type("<b>Ask</b> Olena");
  await page.keyboard.press("Escape");
  const shown = page.getByTestId("note-note_1");
  await expect(shown).toContainText("<b>Ask</b> Olena");
  await page.getByTestId("note-color-blue").click();
  await expect(shown).toHaveAttribute("data-color", "blue");
  const before = await shown.boundingBox();
  const corner = await page.locator(".react-flow__resize-control.handle.bottom.right").boundingBox();
  if (!before || !corner) throw new Error("the note has no corner to pull");
  await page.mouse.move(corner.x + 5, corner.y + 5);
  await page.mouse.down();
  await page.mouse.move(corner.x + 85, corner.y + 65, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await shown.boundingBox())?.width).toBeGreaterThan(before.width + 60);
  await saved(page);
  const kept = await note();
  expect(kept).toMatchObject({ text: "<b>Ask</b> Olena", color: "blue" });
  expect([kept.width > 330, kept.height > 100]).toEqual([true, true]);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await shown.boundingBox())?.width).toBe(before.width);
  await page.getByRole("button", { name: "Delete the note" }).click();
  await expect(shown).toHaveCount(0);
});

test("many are chosen with a frame or by keys, and are copied, switched off and deleted together", async ({ page }) => {
  const other = (await call(page, "POST", "/workflows", { document: document("Empty", [], []) })).id;
  await openNew(page, {
    ...three("Many"),
    notes: [{ id: "note_1", position: { x: 320, y: 160 }, text: "Between" }],
  });
  const greet = await page.getByTestId(card("greet")).boundingBox();
  const end = await page.getByTestId(card("end")).boundingBox();
  if (!greet || !end) throw new Error("no cards");
  await page.keyboard.down("Shift");
  await page.mouse.move(greet.x - 20, greet.y - 40);
  await page.mouse.down();
  await page.mouse.move(end.x + 40, end.y + 220, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  for (const id of ["greet", "end"]) await expect(page.getByTestId(card(id))).toHaveAttribute("data-selected", /./);
  await expect(page.getByTestId("note-note_1")).toHaveAttribute("data-selected", /./);
  await expect(page.getByTestId(card("start"))).not.toHaveAttribute("data-selected", /./);
  await page.mouse.click(end.x + 20, end.y + 20, { button: "right" });
  await expect(page.getByTestId("selection-menu")).toContainText("3 chosen");
  await page.getByTestId("menu-switch").click();
  for (const id of ["greet", "end"]) await expect(page.getByTestId(card(id))).toHaveAttribute("data-off", /./);
  await page.keyboard.press("Control+c");
  await saved(page);

  await open(page, other);
  await page.keyboard.press("Control+v");
  await expect(page.getByTestId(card("set"))).toHaveAttribute("data-off", /./);
  await expect(page.getByTestId(card("stop"))).toBeVisible();
  await expect(page.getByTestId("note-note_1")).toContainText("Between");
  await saved(page);
  const pasted = (await call(page, "GET", `/workflows/${other}`)).document;
  expect(pasted.edges).toMatchObject([{ source: "set", target: "stop" }]);

  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+ArrowRight");
  await page.keyboard.press("Control+Space");
  for (const id of ["set", "stop"]) await expect(page.getByTestId(card(id))).toHaveAttribute("data-selected", /./);
  await page.keyboard.press("Delete");
  await expect(page.getByTestId(card("set"))).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(page.getByTestId(card("stop"))).toBeVisible();
});

test("a step far away is found by a text in it, and comes into the middle", async ({ page }) => {
  const far = node("far", "logic.set", { fields: [{ name: "a", value: "The needle in the hay" }] }, at(6_000, 4_000));
  const first = three("Found");
  await openNew(page, {
    ...first,
    nodes: [...first.nodes, { ...far, name: "Far away" }],
    edges: chain("start", "far"),
  });
  await page.keyboard.press("/");
  const find = page.getByTestId("find");
  await expect(find.getByRole("combobox")).toBeFocused();
  await expect(find.getByRole("option")).toHaveCount(4);
  await page.keyboard.type("needle");
  await expect(find.getByRole("option")).toHaveText(/Far away.*Fields: The needle in the hay/);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId(card("far"))).toHaveAttribute("data-selected", /./);
  await expect(page.getByTestId(card("far"))).toBeInViewport();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  await expect(find.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("greet");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId(card("greet"))).toBeInViewport();
  await expect(page.locator('.react-flow__node[data-id="greet"]')).toBeFocused();
});

test("a step's call is copied as a command that sends it from a terminal", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, await demoId(page));
  await page.getByTestId(card("person")).click({ button: "right" });
  await page.getByTestId("menu-curl").click();
  await expect(page.getByText("Copied. Values come from the last run")).toBeVisible();
  const line = await page.evaluate<string>("navigator.clipboard.readText()");
  expect(line).toContain("$LEELOO_TOKEN");
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", `${line} -s`], {
    env: { PATH: process.env["PATH"] ?? "", LEELOO_TOKEN: "sandbox" },
  });
  expect(JSON.parse(stdout)).toMatchObject({ status: 1 });
});

test("the draft runs from a step on with what the last run gave, after a word on what is sent", async ({ page }) => {
  await open(page, await demoId(page));
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const { items: before } = await call(page, "GET", "/runs?limit=1");
  await choose(page, "tag");
  await page.getByTestId("try-from").click();
  await expect(page.getByTestId("run-from-sends").getByRole("listitem")).toHaveText([
    "Tag: order from the site",
    "Confirm to the customer",
  ]);
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("state-tag")).toContainText("Done");
  await expect(page.getByTestId("state-newOrder")).toContainText("Taken over");
  await expect.poll(async () => (await call(page, "GET", "/runs?limit=1")).items[0].replayOf).toBe(before[0].id);
});

test("how something looks here holds over how its component looks, in whatever order the files of both are read", async ({
  page,
}) => {
  await openNew(page, three("Looks"));
  const group = page.getByText("What starts it", { exact: true });
  await expect(group).toHaveCSS("font-size", "12px");
  // The other way round as well.
  await page.evaluate(`Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].reverse().map((link) =>
    new Promise((done) => { link.onload = done; document.head.append(link); })))`);
  await expect(group).toHaveCSS("font-size", "12px");
});

test("for whoever asked for less motion the view is at its new place at once", async ({ page }) => {
  await openNew(page, three("Still"));
  await page.evaluate(`{
    const view = document.querySelector(".react-flow__viewport");
    globalThis.scales = [];
    const look = () => scales.push(new DOMMatrix(getComputedStyle(view).transform).a);
    look();
    new MutationObserver(look).observe(view, { attributeFilter: ["style"] });
  }`);
  await page.getByRole("button", { name: "Zoom out" }).click();
  const scales = () => page.evaluate<number[]>("scales");
  const [before = 0] = await scales();
  // Each press makes it smaller by a sixth: with motion it would come there through others.
  await expect.poll(async () => (await scales()).at(-1)).toBeCloseTo(before / 1.2, 4);
  expect(await scales()).toHaveLength(2);
});
