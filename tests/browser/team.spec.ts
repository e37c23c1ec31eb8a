import type { Page } from "@playwright/test";
import { another, call, expect, openNew, pageOf, signedIn as test } from "./leeway.js";

test.use({
  // Who is taken out is refused by whatever their page asks for next.
  expected: [/status of (403|404|410)/],
});

const empty = { schemaVersion: 1, name: "Of the shop", nodes: [], edges: [], notes: [], settings: {} };
/** A browser in which nobody is signed in. */
const nobody = { storageState: { cookies: [], origins: [] } };
const member = (page: Page, email: string) => page.getByTestId(`member-${email}`);

test("an owner invites; who is invited comes in, sees the workspace, gets another role, and is out at once when removed", async ({
  page,
  browser,
  leeway,
}) => {
  const id = await openNew(page, empty);
  await page.getByRole("link", { name: "Team" }).click();
  await page.getByLabel("Email").fill("anna@example.com");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.getByTestId("invitation-link").innerText();
  await expect(page.getByRole("table", { name: "Invited, not here yet" })).toContainText("anna@example.com");

  const theirs = await pageOf(browser, leeway, nobody);
  await theirs.goto(link);
  await expect(theirs.getByText("Олена invites you to this workspace. Your role: editor.")).toBeVisible();
  await theirs.getByLabel("Your name").fill("Anna");
  await theirs.getByLabel(/^Password/).fill("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await theirs.getByRole("link", { name: "Of the shop" }).click();
  await expect(theirs).toHaveURL(new RegExp(id));
  expect((await call(theirs, "GET", "/me")).workspace.role).toBe("editor");
  await theirs.getByRole("link", { name: "Team" }).click();
  await expect(member(theirs, "anna@example.com")).toContainText("you");
  await expect(theirs.getByRole("button", { name: "Invite", exact: true })).toBeHidden();

  const row = member(page, "anna@example.com");
  await row.getByLabel("Role of Anna").click();
  await page.getByRole("option", { name: /^Viewer/ }).click();
  await expect(page.getByText("Anna now has the role “viewer”", { exact: false })).toBeVisible();
  expect((await call(theirs, "GET", "/me")).workspace.role).toBe("viewer");

  await row.getByRole("button", { name: "Actions for Anna" }).click();
  await page.getByRole("menuitem", { name: "Remove from the team" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(row).toBeHidden();
  await expect(theirs.getByRole("heading", { name: "Not your workspace" })).toBeVisible();

  const late = await pageOf(browser, leeway, nobody);
  await late.goto(link);
  await expect(late.getByText("This invitation has been used")).toBeVisible();
});

test("two tabs stay in two workspaces, and a link to the other one says where it leads", async ({ page, browser }) => {
  const first = await openNew(page, { ...empty, name: "Of the first" });
  await page.getByTestId("workspace").click();
  await page.getByRole("option", { name: "New workspace" }).click();
  await page.getByLabel("Name of the workspace").fill("Second shop");
  await page.getByRole("switch", { name: "Begin with an example" }).uncheck();
  await page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page.getByText("No workflows yet")).toBeVisible();
  await expect(page.getByTestId("workspace")).toContainText("Second shop");

  const tab = await page.context().newPage();
  await tab.goto(`/workflows/${first}`);
  await expect(tab.getByTestId("canvas")).toBeVisible();
  await expect(tab.getByTestId("workspace")).toContainText("Leeway");
  await page.reload();
  await expect(page.getByTestId("workspace")).toContainText("Second shop");

  await page.goto(`/workflows/${first}`);
  await page.getByRole("button", { name: "Switch to “Leeway”" }).click();
  await expect(page.getByTestId("canvas")).toBeVisible();

  await page.goto("/workflows");
  await page.getByTestId("workspace").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No workflows yet")).toBeVisible();

  const elsewhere = await another(browser, page);
  await elsewhere.goto(`/workflows/${first}`);
  await expect(elsewhere.getByTestId("canvas")).toBeVisible();
});

test("a label sorts the list, and a workspace that is deleted is taken back", async ({ page }) => {
  await call(page, "POST", "/workflows", { document: { ...empty, name: "Spring letters" } });
  await page.goto("/workflows");
  await page.getByRole("button", { name: "Actions for Spring letters" }).click();
  await page.getByRole("menuitem", { name: "Labels" }).click();
  await page.getByLabel("New label").fill("Mailings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: "Mailings" })).toBeChecked();
  await page.keyboard.press("Escape");
  await page.getByText("Mailings · 1", { exact: true }).click();
  await expect(page.getByRole("table", { name: "Workflows" }).getByRole("link")).toHaveText(["Spring letters"]);

  const { workspace } = await call(page, "GET", "/me");
  await page.goto("/settings");
  await page.getByLabel(`To delete it, type: ${workspace.name}`).fill(workspace.name);
  await page.getByRole("button", { name: "Delete the workspace" }).click();
  await expect(page.getByRole("heading", { name: "This workspace was deleted" })).toBeVisible();
  await page.getByRole("button", { name: `Take “${workspace.name}” back` }).click();
  await expect(page.getByRole("link", { name: "Spring letters" })).toBeVisible();
});
