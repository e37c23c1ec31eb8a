import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.js";
import { colleague } from "./colleague.js";
import { call, choose, expect, open, openNew, saved, signedIn as test } from "./leeway.js";
import { three } from "./small-workflows.js";

test.use({
  // What is refused here is what the tests are about: a save over a newer one, a session or a role that is gone.
  expected: [/status of (401|403|404|409)|ERR_INTERNET_DISCONNECTED/],
});

const rename = (page: Page, name: string) => page.getByTestId("inspector-name").fill(name);

/** Which steps a page tells that it shows, without the signs of life that it gives again and again. */
async function toldBy(page: Page): Promise<unknown[]> {
  const told: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/presence")) told.push(request.postDataJSON().step);
  });
  await page.addInitScript(`{
    const again = setInterval;
    globalThis.setInterval = (todo, ms, ...rest) => (ms === 15_000 ? 0 : again(todo, ms, ...rest));
  }`);
  return told;
}

const nameOf = (page: Page, id: string) => page.getByTestId(`node-${id}`);
const draftOf = async (page: Page, id: string): Promise<{ id: string; name?: string }[]> =>
  (await call(page, "GET", `/workflows/${id}`)).document.nodes;
/** Nothing goes out of this page any more, as with a lid that is shut. */
const offline = (page: Page, is: boolean) => page.context().setOffline(is);

test("two people see where the other is, and keep both their work on different steps", async ({ page, browser }) => {
  const id = await openNew(page, three("Together"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  const told = await toldBy(ivan);
  await open(ivan, id);
  await expect(page.getByTestId("people-here")).toHaveAccessibleName(/1 other person .*: Ivan Petrenko/);
  // Longer than a choice waits before it is told of: once is enough for a page that opens.
  await ivan.evaluate("new Promise((done) => setTimeout(done, 300))");
  expect(told).toEqual([null]);
  await choose(ivan, "greet");
  await expect(page.getByTestId("people-here")).toHaveAccessibleName(/1 other person .*: Ivan Petrenko/);
  await expect(page.getByTestId("people-greet")).toContainText("Ivan Petrenko is at this step");
  await expectAccessible(page, "somebody else is here");
  await page.getByTestId("people-here").click();
  await page.getByRole("menuitem", { name: "Show where Ivan Petrenko is" }).click();
  await expect(nameOf(page, "greet")).toHaveAttribute("data-selected", /./);
  await expect(ivan.getByTestId("people-greet")).toContainText("Олена is at this step");

  await choose(page, "end");
  // Both write before either has heard of the other.
  await offline(ivan, true);
  await rename(ivan, "Greet warmly");
  await rename(page, "The end");
  await saved(page);
  await offline(ivan, false);
  await expect(ivan.getByTestId("together-notice")).toContainText(
    "Олена changed “The end”. Your changes are kept, too.",
  );
  await saved(ivan);
  await expect(nameOf(page, "greet")).toContainText("Greet warmly");
  await expect(nameOf(ivan, "end")).toContainText("The end");
  // One's own way back leads past what the other did.
  await ivan.getByRole("button", { name: "Undo" }).click();
  await expect(nameOf(ivan, "greet")).not.toContainText("Greet warmly");
  await expect(nameOf(ivan, "end")).toContainText("The end");

  await ivan.close();
  await expect(page.getByTestId("people-here")).toBeHidden();
  await ivan.context().close();
});

test("the same field asks, by keyboard alone, and saves nothing over until somebody has chosen", async ({
  page,
  browser,
}) => {
  const id = await openNew(page, three("Asked"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  await open(ivan, id);
  await choose(ivan, "greet");
  await choose(page, "greet");
  await offline(page, true);
  await rename(page, "Say hello");
  await choose(page, "end");
  await rename(page, "Mine alone");
  await rename(ivan, "Welcome");
  await saved(ivan);
  await offline(page, false);

  const dialog = page.getByTestId("clash-dialog");
  await expect(dialog).toContainText("Say hello");
  await expect(dialog).toContainText("Welcome");
  await expect(dialog.getByRole("radiogroup")).toHaveCount(1);
  await expect(page.getByTestId("clash-save")).toBeDisabled();
  await expectAccessible(page, "which change counts");
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Welcome" }, {}]);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("clash")).toContainText("Ivan Petrenko changed the same as you");
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "conflict");

  await page.getByTestId("clash-open").press("Enter");
  const way = dialog.getByTestId("way-theirs");
  const focused = () => way.evaluate((one) => one.matches(":focus"));
  for (let stops = 0; stops < 8 && !(await focused()); stops += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(way).toHaveAttribute("data-chosen", /./);
  await page.getByTestId("clash-save").press("Enter");
  await saved(page);
  await expect(page.getByTestId("clash")).toBeHidden();
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Welcome" }, { name: "Mine alone" }]);
});

test("one person in two tabs is there once, and what one tab does is in the other", async ({ page }) => {
  const id = await openNew(page, three("Two tabs"));
  const second = await page.context().newPage();
  await open(second, id);
  await page.getByTestId("people-here").click();
  await expect(page.getByTestId("people-list").getByRole("menuitem")).toHaveCount(1);
  await expect(page.getByTestId("people-list")).toContainText("also in another tab");
  await choose(second, "greet");
  await rename(second, "From the other tab");
  await expect(page.getByTestId("together-notice")).toContainText("You, in another tab changed “From the other tab”");
  await second.close();
  await expect(page.getByTestId("people-here")).toBeHidden();
});

test("who loses the right to change it, or whose workflow is deleted, is told so and loses nothing", async ({
  page,
  browser,
}) => {
  const id = await openNew(page, three("Held"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  await open(ivan, id);
  const { user } = await call(ivan, "GET", "/me");
  await choose(ivan, "greet");
  await offline(ivan, true);
  await rename(ivan, "Too late");
  await call(page, "PATCH", `/members/${user.id}`, { role: "viewer" });
  await offline(ivan, false);
  await expect(ivan.getByTestId("hold-role")).toContainText("kept in this browser");
  await expect(page.getByTestId("people-here")).toBeVisible();
  await page.getByTestId("people-here").click();
  await expect(page.getByTestId("people-list")).toContainText("may look only");
  await page.keyboard.press("Escape");
  expect(await draftOf(page, id)).not.toMatchObject([{}, { name: "Too late" }, {}]);

  await call(page, "PATCH", `/members/${user.id}`, { role: "editor" });
  await ivan.reload();
  await expect(nameOf(ivan, "greet")).toContainText("Too late");
  await saved(ivan);

  await call(page, "DELETE", `/workflows/${id}`);
  await expect(ivan.getByTestId("hold-deleted")).toBeVisible();
  await ivan.getByTestId("hold-keep").click();
  await expect(ivan.getByTestId("workflow-name")).toHaveValue("Held (copy)");
  await expect(ivan.getByTestId("hold-deleted")).toBeHidden();
});

test("a session that has ended keeps what was drawn for when one is back", async ({ page, browser }) => {
  const id = await openNew(page, three("Signed out"));
  const ivan = await colleague(browser, page, "Ivan Petrenko");
  await open(ivan, id);
  const { user } = await call(ivan, "GET", "/me");
  const cookies = await ivan.context().cookies();
  await choose(ivan, "greet");
  // Whatever asks next would show the sign-in page at once.
  await offline(ivan, true);
  await rename(ivan, "Not lost");
  await ivan.context().clearCookies();
  await offline(ivan, false);
  await expect(ivan.getByTestId("hold-signed-out").or(ivan.getByTestId("kept-hint"))).toBeVisible();
  await ivan.reload();
  await expect(ivan.getByTestId("kept-hint")).toBeVisible();
  await ivan.context().addCookies(cookies);
  await ivan.reload();
  await expect(nameOf(ivan, "greet")).toContainText("Not lost");
  await saved(ivan);
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Not lost" }, {}]);
  expect((await call(page, "GET", `/workflows/${id}`)).updatedBy).toEqual({ id: user.id, name: "Ivan Petrenko" });
});
