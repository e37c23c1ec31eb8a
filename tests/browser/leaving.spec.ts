import { colleague } from "./colleague.js";
import { call, expect, owner, signedIn as test } from "./leeway.js";
import { unconfirmed } from "./unconfirmed.js";

test.use({ expected: [/status of (401|403)/] });

test("who belongs to no workspace deletes their account from where they are told so", async ({ page, browser }) => {
  const theirs = await colleague(browser, page, "Iryna");
  const { user } = await call(theirs, "GET", "/me");
  await call(page, "DELETE", `/members/${user.id}`);
  await theirs.goto("/");
  await expect(theirs.getByRole("heading", { name: "You belong to no workspace" })).toBeVisible();
  const open = theirs.getByRole("button", { name: "Delete the account", expanded: false });
  await open.click();
  const section = theirs.getByRole("region", { name: "Delete the account" });
  await section.getByLabel(`To delete it, type: ${user.email}`).fill(user.email);
  await section.getByRole("button", { name: "Delete the account" }).click();
  await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await theirs.getByLabel("Email").fill(user.email);
  await theirs.getByLabel(/^Password/).fill("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("alert")).toContainText("The email or the password is not right.");
});

// The last of the file: its owner is gone then.
test("who deletes their account hands over what only they own first, and shows who they are", async ({
  page,
  browser,
}) => {
  await page.goto("/account");
  const section = page.getByRole("region", { name: "Delete the account" });
  await expect(section.getByText("Nobody else has an account on this server")).toBeVisible();
  const theirs = await colleague(browser, page, "Bohdan", "admin");
  await page.reload();
  await section.getByRole("button", { name: "Hand “Leeway” over" }).click();
  await page.getByRole("button", { name: "Actions for Bohdan" }).click();
  await page.getByRole("menuitem", { name: "Hand over ownership" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByText("Bohdan owns the workspace now")).toBeVisible();

  await call(page, "POST", "/workspaces", { name: "Of my own", timezone: "UTC", demo: false });
  await page.goto("/account");
  await expect(section.getByText("Of my own · no live workflows")).toBeVisible();
  const button = section.getByRole("button", { name: "Delete the account" });
  await expect(button).toBeDisabled();
  await section.getByLabel(/^To delete it, type/).fill(owner.email);
  await page.route("**/api/v1/me/delete", (route) => route.fulfill({ status: 403, json: unconfirmed }), { times: 1 });
  await button.click();
  await page
    .getByRole("dialog")
    .getByLabel(/^Password/)
    .fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await theirs.goto("/team");
  await expect(theirs.getByRole("table", { name: "Members" })).not.toContainText(owner.name);
});
