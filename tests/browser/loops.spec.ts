import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, choose, connect, dragStep, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

const inside = (x: number, y: number) => ({ parent: "people", ...at(x, y) });
/** start → people [ greet → note ] done→ end */
const looped = (name: string, items: unknown = ["Олена", "Іван", "Марта"], end = at(1112, 0)) =>
  document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items, onItemError: "continue" }, at(320, 0)),
      node("greet", "logic.set", { fields: [{ name: "text", value: "Вітаємо, {{ item }}!" }] }, inside(400, 136)),
      node("note", "logic.set", { fields: [{ name: "place", value: "{{ index }}" }] }, inside(720, 136)),
      node("end", "logic.stop", { outcome: "success" }, end),
    ],
    [edge("start", "people"), edge("people", "greet", "item"), edge("greet", "note"), edge("people", "end", "done")],
  );

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

/** Each item's greeting needs a name, which the second has not. */
const greeting = (name: string) => {
  const made = looped(name, [{ name: "Олена" }, { phone: "+380501112233" }, { name: "Марта" }]);
  const nodes = (made.nodes as { id: string }[]).map((one) =>
    one.id === "greet" ? { ...one, params: { fields: [{ name: "text", value: "Вітаємо, {{ item.name }}!" }] } } : one,
  );
  return { ...made, nodes };
};
const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true }).click();

test("a run shows how far the loop is, each item, and the steps of one on the canvas", async ({ page }) => {
  await openNew(page, greeting("Items"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("3 of 3");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 failed");
  await expect(page.getByTestId("node-people").getByTestId("loop-progress")).toContainText("3 of 3");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-1")).toHaveAttribute("data-status", "failed");
  await expect(loop.getByTestId("item-0")).toContainText("Олена");
  await loop.getByTestId("items-filter").click();
  await page.getByRole("option", { name: "Failed" }).click();
  await expect(loop.getByTestId("item-0")).toBeHidden();
  await loop.getByTestId("open-item-1").click();
  await expect(page.getByTestId("state-greet")).toHaveAttribute("data-state", "failed");
  await loop.getByTestId("open-item-1").click();
  await expect(page.getByTestId("state-greet")).toBeHidden();
});

test("a failed item is done again with other data, and alone", async ({ page }) => {
  await openNew(page, greeting("Retry"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.getByRole("link", { name: "Open the whole run" }).click();
  const loop = page.getByTestId("step-people");
  await expect(loop.getByTestId("item-1")).toHaveAttribute("data-status", "failed");
  await loop.getByTestId("edit-item-1").click();
  await page.getByTestId("item-data").fill('{ "name": "Іван" }');
  await page.getByTestId("item-data-done").click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(loop.getByTestId("item-1")).toHaveAttribute("data-status", "succeeded");
  await expect(loop.getByTestId("item-1")).toContainText("Іван");
  await expect(loop.getByTestId("loop-progress")).not.toContainText("failed");
});

test("failed items that are pressed twice are done again once", async ({ page }) => {
  const id = await openNew(page, greeting("Once"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.getByTestId("show-items-people").click();
  await page.getByTestId("run-drawer").getByTestId("retry-item-1").dblclick();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  expect((await call(page, "GET", `/runs?workflowId=${id}`)).items).toHaveLength(2);
});

/** Each item waits for a while: long enough to look at a loop that is under way. */
const slow = (name: string, amount: number, unit: "seconds" | "hours") => {
  const made = looped(
    name,
    Array.from({ length: 40 }, (_, index) => `person ${index + 1}`),
  );
  const nodes = (made.nodes as { id: string }[]).map((one) =>
    one.id === "note" ? { ...one, type: "logic.wait", params: { mode: "duration", amount, unit } } : one,
  );
  return { ...made, nodes };
};

test("an item to come is left out, and a loop is stopped before its end", async ({ page }) => {
  await openNew(page, slow("Stop", 1, "hours"));
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("0 of 40");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-0")).toHaveAttribute("data-status", "waiting");
  await expect(loop.getByTestId("skip-item-0")).toBeHidden();
  await loop.getByTestId("skip-item-7").click();
  await expect(loop.getByTestId("item-7")).toHaveAttribute("data-status", "skipped");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 of 40");
  await loop.getByTestId("stop-loop").click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop the loop" }).click();
  // The one under way waits on.
  await expect(loop.getByTestId("loop-progress")).toContainText("39 skipped");
});

test("the list of items keeps up with a loop that never stands still", async ({ page }) => {
  await openNew(page, slow("Moves", 1, "seconds"));
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-3")).toHaveAttribute("data-status", "succeeded", { timeout: 20_000 });
  await expect(loop.getByTestId("stop-loop")).toBeVisible();
});

test("the steps of an item that is looked into are told to their end, though the loop ends with them", async ({
  page,
}) => {
  await openNew(
    page,
    document(
      "Last item",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("people", "logic.each", { items: ["Олена"] }, at(320, 0)),
        node("ask", "logic.wait", { mode: "approval" }, inside(400, 136)),
      ],
      [edge("start", "people"), edge("people", "ask", "item")],
    ),
  );
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await loop.getByTestId("show-items-people").click();
  await loop.getByTestId("open-item-0").click();
  await loop.getByTestId("approve-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(loop.getByTestId("approve-yes")).toBeHidden();
  await expect(page.getByTestId("state-ask")).toHaveAttribute("data-state", "succeeded");
});

test("a wait for a person shows its question, and a yes lets the run go on", async ({ page }) => {
  await openNew(
    page,
    document(
      "Approval",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("ask", "logic.wait", { mode: "approval", message: "Надіслати 5 000 людям?" }, at(320, 0)),
        node("end", "logic.stop", { outcome: "success" }, at(640, 0)),
      ],
      [edge("start", "ask"), edge("ask", "end")],
    ),
  );
  await run(page);
  await expect(page.getByTestId("approve-ask")).toContainText("Надіслати 5 000 людям?");
  await page.getByLabel("Note (optional)").fill("Так");
  await page.getByTestId("approve-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("approve-ask")).toBeHidden();
});

test("a wait for a call shows its address, and a call of it lets the run go on", async ({ page }) => {
  await openNew(
    page,
    document(
      "Callback",
      [node("start", "trigger.manual", {}, at(0, 0)), node("paid", "logic.wait", { mode: "callback" }, at(320, 0))],
      [edge("start", "paid")],
    ),
  );
  await run(page);
  const address = await page.getByTestId("callback-paid").locator("code").textContent();
  const answer = await page.request.post(address ?? "", { data: { paid: true } });
  expect(answer.ok()).toBe(true);
  await expect(page.getByTestId("run-status")).toContainText("Done");
});

const words = {
  en: { run: "Run", refused: "A link cannot cross the border of a loop", progress: "3 of 3", failed: "1 failed" },
  uk: { run: "Запустити", refused: "Зв’язок не може перетинати межу циклу", progress: "3 з 3", failed: "1 не вдався" },
  ru: {
    run: "Запустить",
    refused: "Связь не может пересекать границу цикла",
    progress: "3 из 3",
    failed: "1 не удался",
  },
};
for (const locale of ["uk", "ru", "en"] as const) {
  test(`loops speak the reader's language: ${locale}`, async ({ page }) => {
    await call(page, "PATCH", "/me", { locale });
    await page.emulateMedia({ colorScheme: locale === "uk" ? "dark" : "light" });
    await page.setViewportSize(locale === "uk" ? { width: 1920, height: 1080 } : { width: 1280, height: 720 });
    await openNew(page, greeting(`Words ${locale}`));
    await connect(page, "start", "main", "note");
    await expect(page.getByText(words[locale].refused)).toBeVisible();
    await page.getByRole("button", { name: words[locale].run, exact: true }).click();
    const bar = page.getByTestId("node-people").getByTestId("loop-progress");
    await expect(bar).toContainText(words[locale].progress);
    await expect(bar).toContainText(words[locale].failed);
  });
}

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
