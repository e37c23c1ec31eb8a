import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { call, choose, expect, openNew, publish, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

const set = node("note", "logic.set", { fields: [] }, at(320, 0));
const order = (page: Page, offer: string) =>
  call(page, "POST", "/sandbox/events", { type: "ORDER", name: "Олена", offer, price: 900 });
const state = (page: Page) => page.getByTestId("poll-state");

test("a trigger looks for new orders, says how it fares, and makes up for what came earlier", async ({ page }) => {
  const credential = (await call(page, "GET", "/credentials")).items[0].id;
  const look = { ...at(0, 0), credential };
  await order(page, "Earlier one");
  const nodes = [node("look", "trigger.leelooPoll", { what: "orders" }, look), set];
  const id = await openNew(page, document("New orders", nodes, chain("look", "note")));
  await choose(page, "look");
  await expect(state(page)).toContainText("It looks in Leeloo once the workflow is published");
  await publish(page);
  await expect(state(page)).toContainText("nothing new");
  await order(page, "Later one");
  await page.getByRole("button", { name: "Look now" }).click();
  await expect(state(page)).toContainText("1 new");
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  expect(await runs()).toHaveLength(1);

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(state(page)).toContainText("Paused. What comes meanwhile is taken when it goes on.");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(state(page)).toContainText("Looks next:");

  await page.getByRole("button", { name: "Take earlier ones" }).click();
  const past = page.getByRole("group", { name: "What came earlier" });
  await past.getByLabel("Until: day").fill("1 Jan 2031");
  await past.getByRole("button", { name: "Count" }).click();
  await expect(past).toContainText("2 entries came in this period. 1 of them had a run already.");
  await past.getByRole("button", { name: "Start 1 run" }).click();
  await expect(past).toContainText("1 run was started; 1 had one already.");
  await expect.poll(async () => (await runs()).length).toBe(2);
});

test("publishing tells what would start at once of what is in Leeloo, and asks what becomes of what waited", async ({
  page,
}) => {
  const credential = (await call(page, "GET", "/credentials")).items[0].id;
  const look = { ...at(0, 0), credential };
  await order(page, "Of today");
  const params = { what: "orders", firstPoll: "past", firstDays: 1, every: 1440 };
  const nodes = [node("look", "trigger.leelooPoll", params, look), set];
  const id = await openNew(page, document("New orders", nodes, chain("look", "note")));
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length;
  const dialog = page.getByTestId("publish-dialog");
  await page.getByTestId("toolbar-publish").click();
  // The sandbox may hold orders of other tests of today.
  const told = dialog
    .getByTestId("publish-ahead")
    .getByText(/entr(y has|ies have) come since .+ as soon as you publish/);
  const earlier = Number.parseInt((await told.textContent()) ?? "", 10);
  expect(earlier).toBeGreaterThan(0);
  expect(await runs()).toBe(0);
  await page.getByTestId("publish-yes").click();
  await expect.poll(runs).toBe(earlier);

  await call(page, "POST", `/workflows/${id}/unpublish`, {});
  await order(page, "While it was off");
  await page.reload();
  await page.getByTestId("toolbar-publish").click();
  const asked = dialog.getByRole("radiogroup", { name: "look" });
  await expect(asked).toHaveAccessibleDescription(/1 entry has come since the last look/);
  await expect(page.getByTestId("publish-yes")).toBeDisabled();
  await asked.getByRole("radio", { name: "Start a run for it" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(asked.getByRole("radio", { name: "Leave that alone" })).toBeChecked();
  await page.getByTestId("publish-yes").press("Enter");
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  await choose(page, "look");
  await expect(state(page)).toContainText("It began anew and left alone what was there");
  await order(page, "Later one");
  await page.getByRole("button", { name: "Look now" }).click();
  await expect(state(page)).toContainText("1 new");
  expect(await runs()).toBe(earlier + 1);
});

test.describe("a count that does not come", () => {
  test.use({ expected: [/status of 503/] });
  test("holds publishing back and says why, and lets it go on once it comes", async ({ page }) => {
    const credential = (await call(page, "GET", "/credentials")).items[0].id;
    const look = { ...at(0, 0), credential };
    const params = { what: "orders", firstPoll: "past", firstDays: 1, every: 1440 };
    const nodes = [node("look", "trigger.leelooPoll", params, look), set];
    await openNew(page, document("Uncounted", nodes, chain("look", "note")));
    await page.route("**/polls/ahead", (route) => route.fulfill({ status: 503, contentType: "text/plain", body: "" }));
    await page.getByTestId("toolbar-publish").click();
    const failed = page.getByTestId("ahead-failed");
    await expect(failed).toContainText("Publishing waits for it");
    await expect(page.getByTestId("publish-yes")).toBeDisabled();
    await page.unroute("**/polls/ahead");
    await failed.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(page.getByTestId("publish-yes")).toBeEnabled();
  });
});

test("a trigger for failed runs is told of which workflows, by their names", async ({ page }) => {
  const stop = node("stop", "logic.stop", { status: "failed", message: "Nothing left" }, at(320, 0));
  const { id: watched } = await call(page, "POST", "/workflows", {
    document: document("Orders", [node("in", "trigger.manual"), stop], chain("in", "stop")),
  });
  await call(page, "POST", `/workflows/${watched}/publish`, {});
  const id = await openNew(
    page,
    document("Alarm", [node("alarm", "trigger.error", {}, at(0, 0)), set], chain("alarm", "note")),
  );
  const card = page.getByTestId("node-alarm");
  await expect(card).toContainText("Any workflow");
  await choose(page, "alarm");
  await page.getByRole("combobox", { name: "Of which workflows" }).click();
  await page.getByRole("option", { name: "Chosen workflows" }).click();
  const field = page.getByRole("combobox", { name: "Workflows", exact: true });
  await field.click();
  await page.getByRole("option", { name: "Orders", exact: true }).click();
  await field.press("Escape");
  await expect(card).toContainText("Chosen workflows: Orders");
  await saved(page);
  await publish(page);
  await call(page, "POST", `/workflows/${watched}/runs`, { payload: {} });
  const told = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  await expect.poll(async () => (await told()).length).toBe(1);
  const { output } = await call(page, "GET", `/runs/${(await told())[0].id}/steps/alarm`);
  expect(output).toMatchObject({ kind: "failed", workflow: { name: "Orders" }, step: { nodeId: "stop" } });
});

test("orders of which no event came are found, and start their workflow on a word", async ({ page }) => {
  await call(page, "PUT", "/sandbox/events-target", { url: null });
  await order(page, "Lost one");
  await order(page, "Another one");
  const nodes = [node("event", "trigger.leelooEvent", { events: ["ORDER"] }, at(0, 0)), set];
  const { id } = await call(page, "POST", "/workflows", { document: document("Hears", nodes, chain("event", "note")) });
  await call(page, "POST", `/workflows/${id}/publish`, {});
  await page.goto("/events");
  const part = page.getByRole("region", { name: "Orders without an event" });
  await part.getByRole("button", { name: "Compare…" }).click();
  await part.getByRole("button", { name: "Compare", exact: true }).click();
  const lost = part.getByRole("row", { name: /Lost one/ });
  await expect(lost).toContainText("Олена");
  await expect(lost).toContainText("UAH 900");
  await part.getByRole("checkbox", { name: "All" }).uncheck();
  await lost.getByRole("checkbox").check();
  await part.getByRole("button", { name: "Run for this one" }).click();
  await expect(lost).toContainText("Started");
  const row = page.locator('[data-testid="leeloo-event"][data-type="ORDER"]');
  await expect(row).toContainText("Made up");
  await expect(row).toContainText("1 run");
  await part.getByRole("checkbox", { name: "All" }).check();
  await part.getByRole("button", { name: "Put aside" }).click();
  await expect(part.getByRole("row", { name: /Another one/ })).toHaveCount(0);
});
