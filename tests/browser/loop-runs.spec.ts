import type { Locator, Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, connect, expect, openNew, signedIn as test } from "./leeway.js";
import { inside, looped } from "./looped.js";
import { at } from "./small-workflows.js";

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
  const dialog = page.getByRole("dialog", { name: "Data of item 2" });
  await page.getByTestId("item-field-phone").fill("+380671112233");
  // What is written goes along to the other way of writing, which says where it is wrong.
  await dialog.getByText("One value or JSON").click();
  await expect(page.getByTestId("item-data")).toHaveValue(/"phone": "\+380671112233"/);
  await page.getByTestId("item-data").fill('{ "name": ');
  await page.getByTestId("item-data-done").press("Enter");
  await expect(dialog).toContainText("Line 1, column 11: something is missing here");
  await expect(page.getByTestId("item-data")).toBeFocused();
  await page.getByTestId("item-data").fill('{ "phone": "+380671112233" }');
  await expect(dialog).not.toContainText("something is missing");
  await dialog.getByText("Fields", { exact: true }).click();
  await dialog.getByRole("button", { name: "Add a value" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("name");
  await dialog.getByLabel("Value", { exact: true }).fill("Іван");
  // Two values under one name would be one: nothing is sent, and nothing is lost on the way to the other way of writing.
  await dialog.getByRole("button", { name: "Add a value" }).click();
  const [, again] = await dialog.getByLabel("Name", { exact: true }).all();
  await again?.fill("phone ");
  await page.getByTestId("item-data-done").click();
  await expect(again as Locator).toBeFocused();
  await expect(dialog).toContainText("The item has a value with this name already");
  await dialog.getByText("One value or JSON").click();
  await expect(page.getByTestId("item-data")).toBeHidden();
  await again?.fill("");
  await expect(dialog).not.toContainText("The item has a value with this name already");
  await page.getByTestId("item-data-done").click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(loop.getByTestId("item-1")).toHaveAttribute("data-status", "succeeded");
  await expect(loop.getByTestId("item-1")).toContainText("Іван");
  await expect(loop.getByTestId("loop-progress")).not.toContainText("failed");
});

const nameless = { phone: "+380501112233" };

/** For each list of people a greeting each; in the third are some without a name. `text`: how they are greeted. */
const nested = (name: string, third: object[], text = "Вітаємо, {{ item.name }}!") => {
  const lists = [[{ name: "Олена" }], [{ name: "Іван" }], third];
  return document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items: lists, onItemError: "continue" }, at(320, 0)),
      node("group", "logic.each", { items: "{{ item }}", onItemError: "continue" }, inside(400, 136)),
      node("greet", "logic.set", { fields: [{ name: "text", value: text }] }, { parent: "group", ...at(480, 272) }),
    ],
    [edge("start", "people"), edge("people", "group", "item"), edge("group", "greet", "item")],
  );
};

test("what failed in a loop inside of an item is found from the outer loop, and done again there", async ({ page }) => {
  const id = await openNew(page, nested("Inside", [{ name: "Марта" }, nameless]));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 done with errors inside");
  await expect(loop.getByTestId("loop-progress").getByRole("progressbar")).toHaveAccessibleName(
    "3 of 3 items done, 0 of them failed, 1 with errors inside",
  );
  const list = loop.getByTestId("items-people");
  await expect(list.getByTestId("item-2")).toContainText("1 error inside");
  await expect(list.getByTestId("item-1")).not.toContainText("inside");
  // By keyboard alone.
  await list.getByTestId("items-filter").focus();
  for (const name of ["All", "Failed", "With errors inside"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option", { name })).toHaveAttribute("data-combobox-selected");
  }
  await page.keyboard.press("Enter");
  await expect(list.getByTestId("item-1")).toBeHidden();
  await list.getByTestId("open-item-2").press("Enter");
  const inner = list.getByTestId("step-group[2]");
  await expect(inner.getByTestId("item-1")).toHaveAttribute("data-status", "failed");
  await expectAccessible(page, "a loop in an item of another, with errors");
  await inner.getByTestId("edit-item-1").click();
  await page.getByRole("dialog").getByText("One value or JSON").click();
  await page.getByTestId("item-data").fill('{ "name": "Петро" }');
  await page.getByTestId("item-data-done").click();
  await expect(page).not.toHaveURL(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(loop.getByTestId("loop-progress").first()).toContainText("3 of 3");
  await expect(loop.getByTestId("loop-progress").first()).not.toContainText("inside");
});

test("all that failed in a list inside of an item is done again at once, when what was missing is there", async ({
  page,
}) => {
  const variable = "nameOfGuests";
  const text = `Вітаємо, {{ item.name ?? vars.${variable} }}!`;
  const id = await openNew(page, nested("Inside again", [nameless, { name: "Марта" }, nameless], text));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  const { items, revision } = await call(page, "GET", "/variables");
  await call(page, "PUT", "/variables", {
    items: [...items, { name: variable, type: "text", value: "гостю" }],
    revision,
  });
  await page.goto(`/runs/${runId}`);
  const list = page.getByTestId("items-people");
  const wentOn = page.getByTestId("went-on");
  await expect(wentOn).toContainText("The run went on after 2 errors");
  await wentOn.getByRole("button", { name: "1 done with errors inside" }).click();
  await expect(list.getByTestId("item-0")).toBeHidden();
  await expect(list.getByTestId("item-2")).toContainText("2 errors inside");
  await list.getByTestId("open-item-2").click();
  const inner = page.getByTestId("items-group[2]");
  await inner.getByRole("button", { name: "Retry 2 failed items" }).click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(runId));
  // What is done again is in sight.
  const done = page.getByTestId("step-group[2]").getByTestId("loop-progress");
  await expect(done).toContainText("3 of 3");
  await expect(done).not.toContainText("failed");
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(wentOn).toBeHidden();
  await expect(list.getByTestId("item-2").first()).toHaveAttribute("data-status", "succeeded");
  await expect(list).not.toContainText("inside");
  // What was not done again is told where it was done.
  await list.getByTestId("open-item-0").last().click();
  await page.getByTestId("item-steps-0").getByRole("link", { name: "Taken over from an earlier run" }).click();
  await expect(page).toHaveURL(new RegExp(runId));
  await expect(page.getByTestId("step-group[0]").getByTestId("loop-progress")).toContainText("1 of 1");
});

test("a run that went on after a step's error leads to that step, by keyboard as well", async ({ page }) => {
  const failing = { fields: [{ name: "text", value: "{{ trigger.nobody.name }}" }] };
  const made = document(
    "Went on",
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("greet", "logic.set", failing, { name: "Greeting", onError: "continue", ...at(320, 0) }),
      node("end", "logic.stop", { outcome: "success" }, at(640, 0)),
    ],
    [edge("start", "greet"), edge("greet", "end")],
  );
  const id = await openNew(page, made);
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto("/runs");
  await expect(page.getByTestId(`run-row-${runId}`)).toContainText("Went on after 1 error");
  await page.goto(`/runs/${runId}`);
  const wentOn = page.getByTestId("went-on");
  await expect(wentOn).toContainText("The run went on after 1 error");
  await wentOn.getByRole("button", { name: "Greeting: Failed" }).press("Enter");
  await expect(page.getByTestId("step-greet").getByRole("button").first()).toBeFocused();
});

test("on the canvas the item that is looked into stays open in the run that does some of it again", async ({
  page,
}) => {
  const id = await openNew(page, nested("Inside on the canvas", [{ name: "Марта" }, nameless]));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/workflows/${id}?run=${runId}`);
  const drawer = page.getByTestId("run-drawer");
  await drawer.getByTestId("show-items-people").click();
  await drawer.getByTestId("open-item-2").click();
  await drawer.getByTestId("show-items-group[2]").click();
  // The new run is told of before it is answered, and the one that is looked into has ended a while ago.
  const sinceEnd = async () => Date.now() - Date.parse((await call(page, "GET", `/runs/${runId}`)).finishedAt);
  await expect.poll(sinceEnd).toBeGreaterThan(2_000);
  await page.route("**/steps/*/items", async (route) => {
    const response = await route.fetch();
    if (route.request().method() === "POST") await page.getByTestId("run-newer").waitFor();
    await route.fulfill({ response });
  });
  await drawer.getByTestId("items-group[2]").getByTestId("retry-failed").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  const { replayedAs } = await call(page, "GET", `/runs/${runId}`);
  const whole = drawer.getByRole("link", { name: "Open the whole run" });
  await expect(whole).toHaveAttribute("href", `/runs/${replayedAs.id}`);
  await expect(drawer.getByTestId("items-group[2]").getByTestId("item-1")).toHaveAttribute("data-status", "failed");
});

test("failed items that are pressed twice are done again once", async ({ page }) => {
  const id = await openNew(page, greeting("Once"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.getByTestId("show-items-people").click();
  await page.getByTestId("run-drawer").getByTestId("retry-item-1").dblclick();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(page.getByTestId("node-people")).not.toContainText("Taken over");
  await expect(page.getByTestId("run-status")).toContainText("Done");
  expect((await call(page, "GET", `/runs?workflowId=${id}`)).items).toHaveLength(2);
});

test("items that failed in a run that was repeated already are done again there, or after a question", async ({
  page,
}) => {
  const id = await openNew(page, greeting("Repeated"));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("retry-failed")).toBeVisible();
  // Somebody else does it while this page is open.
  const wish = { indexes: [1], action: "retry", data: { name: "Іван" } };
  const { runId: next } = await call(page, "POST", `/runs/${runId}/steps/people/items`, wish);
  await page.getByTestId("retry-failed").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  const question = page.getByRole("dialog", { name: `repeated already, as the run ${next.slice(-6)}` });
  await expect(question).toContainText("a message would go out twice");
  // Who presses Enter has said nothing.
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/runs/${next}?step=people`);
  await expect(page.getByTestId("loop-progress")).toContainText("3 of 3");
  await expect(page.getByTestId("step-people").getByTestId("taken-over").first()).toContainText(
    "the other items are done here",
  );
  await page.getByTestId("replay-of").click();
  await expect(page.getByTestId("replayed-as")).toHaveAttribute("href", `/runs/${next}`);
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length;
  expect(await runs()).toBe(2);
  await page.getByTestId("retry-item-1").click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect.poll(runs).toBe(3);
});

test("failed items are done again with a mended workflow, by keys, and no other is", async ({ page }) => {
  const id = await openNew(page, greeting("Mended"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const { revision, document } = await call(page, "GET", `/workflows/${id}`);
  const nodes = document.nodes.map((one: { id: string; params: object }) =>
    one.id === "greet" ? { ...one, params: { fields: [{ name: "text", value: "{{ item.name ?? 'Гість' }}" }] } } : one,
  );
  await call(page, "PUT", `/workflows/${id}`, { revision, document: { ...document, nodes } });
  const [first] = (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  await page.goto(`/runs/${first.id}`);
  // The whole loop once more would send to everybody once more, and says so.
  await page
    .getByTestId("step-people")
    .getByRole("button", { name: /^people/ })
    .click();
  await page.getByTestId("replay-people").click();
  await page.getByRole("menuitem", { name: "With the draft" }).click();
  const question = page.getByRole("dialog", { name: "Run again from" });
  await expect(question).toContainText("2 items that came through are done again");
  await expect(question).toContainText("press “Retry 1 failed item” at the loop");
  await page.keyboard.press("Escape");
  await page.getByTestId("retry-failed").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "As it was" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(`/runs/${first.id}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("loop-progress")).toContainText("3 of 3");
  await expect(page.getByTestId("loop-progress")).not.toContainText("failed");
  const [made] = (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  const { items } = await call(page, "GET", `/runs/${made.id}/steps?item=${encodeURIComponent("people[1]")}`);
  expect(items.find(({ key }: { key: string }) => key === "greet[1]").output).toEqual({ text: "Гість" });
  const untouched = await call(page, "GET", `/runs/${made.id}/steps?item=${encodeURIComponent("people[0]")}`);
  expect(untouched.items).toEqual([]);
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
  await expect(loop.getByTestId("item-3")).toHaveAttribute("data-status", "succeeded");
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
