import { colleague } from "./colleague.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, signedIn as test } from "./leeway.js";

test("who gives a member less, or takes them out, sees the API keys they made, who uses each, and what becomes of it", async ({
  page,
  browser,
  leeway,
}) => {
  const theirs = await colleague(browser, page, "Anna", "admin");
  const shop = await call(theirs, "POST", "/api-keys", { name: "Shop", role: "admin" });
  await call(theirs, "POST", "/api-keys", { name: "Try", role: "viewer" });
  const ask = () =>
    fetch(`${leeway.origin}/api/v1/api-keys`, {
      headers: { authorization: `Bearer ${shop.key}`, "user-agent": "shop-sync/2.1" },
    });
  expect((await ask()).status).toBe(200);

  await page.goto("/team");
  const row = page.getByRole("row").filter({ hasText: "Anna" });
  await row.getByLabel("Role of Anna").click();
  await page.getByRole("option", { name: /^Editor/ }).click();
  const lower = page.getByRole("dialog", { name: "An API key will be allowed less" });
  await expect(lower).toContainText("Shop · Admin → Editor");
  await expect(lower).toContainText("127.0.0.1, shop-sync/2.1");
  await expect(lower).not.toContainText("Try");
  // Not before the yes.
  expect((await ask()).status).toBe(200);
  await page.getByTestId("ask-yes").click();
  await expect(page.getByText("Anna now has the role “editor”", { exact: false })).toBeVisible();
  expect((await ask()).status).toBe(403);

  await row.getByRole("button", { name: "Actions for Anna" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Remove from the team" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Remove Anna?" });
  const [used, unused] = ["Shop · Editor · a program uses it", "Try · Viewer · nobody uses it"].map((name) =>
    dialog.getByRole("checkbox", { name }),
  );
  await expect(used!).not.toBeChecked();
  await expect(unused!).toBeChecked();
  await expect(dialog.getByRole("alert")).toContainText("Anna may have a copy");
  await expectAccessible(page, "a member's keys");
  // The other way round, by keyboard.
  await unused!.focus();
  await page.keyboard.press("Space");
  await used!.focus();
  await page.keyboard.press("Space");
  await page.getByTestId("ask-yes").press("Enter");
  await expect(row).toBeHidden();
  expect((await ask()).status).toBe(401);
  const { items } = await call(page, "GET", "/api-keys");
  expect((items as { name: string }[]).map(({ name }) => name)).toEqual(["Try"]);
  await page.goto("/settings");
  await expect(page.getByText("by Anna, who has left the team.", { exact: false })).toBeVisible();
});
