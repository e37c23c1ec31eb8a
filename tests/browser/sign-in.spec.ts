import { call, expect, owner, signedIn as test } from "./leeway.js";

test.describe("who forgot the password", () => {
  test("sets a new one by a link that an owner made, which works once", async ({ page }) => {
    const { user } = await call(page, "GET", "/me");
    const { url } = await call(page, "POST", `/members/${user.id}/reset-link`);
    const link = `/reset-password${new URL(url).hash}`;
    await page.context().clearCookies();

    await page.goto("/runs");
    await page.getByRole("button", { name: "Forgot the password?" }).click();
    await expect(page.getByText("This server sends no mail.")).toBeVisible();

    await page.goto(link);
    await expect(page.getByText(owner.email)).toBeVisible();
    await page.getByLabel(/^New password/).fill("olena2026!");
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page.getByRole("alert")).toContainText("your own name, email or company");
    await page.getByLabel(/^New password/).fill("a bright green kettle");
    await page.getByRole("button", { name: "Set the password" }).click();

    await expect(page.getByLabel("Email")).toHaveValue(owner.email);
    await page.getByLabel(/^Password/).fill("a bright green kettle");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();

    await page.goto(link);
    await expect(page.getByText("This link does not work any more")).toBeVisible();
  });
});
test.use({ expected: [/status of (410|422|401)/] });
