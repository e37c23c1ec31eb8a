import type { Page } from "@playwright/test";
import { colleague } from "./colleague.js";
import { cutWords } from "./every-page.js";
import { another, call, expect, openNew, owner, pageOf, signedIn as test } from "./leeway.js";
import { unconfirmed } from "./unconfirmed.js";

test.use({
  // Who is taken out is refused by whatever their page asks for next.
  expected: [/status of (401|403|404|410)/],
});

const authenticator = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;
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
  // A step of the palette has the word in its name, as long as it is there.
  await page.getByRole("textbox", { name: "Email" }).fill("anna@example.com");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.getByTestId("invitation-link").innerText();
  await expect(page.getByRole("table", { name: "Invited, not here yet" })).toContainText("anna@example.com");

  const theirs = await pageOf(browser, leeway, nobody);
  await theirs.goto(link);
  await expect(theirs.getByText("Олена invites you to this workspace in Leeway. Your role: editor.")).toBeVisible();
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

test("among many members one is found by name or email, as in a dictionary, and who is invited stands above them", async ({
  page,
  leeway: { origin },
}) => {
  for (const name of ["Іван", "Ганна", "Їжак", "Яна", "Андрій", "Богдан", "Віра", "Дана", "Євген", "Зоя", "Кіра"]) {
    const { url } = await call(page, "POST", "/invitations", {
      email: `${crypto.randomUUID()}@many.example`,
      role: "viewer",
    });
    const token = new URL(url).hash.slice(1);
    const body = JSON.stringify({ token, name, password: "flowers for everyone 7", locale: "uk" });
    const headers = { origin, "content-type": "application/json" };
    expect((await fetch(`${origin}/api/v1/auth/invitation/join`, { method: "POST", headers, body })).ok).toBe(true);
  }
  await call(page, "POST", "/invitations", { email: "to-come@many.example", role: "viewer" });
  await page.goto("/team");
  const tables = page.getByRole("table");
  await expect(tables.first()).toContainText("to-come@many.example");
  const many = page.locator('[data-testid$="@many.example"]');
  const names = (await many.allInnerTexts()).map((text) => /(\p{Lu}\p{Ll}+)\s/u.exec(text)?.[1]);
  expect(names).toEqual(["Андрій", "Богдан", "Віра", "Ганна", "Дана", "Євген", "Зоя", "Іван", "Їжак", "Кіра", "Яна"]);
  const find = page.getByRole("searchbox", { name: "Find a member" });
  await find.fill("ганн");
  await expect(many).toHaveCount(1);
  await expect(many).toContainText("Ганна");
  await find.fill("nobody at all");
  await expect(page.getByText("No member has this name or email.")).toBeVisible();
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

test.describe("with motion", () => {
  test.use({ reducedMotion: "no-preference" });
  test("a label that is deleted, with the button in it, leaves the focus in the drawer", async ({ page }) => {
    await call(page, "POST", "/workflows", { document: { ...empty, name: "Autumn letters" } });
    await call(page, "POST", "/labels", { name: "Old" });
    await page.goto("/workflows");
    await page.getByRole("button", { name: "Actions for Autumn letters" }).click();
    await page.getByRole("menuitem", { name: "Labels" }).click();
    await page.getByRole("button", { name: /Delete.*Old/ }).click();
    await page.getByTestId("ask-yes").press("Enter");
    await expect(page.getByRole("checkbox", { name: "Old" })).toHaveCount(0);
    await expect(page.getByLabel("New label")).toBeFocused();
  });
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
  expect(await cutWords(page)).toEqual([]);
  await page.getByRole("button", { name: `Take “${workspace.name}” back` }).click();
  await expect(page.getByRole("link", { name: "Spring letters" })).toBeVisible();
});

test("an owner shows anew who they are before a member's new password, and may as well leave it", async ({
  page,
  browser,
}) => {
  const theirs = await colleague(browser, page, "Ostap");
  const { user } = await call(theirs, "GET", "/me");
  await page.goto("/team");
  await page.route("**/reset-link", (route) => route.fulfill({ status: 403, json: unconfirmed }), { times: 2 });
  const makeLink = async () => {
    await member(page, user.email).getByRole("button", { name: "Actions for Ostap" }).click();
    await page.getByRole("menuitem", { name: "Link for a new password" }).click();
  };
  const dialog = page.getByRole("dialog", { name: "Is it you?" });
  await makeLink();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  // Nothing was asked of the server again, and nothing is said to have gone wrong.
  await expect(page.getByRole("alert")).toHaveCount(0);
  await makeLink();
  await dialog.getByLabel(/^Password/).fill("not this one");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("This is not your current password")).toBeVisible();
  await dialog.getByLabel(/^Password/).fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/\/reset-password#[\w-]{43}/)).toBeVisible();
});

test("an admin ends somebody's sessions, who signs in again and is where they were", async ({ page, browser }) => {
  await page.goto("/team");
  const theirs = await colleague(browser, page, "Bohdan");
  await theirs.goto("/runs");
  await expect(theirs.getByRole("heading", { name: "Runs", exact: true })).toBeVisible();
  const { user } = await call(theirs, "GET", "/me");
  await page.reload();
  await member(page, user.email).getByRole("button", { name: "Actions for Bohdan" }).click();
  await page.getByRole("menuitem", { name: "End their sessions" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByText("Bohdan has to sign in again.")).toBeVisible();
  await theirs.reload();
  await theirs.getByLabel("Email").fill(user.email);
  await theirs.getByLabel(/^Password/).fill("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("heading", { name: "Runs", exact: true })).toBeVisible();
});

test("who has another workspace is told why this one is closed, and opens it by signing in again", async ({
  page,
  browser,
}) => {
  await page.goto("/team");
  const theirs = await colleague(browser, page, "Daryna");
  await theirs.goto("/team");
  await expect(theirs.getByRole("table", { name: "Members" })).toBeVisible();
  const { user, workspace } = await call(theirs, "GET", "/me");
  await call(theirs, "POST", "/workspaces", { name: "Her own", timezone: "UTC", demo: false });
  await call(page, "DELETE", `/members/${user.id}/sessions`);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: "You were signed out of this workspace" })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Her own" })).toBeVisible();
  await theirs.getByRole("button", { name: "Sign in again" }).click();
  await theirs.getByLabel("Email").fill(user.email);
  await theirs.getByLabel(/^Password/).fill("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByTestId("workspace")).toBeVisible();
  const mine = await call(theirs, "GET", "/me");
  expect(mine.workspaces.map(({ name }: { name: string }) => name)).toContain(workspace.name);
});

test("who is signed out of a workspace leaves it from there, once they have shown who they are", async ({
  page,
  browser,
}) => {
  await page.goto("/team");
  const theirs = await colleague(browser, page, "Maksym");
  await theirs.goto("/team");
  await expect(theirs.getByRole("table", { name: "Members" })).toBeVisible();
  const { user } = await call(theirs, "GET", "/me");
  await call(theirs, "POST", "/workspaces", { name: "Of Maksym", timezone: "UTC", demo: false });
  await call(page, "DELETE", `/members/${user.id}/sessions`);
  await theirs.reload();
  const leave = async () => {
    await theirs.getByRole("button", { name: "Leave the workspace" }).click();
    await theirs.getByTestId("ask-yes").click();
  };
  const dialog = theirs.getByRole("dialog", { name: "Is it you?" });
  await leave();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(theirs.getByRole("heading", { name: "You were signed out of this workspace" })).toBeVisible();
  await leave();
  await dialog.getByLabel(/^Password/).fill("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByTestId("workspace")).toContainText("Of Maksym");
  await page.reload();
  await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
  await expect(member(page, user.email)).toBeHidden();
});

test("who lacks the second step that a workspace asks for sets one up, goes to another workspace, or leaves", async ({
  page,
  browser,
  leeway,
}) => {
  await page.goto("/settings");
  const theirs = await colleague(browser, page, "Yevhen");
  await theirs.goto("/workflows");
  await call(theirs, "POST", "/workspaces", { name: "Of Yevhen", timezone: "UTC", demo: false });
  const sole = await colleague(browser, page, "Vira");
  const withPasskey = await colleague(browser, page, "Zoia");
  await call(page, "PUT", "/workspace/second-factor", { required: true });

  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: "One more step to your team" })).toBeVisible();
  await expect(theirs.getByRole("img", { name: "Picture for your authenticator app" })).toBeVisible();
  await theirs.getByRole("button", { name: "Of Yevhen" }).click();
  await expect(theirs.getByTestId("workspace")).toContainText("Of Yevhen");

  await sole.goto("/workflows");
  await sole.getByRole("button", { name: "Leave the workspace" }).click();
  await sole.getByTestId("ask-yes").click();
  await expect(sole.getByRole("heading", { name: "You belong to no workspace" })).toBeVisible();

  const { user } = await call(withPasskey, "GET", "/me");
  const devTools = await withPasskey.context().newCDPSession(withPasskey);
  await devTools.send("WebAuthn.enable");
  await devTools.send("WebAuthn.addVirtualAuthenticator", { options: authenticator });
  // WebAuthn knows names only.
  await withPasskey.goto(leeway.origin.replace("127.0.0.1", "localhost"));
  await withPasskey.getByLabel("Email").fill(user.email);
  await withPasskey.getByLabel(/^Password/).fill("flowers for everyone 7");
  await withPasskey.keyboard.press("Enter");
  await withPasskey.getByRole("button", { name: /^A passkey/ }).click();
  await withPasskey.getByRole("button", { name: "I have kept them" }).click();
  await expect(withPasskey.getByRole("heading", { name: "Workflows" })).toBeVisible();
});
