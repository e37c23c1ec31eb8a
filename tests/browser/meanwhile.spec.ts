import type { Page } from "@playwright/test";
import { colleague } from "./colleague.js";
import { call, choose, expect, open, openNew, publish, saved, signedIn as test } from "./leeway.js";
import { three } from "./small-workflows.js";

test.use({
  // Saves over a newer draft and lines that are cut are what the tests are about.
  expected: [/status of 409|ERR_INTERNET_DISCONNECTED|ERR_FAILED/],
});

const rename = (page: Page, name: string) => page.getByTestId("inspector-name").fill(name);
const nameOf = (page: Page, id: string) => page.getByTestId(`node-${id}`);
const draftOf = async (page: Page, id: string): Promise<{ id: string; name?: string }[]> =>
  (await call(page, "GET", `/workflows/${id}`)).document.nodes;

test("what another one publishes, takes back and stops is told and shown, and one's own work goes on", async ({
  page,
  browser,
}) => {
  const id = await openNew(page, three("Live meanwhile"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  await open(ivan, id);
  await choose(page, "greet");
  await page.context().setOffline(true);
  await rename(page, "Mine, not saved");
  await publish(ivan);
  await page.context().setOffline(false);
  await saved(page);
  // What is live is what Ivan saw, and the draft has gone on since.
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "changed");
  await expect(nameOf(ivan, "greet")).toContainText("Mine, not saved");
  const { document } = await call(page, "GET", `/workflows/${id}/versions/1`);
  expect(document.nodes[1].name).not.toBe("Mine, not saved");

  await publish(ivan);
  await expect(page.getByText("Ivan Petrenko: version 2 is live now")).toBeVisible();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  // Where a network lets no stream through, the next sign of life hears of it.
  await page.route(/\/events(\?|$)/, (route) => route.abort());
  await page.reload();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  await call(ivan, "POST", `/workflows/${id}/unpublish`, {});
  await page.evaluate('dispatchEvent(new Event("online"))');
  await expect(page.getByTestId("publish-state")).not.toHaveAttribute("data-state", "current");
  await call(ivan, "POST", `/workflows/${id}/pause`, {});
  await expect(page.getByTestId("brake-banner")).toContainText("Ivan Petrenko");
  await call(ivan, "POST", `/workflows/${id}/resume`, {});
  await expect(page.getByTestId("brake-banner")).toBeHidden();
  await ivan.context().close();
});

test("a step that one works at and the other deletes stays until somebody says, also after minutes without a network", async ({
  page,
  browser,
}) => {
  const id = await openNew(page, three("Deleted meanwhile"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  await ivan.clock.install();
  await open(ivan, id);
  await choose(ivan, "greet");
  await expect(page.getByTestId("people-here")).toBeVisible();
  await ivan.context().setOffline(true);
  await rename(ivan, "Works at it");
  await choose(ivan, "end");
  await rename(ivan, "Another step");
  await choose(page, "greet");
  await page.keyboard.press("Delete");
  await saved(page);
  // So long that everybody takes them for gone, and every timer of theirs has tried in vain.
  await ivan.clock.fastForward(150_000);
  await expect(ivan.getByTestId("save-state")).toHaveAttribute("data-state", "failed");
  await expect(nameOf(ivan, "end")).toContainText("Another step");

  await ivan.context().setOffline(false);
  const dialog = ivan.getByTestId("clash-dialog");
  await expect(dialog).toContainText("Works at it");
  await expect(dialog).toContainText("deleted this");
  expect((await draftOf(page, id)).map((node) => node.id)).toEqual(["start", "end"]);
  await dialog.getByRole("radio", { name: /Keep/ }).check();
  await ivan.getByTestId("clash-save").click();
  await saved(ivan);
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Works at it" }, { name: "Another step" }]);
  await expect(nameOf(page, "greet")).toContainText("Works at it");
  await expect(nameOf(page, "end")).toContainText("Another step");
  await ivan.context().close();
});
