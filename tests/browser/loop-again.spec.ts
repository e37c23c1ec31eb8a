import type { Locator, Page } from "@playwright/test";
import { call, expect, openNew, signedIn as test } from "./leeway.js";
import { greeting } from "./looped.js";

// What another run repeats already is refused first, and asked about then.
test.use({ expected: [/status of 409 .*\/items\)$/] });

const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true }).click();

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

test("of a loop that an item has stopped it is said before that the others follow", async ({ page }) => {
  const made = greeting("Stopped");
  const nodes = (made.nodes as { id: string; params: object }[]).map((one) =>
    one.id === "people" ? { ...one, params: { ...one.params, onItemError: "stop" } } : one,
  );
  await openNew(page, { ...made, nodes });
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Failed");
  await page.getByRole("link", { name: "Open the whole run" }).click();
  const loop = page.getByTestId("step-people");
  await loop.getByTestId("edit-item-1").click();
  await expect(page.getByRole("dialog", { name: "Data of item 2" })).toContainText("then the loop goes on with those");
  await page.getByTestId("item-field-phone").press("Escape");
  await loop.getByTestId("skip-item-1").click();
  await expect(page.getByText("Then the loop goes on with those that have not begun.")).toBeVisible();
  await expect(loop.getByTestId("item-2")).toHaveAttribute("data-status", "succeeded");
});

test("a failed item is done again with other data and in the mended draft, by keyboard alone", async ({ page }) => {
  const id = await openNew(page, greeting("Mended"));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/runs/${runId}`);
  await page.getByTestId("edit-item-1").press("Enter");
  await page.getByTestId("item-field-phone").fill("+380671112233");
  const asked = page.waitForRequest(/\/steps\/people\/items$/);
  await page.getByTestId("item-data-version").press("Enter");
  await expect(page.getByRole("menuitem", { name: "As it was" })).toBeVisible();
  await page.getByRole("menuitem", { name: "With the draft" }).press("Enter");
  expect((await asked).postDataJSON()).toMatchObject({
    indexes: [1],
    version: "draft",
    data: { phone: "+380671112233" },
  });
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(page).not.toHaveURL(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
});

test("failed items that are pressed twice are done again once", async ({ page }) => {
  const id = await openNew(page, greeting("Once"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.getByTestId("show-items-people").click();
  await page.getByTestId("run-drawer").getByTestId("retry-item-1").click();
  await page.getByRole("menuitem", { name: "As it was" }).dblclick();
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
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect.poll(runs).toBe(3);
});

test("a loop that a replay takes over whole leads to its items, and what went wrong in them, in the run before", async ({
  page,
}) => {
  const id = await openNew(page, greeting("Taken whole"));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).handledErrors).toBe(1);
  const { runId: next } = await call(page, "POST", `/runs/${runId}/replay`, { from: "end" });
  await page.goto(`/runs/${next}`);
  const taken = page.getByTestId("step-people").getByTestId("taken-over");
  await expect(taken).toHaveText("Taken over from an earlier run, not done again");
  await taken.getByRole("link").click();
  await expect(page).toHaveURL(`/runs/${runId}?step=people`);
  await expect(page.getByTestId("step-people").getByTestId("item-1")).toHaveAttribute("data-status", "failed");
});

/** A run of which an item has failed, looked at after somebody has mended the draft. */
async function mended(page: Page, name: string) {
  const id = await openNew(page, greeting(name));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const { revision, document } = await call(page, "GET", `/workflows/${id}`);
  const nodes = document.nodes.map((one: { id: string; params: object }) =>
    one.id === "greet" ? { ...one, params: { fields: [{ name: "text", value: "{{ item.name ?? 'Гість' }}" }] } } : one,
  );
  await call(page, "PUT", `/workflows/${id}`, { revision, document: { ...document, nodes } });
  const [first] = (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  await page.goto(`/runs/${first.id}`);
  return { id, first };
}

test("one item is done again with a mended workflow, by keys", async ({ page }) => {
  const { id, first } = await mended(page, "One mended");
  await page.getByRole("button", { name: "Try item 2 again" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "As it was" })).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(`/runs/${first.id}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const [made] = (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  expect(made).toMatchObject({ replayOf: first.id, version: "draft", handledErrors: 0 });
  const { output } = await call(page, "GET", `/runs/${made.id}/steps/${encodeURIComponent("greet[1]")}`);
  expect(output).toEqual({ text: "Гість" });
});

test("failed items are done again with a mended workflow, by keys, and no other is", async ({ page }) => {
  const { id, first } = await mended(page, "Mended");
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
