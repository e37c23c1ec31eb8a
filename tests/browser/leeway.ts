import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from "@playwright/test";
import type { Leeway } from "../system/leeway.js";
import { Desk, owner, Servers } from "./servers.js";

export { expect };
export { owner, withoutOwner } from "./servers.js";

/** What is one for a whole worker. */
interface Here {
  desk: Desk;
  servers: Servers;
  /** What the consoles of all pages said that they should not. */
  complaints: string[];
}

interface Each {
  /** What this file's server is started with besides; where a part of a file says others, it is started again. */
  settings: Record<string, string>;
  /** This file's server: a fresh one without an owner, run as `npm start` does. */
  leeway: Leeway;
  /** Complaints that belong to what a test does, e.g. the 401 of a wrong password. */
  expected: RegExp[];
  quiet: void;
}

/** Where this worker's server is. */
let origin = "";

/** Calls go to this server from now on. */
export const goTo = (server: string) => {
  origin = server;
};

/** Real browser, real server: no owner yet, and no page may complain in its console. */
export const test = base.extend<Each, Here>({
  desk: [async ({ browser }, use) => use(new Desk(browser)), { scope: "worker" }],
  servers: [
    async ({ desk }, use) => {
      const servers = new Servers(desk);
      await use(servers);
      await servers.close();
    },
    { scope: "worker" },
  ],
  settings: [{}, { option: true }],
  leeway: async ({ servers, settings }, use, { file }) => {
    const leeway = await servers.of(file, settings);
    goTo(leeway.origin);
    await use(leeway);
  },
  baseURL: async ({ leeway }, use) => use(leeway.origin),
  complaints: [
    // Playwright reads the names of fixtures from this pattern.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => use([]),
    { scope: "worker" },
  ],
  browser: [
    async ({ browser, complaints }, use) => {
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => listen(await open(options), complaints);
      await use(browser);
    },
    { scope: "worker" },
  ],
  page: async ({ desk, leeway, storageState, viewport, colorScheme, reducedMotion }, use) => {
    const cookies = typeof storageState === "object" ? storageState.cookies : [];
    await use(await desk.page(leeway.origin, { viewport, colorScheme, reducedMotion }, cookies));
    await desk.leave();
  },
  context: async ({ page }, use) => use(page.context()),
  expected: [[], { option: true }],
  quiet: [
    async ({ complaints, expected }, use) => {
      await use();
      const unexpected = complaints.splice(0).filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected, "what the pages' consoles said").toEqual([]);
    },
    { auto: true },
  ],
});

/** Errors, warnings (a broken Content Security Policy is one of them) and exceptions of every page of a context. */
function listen(context: BrowserContext, complaints: string[]): BrowserContext {
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error().stack)));
  return context;
}

/** The same with an owner who is signed in, in English. */
export const signedIn = test.extend({
  // `leeway` first: the session is one of its owner.
  storageState: async ({ leeway, servers, playwright }, use) => use(await servers.session(leeway, playwright)),
});

/** A call of the API as the page's own person. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
export async function call(page: Page, method: string, path: string, data?: unknown): Promise<any> {
  const answer = await page.request.fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { origin },
    ...(data !== undefined && { data }),
  });
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** Makes a workflow of a document and opens it; answers its id. */
export async function openNew(page: Page, document: unknown): Promise<string> {
  const { id } = await call(page, "POST", "/workflows", { document });
  await open(page, id);
  return id;
}

export async function open(page: Page, id: string) {
  await page.goto(`/workflows/${id}`);
  await expect(page.getByTestId("canvas")).toBeVisible();
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "saved");
}

/** The demo workflow's id. */
export async function demoId(page: Page): Promise<string> {
  const { items } = await call(page, "GET", "/workflows");
  return items.find(({ name }: { name: string }) => name === "New order via website").id;
}

/** Publishes the draft, by a click and the yes to what it changes. */
export async function publish(page: Page) {
  await page.getByTestId("toolbar-publish").click();
  await page.getByTestId("publish-yes").click();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
}

export const saved = (page: Page) => expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "saved");

/** The server has a list of the data page: a button that is busy cannot be pressed either. */
export async function kept(page: Page, list: "vars" | "fields") {
  const save = page.getByTestId(`${list}-save`);
  await expect(save).toBeDisabled();
  await expect(save).not.toHaveAttribute("data-loading");
}

/** The field of a param for text with values in it. */
export const editorOf = (page: Page, param: string): Locator =>
  page.getByTestId(`param-${param}`).locator(".cm-content");

const showAll = (page: Page) => page.getByRole("button", { name: /^(Show everything|Показати все|Показать всё)$/ });

/**
 * Chooses a step. The view may glide just then, and the click fall beside the card: then it is clicked again. Where it has
 * come to lie beside the screen or below a panel, all is shown first.
 */
export async function choose(page: Page, id: string) {
  const card = page.getByTestId(`node-${id}`);
  await expect(async () => {
    await card.click({ timeout: 5_000 }).catch(() => showAll(page).click({ timeout: 5_000 }));
    await expect(card).toHaveAttribute("data-selected", /./, { timeout: 1_000 });
  }).toPass();
}

/**
 * Chooses several steps. All is shown first: to a card that reaches beyond the canvas Playwright scrolls, React Flow scrolls
 * back, and a click of which only the beginning was on the card ends beside it, which chooses nothing. Then one begins anew.
 */
export async function chooseAll(page: Page, first: string, ...others: string[]) {
  await expect(async () => {
    await choose(page, first);
    await showAll(page).click({ timeout: 5_000 });
    for (const id of others) {
      const card = page.getByTestId(`node-${id}`);
      // A second click would take it out of the choice again.
      const done = (await card.getAttribute("data-selected")) !== null;
      if (!done) await card.click({ modifiers: ["Control"], timeout: 5_000 });
    }
    const chosen = page.locator("[data-testid^=node-][data-selected]");
    await expect(chosen).toHaveCount(1 + others.length, { timeout: 1_000 });
  }).toPass();
}

/** Types a time of day as four figures, from the field of its hours on. */
export async function typeTime(hours: Locator, figures: string) {
  await hours.focus();
  await hours.page().keyboard.type(figures);
}

/** Writes into such a field as one types. */
export async function write(field: Locator, text: string) {
  await field.click();
  await field.page().keyboard.press("Control+a");
  await field.page().keyboard.press("Delete");
  await field.page().keyboard.type(text);
}

/** One more person at another computer, signed in like the first. */
export async function another(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: "en-GB",
  });
  return context.newPage();
}

export async function signUp(page: Page) {
  await page.goto("/");
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel(/^Password/).fill(owner.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
}

/** Drags a step from the palette to a place on the canvas, given from its upper left corner. */
export async function dragStep(page: Page, type: string, x: number, y: number) {
  const canvas = page.getByTestId("canvas");
  await page.getByTestId(`palette-item-${type}`).dragTo(canvas, { targetPosition: { x, y } });
}

/** One page for a whole file, where what comes later builds on what came before. */
export async function pageOf(browser: Browser, leeway: Leeway, options: BrowserContextOptions = {}): Promise<Page> {
  const viewport = { width: 1280, height: 720 };
  const context = await browser.newContext({ baseURL: leeway.origin, viewport, locale: "en-GB", ...options });
  return context.newPage();
}

/** Draws a link with the mouse, from a port to the entry of another step. */
export async function connect(page: Page, from: string, port: string, to: string) {
  const centre = async (id: string) => {
    // The view glides: a place counts when it has not moved since the last look.
    let last: string | undefined;
    for (;;) {
      const box = await page.getByTestId(id).boundingBox();
      if (!box) throw new Error(`${id} is not to be seen`);
      const now = JSON.stringify(box);
      if (now === last) return [box.x + box.width / 2, box.y + box.height / 2] as const;
      last = now;
      await page.waitForTimeout(60);
    }
  };
  await page.mouse.move(...(await centre(`port-${from}-${port}`)));
  await page.mouse.down();
  const [x, y] = await centre(`port-${to}-in`);
  await page.mouse.move(x - 12, y, { steps: 8 });
  await page.mouse.move(x, y);
  await page.mouse.up();
}
