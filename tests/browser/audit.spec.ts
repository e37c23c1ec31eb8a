import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessible.js";
import { call, expect, signedIn as test } from "./leeway.js";

test("an admin finds in the audit log who did what, narrows it and takes it along", async ({ page }) => {
  const data = { name: "x-key", value: "s3cret-of-the-shop", allowedHosts: ["shop.example"] };
  await call(page, "POST", "/credentials", { type: "httpHeader", name: "=Shop", data });
  await page.goto("/settings");
  await page.getByRole("link", { name: "Open the audit log" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();

  const made = page.getByTestId("audit-credential.created").first();
  await expect(made).toContainText("Added the credential “=Shop”");
  await expect(made).toContainText("127.0.0.1");
  await expect(page.getByTestId("audit-setup.done")).toBeVisible();
  await expectAccessible(page, "the audit log");

  await page.getByTestId("audit-kind").click();
  await page.getByRole("option", { name: "Credentials" }).click();
  await expect(page.getByTestId("audit-setup.done")).toHaveCount(0);
  await expect(made).toBeVisible();

  await page.getByTestId("audit-download").click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "As a table (CSV)" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^leeway-audit-.*\.csv$/);
  const table = readFileSync((await file.path()) ?? "", "utf8");
  expect(table).toContain('"Added the credential “=Shop”"');
  expect(table).not.toContain("s3cret");
  expect(table).not.toContain("setup.done");

  await page.getByTestId("audit-to").fill("1 Jan 2020");
  await expect(page.getByText("Nothing of the kind")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(page.getByTestId("audit-setup.done")).toBeVisible();
});
