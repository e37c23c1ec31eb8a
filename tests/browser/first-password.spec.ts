import type { Page } from "@playwright/test";
import { expect, pageOf, test } from "./leeway.js";

const somebody = { email: "made@leeway.example", first: "set by the settings 7", own: "a bright green kettle" };
test.use({
  settings: { LEEWAY_OWNER_EMAIL: somebody.email, LEEWAY_OWNER_PASSWORD: somebody.first },
  // A new password ends the sessions of the pages that are open elsewhere.
  expected: [/status of 401/],
});

async function signIn(page: Page, password: string) {
  await page.goto("/");
  await page.getByLabel("Email").fill(somebody.email);
  await page.getByLabel(/^Password/).fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
}

test("who comes in with a password that was set for them is asked for their own, until they say not now or choose one", async ({
  page,
  browser,
  leeway,
}) => {
  const elsewhere = () => pageOf(browser, leeway, { storageState: { cookies: [], origins: [] } });
  await signIn(page, somebody.first);
  const banner = page.getByTestId("first-password");
  await expect(banner).toContainText("Your password was set for you");
  await banner.getByRole("button", { name: "Not now" }).click();
  await expect(banner).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
  await expect(banner).toBeHidden();

  // At another computer nobody has said so.
  const theirs = await elsewhere();
  await signIn(theirs, somebody.first);
  const there = theirs.getByTestId("first-password");
  await there.getByRole("link", { name: "Choose a password" }).click();
  await expect(theirs.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expect(there).toBeHidden();
  const section = theirs.getByRole("region", { name: "Password", exact: true });
  await section.getByLabel(/^Current password/).fill(somebody.first);
  await section.getByLabel(/^New password/).fill(somebody.own);
  await theirs.keyboard.press("Enter");
  await expect(section.getByLabel(/^Current password/)).toHaveValue("");
  await theirs.goto("/workflows");
  await expect(theirs.getByRole("heading", { name: "Workflows" })).toBeVisible();
  await expect(there).toBeHidden();

  const fresh = await elsewhere();
  await signIn(fresh, somebody.own);
  await expect(fresh.getByTestId("first-password")).toBeHidden();
});
