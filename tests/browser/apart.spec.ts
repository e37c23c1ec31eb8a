import { chromium, type Browser, type Page } from "@playwright/test";
import type { Leeway } from "../system/leeway.js";
import { call, choose, expect, open, openNew, owner, pageOf, saved, signedIn as test } from "./leeway.js";
import { three } from "./small-workflows.js";

test.use({
  // Sessions that are over, what is not of this workspace, and lines that are cut are what the tests are about.
  expected: [/status of (401|403|404|409)|ERR_INTERNET_DISCONNECTED|ERR_FAILED/],
});

const password = "flowers for everyone 7";
const nameOf = (page: Page, id: string) => page.getByTestId(`node-${id}`);
const rename = (page: Page, name: string) => page.getByTestId("inspector-name").fill(name);
const offline = (page: Page, is: boolean) => page.context().setOffline(is);
const draftOf = async (page: Page, id: string): Promise<{ name?: string }[]> =>
  (await call(page, "GET", `/workflows/${id}`)).document.nodes;

/** Draws what cannot be saved. */
async function drawOffline(page: Page, id: string, name: string): Promise<void> {
  await open(page, id);
  await choose(page, "greet");
  await offline(page, true);
  await rename(page, name);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "failed");
}

/** A further person of the workspace, who signs in at the same computer. */
async function person(page: Page, name: string): Promise<string> {
  const email = `${crypto.randomUUID()}@leeway.example`;
  const { url } = await call(page, "POST", "/invitations", { email, role: "editor" });
  const { origin, hash } = new URL(url);
  const answer = await fetch(`${origin}/api/v1/auth/invitation/join`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ token: hash.slice(1), name, password, locale: "en" }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return email;
}

async function signIn(page: Page, email: string, word: string): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel(/^Password/).fill(word);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Account of/ })).toBeVisible();
}
/** The owner by a session of their own: that of the other tests goes on. */
async function signedInAnew(browser: Browser, leeway: Leeway): Promise<Page> {
  const page = await pageOf(browser, leeway, { storageState: { cookies: [], origins: [] } });
  await page.goto("/");
  await signIn(page, owner.email, owner.password);
  return page;
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

test("signing out asks where something is not saved yet; staying keeps it, going takes it out of the browser", async ({
  browser,
  leeway,
}) => {
  const page = await signedInAnew(browser, leeway);
  const id = await openNew(page, three("Not saved"));
  await drawOffline(page, id, "Only here");
  await signOut(page);
  const question = page.getByRole("dialog", { name: "Sign out without these changes?" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await offline(page, false);
  await saved(page);
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Only here" }, {}]);

  await drawOffline(page, id, "Given up");
  await signOut(page);
  await expect(question).toBeVisible();
  await page.route(`**/api/v1/workflows/${id}`, (route) => route.abort());
  await offline(page, false);
  await page.getByTestId("ask-yes").click();
  await expect(page.getByRole("textbox", { name: "Email" })).toBeVisible();
  await expect(page.getByTestId("kept-hint")).toBeHidden();
  await page.unroute(`**/api/v1/workflows/${id}`);
  await signIn(page, owner.email, owner.password);
  await open(page, id);
  await expect(nameOf(page, "greet")).toContainText("Only here");
  await page.context().close();
});

test("of two tabs the other one is whoever signs in last, and what the first had drawn waits for them alone", async ({
  page,
  browser,
  leeway,
}) => {
  const first = await signedInAnew(browser, leeway);
  const email = await person(page, "Ivan Petrenko");
  const id = await openNew(first, three("Two people, one computer"));
  await choose(first, "greet");
  const second = await first.context().newPage();
  await second.goto("/workflows");
  // From here on no save of the first tab arrives, and it may not know who asks.
  let asIvan = false;
  const put: string[] = [];
  await first.route(`**/api/v1/workflows/${id}`, (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    if (asIvan) put.push(route.request().url());
    return route.abort();
  });
  await rename(first, "Drawn by the owner");
  await expect(first.getByTestId("save-state")).toHaveAttribute("data-state", "failed");
  await second.getByRole("button", { name: /^Account of/ }).click();
  await second.context().clearCookies();
  await second.goto("/");
  await signIn(second, email, password);
  await expect(second.getByRole("button", { name: "Account of Ivan Petrenko" })).toBeVisible();
  asIvan = true;

  await expect(first.getByRole("button", { name: "Account of Ivan Petrenko" })).toBeVisible();
  await expect(nameOf(first, "greet")).not.toContainText("Drawn by the owner");
  expect(put).toEqual([]);
  await first.unroute(`**/api/v1/workflows/${id}`);
  expect(await draftOf(page, id)).not.toMatchObject([{}, { name: "Drawn by the owner" }, {}]);

  await signOut(second);
  await signIn(second, owner.email, owner.password);
  await open(second, id);
  await expect(nameOf(second, "greet")).toContainText("Drawn by the owner");
  await saved(second);
  await first.context().close();
});

test("what somebody has drawn is not saved by who has just signed in, before their tab has heard of it", async ({
  page,
  browser,
  leeway,
}) => {
  const first = await signedInAnew(browser, leeway);
  const email = await person(page, "Petro Ivanenko");
  const id = await openNew(first, three("Between two people"));
  await drawOffline(first, id, "Drawn by the owner");
  // The browser has the next person's session, and no page has said so yet.
  await first.request.post(`${leeway.origin}/api/v1/auth/sign-in`, {
    headers: { origin: leeway.origin },
    data: { email, password },
  });
  const saves: number[] = [];
  first.on("response", (one) => one.request().method() === "PUT" && saves.push(one.status()));
  await offline(first, false);
  await expect(first.getByRole("button", { name: "Account of Petro Ivanenko" })).toBeVisible();
  await expect(nameOf(first, "greet")).not.toContainText("Drawn by the owner");
  expect(saves.filter((status) => status !== 401)).toEqual([]);
  expect(await draftOf(page, id)).not.toMatchObject([{}, { name: "Drawn by the owner" }, {}]);
  await first.context().close();
});

/** One more workspace of the page's person. */
const secondWorkspace = async (page: Page, name: string): Promise<string> =>
  (await call(page, "POST", "/workspaces", { name, timezone: "UTC", demo: false })).id;
async function switchTo(page: Page, name: string): Promise<void> {
  await page.getByTestId("workspace").click();
  await page.getByRole("option", { name }).click();
}

test("who switches with something unsaved may stay, and stays in the workspace of what is on the screen", async ({
  page,
}) => {
  await secondWorkspace(page, "Second shop");
  const id = await openNew(page, three("Of the first"));
  await drawOffline(page, id, "Not yet saved");
  const asked = new Promise<void>((resolve) =>
    page.once("dialog", (dialog) => void dialog.dismiss().then(() => resolve())),
  );
  await switchTo(page, "Second shop");
  await asked;
  await offline(page, false);
  await saved(page);
  await expect(page.getByTestId("hold-deleted")).toBeHidden();
  expect(await draftOf(page, id)).toMatchObject([{}, { name: "Not yet saved" }, {}]);
  await expect(page.getByTestId("workspace")).toContainText("Leeway");
});

test("what waits in the browser is offered in its own workflow alone, and nothing of one workspace can be undone in another", async ({
  page,
}) => {
  const second = await secondWorkspace(page, "Third shop");
  const id = await openNew(page, three("Draws in the first"));
  await choose(page, "greet");
  await rename(page, "Drawn in the first");
  await saved(page);
  await drawOffline(page, id, "Waits in the first");
  page.on("dialog", (dialog) => void dialog.accept());
  await switchTo(page, "Third shop");
  await offline(page, false);
  await page.goto(`/workflows?workspace=${second}`);
  await expect(page.getByTestId("workspace")).toContainText("Third shop");
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByText("Draws in the first")).toBeHidden();
  await page.getByRole("button", { name: "New workflow" }).first().click();
  await expect(page.getByTestId("canvas")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await expect(page.getByText("Waits in the first")).toBeHidden();

  await page.goto(`/workflows/${id}`);
  await page
    .getByRole("button", { name: /Leeway/ })
    .last()
    .click();
  await expect(nameOf(page, "greet")).toContainText("Waits in the first");
  await saved(page);
});

test("the way back after switching or signing out shows nothing that was there before", async ({ page, leeway }) => {
  const second = await secondWorkspace(page, "Fourth shop");
  await call(page, "POST", "/workflows", { document: three("Seen before") });
  // As people's browsers do, and those of tests do not: pages that were left are kept in a drawer.
  const browser = await chromium.launch({
    ...(process.env["TEST_CHROMIUM"] && { executablePath: process.env["TEST_CHROMIUM"] }),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ baseURL: leeway.origin, storageState, locale: "en-GB" });
  const tab = await context.newPage();
  await tab.goto("/workflows");
  await expect(tab.getByText("Seen before")).toBeVisible();
  await tab.evaluate(() => Object.assign(globalThis, { drawn: "before" }));
  await tab.goto(`/runs?workspace=${second}`);
  await expect(tab.getByTestId("workspace")).toContainText("Fourth shop");
  await tab.goBack();
  await expect(tab.getByTestId("workspace")).toContainText("Fourth shop");
  await expect(tab.getByText("Seen before")).toBeHidden();
  expect(await tab.evaluate(() => "drawn" in globalThis)).toBe(false);
  await browser.close();
});
