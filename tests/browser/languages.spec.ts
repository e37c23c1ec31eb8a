import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { Leeway } from "../system/leeway.js";
import { expectAccessible } from "./accessible.js";
import { heading, make, pages, routes, wrongWith } from "./every-page.js";
import { call, demoId, expect, goTo, owner, signUp, test } from "./leeway.js";

// Links that are too old, and a person of whom no run knows.
test.use({ expected: [/status of (404|409|410|422|424)/] });

const catalogue = join(import.meta.dirname, "../../apps/editor/src/messages/en");
/** Names of messages: one on the screen means that its text is missing. */
const keys = new Set(
  readdirSync(catalogue).flatMap((file) =>
    [...readFileSync(join(catalogue, file), "utf8").matchAll(/^ {2}"([\w.]+)":/gm)].map(([, key]) => key ?? ""),
  ),
);

/** All that is to be seen or heard, except what machines read: code, values that are written, keys. */
const readScreen = `(() => {
  const machines = "code, pre, kbd, textarea, style, script, [translate=no], .react-flow__attribution, [style*=monospace]";
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (parent && !parent.closest(machines) && parent.checkVisibility()) found.push(texts.currentNode.data);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const element of document.querySelectorAll("[" + name + "]"))
      if (!element.closest(machines + ", [aria-hidden=true]") && element.checkVisibility()) found.push(element.getAttribute(name));
  return found;
})()`;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Names of products and formats, and what people call themselves and their languages; initials of the workspace. */
const latin = new Set(
  "Leeway Leeloo LGT HTTP API JSON URL ID Enter Ctrl Shift English Webhook curl LEEWAY_PUBLIC_URL Bearer VIP Email SMS UTM JavaScript Telegram Google SMTP Gmail Outlook ukr net BotFather IP CORS PIN Authenticator Aegis 1Password Chrome Linux localhost LE".split(
    " ",
  ),
);
/** What data is called inside of orders and formulas. */
const names = wordsOf(
  "body query headers content type application json method receivedAt number total comment where all result city birthday paid payUrl vars url orderId amount https shop passport",
);
const cyrillic = new Set(["Українська", "Русский", "ОЛ", owner.name]);

/** Words that cannot be of this language. Ukrainian and Russian are told by their letters. */
const foreign = {
  en: (word: string) => /\p{Script=Cyrillic}/u.test(word) && !cyrillic.has(word),
  uk: (word: string) => (/[ыэёъ]/i.test(word) && !cyrillic.has(word)) || (/[a-z]{2}/i.test(word) && !latin.has(word)),
  ru: (word: string) => (/[іїєґ]/i.test(word) && !cyrillic.has(word)) || (/[a-z]{2}/i.test(word) && !latin.has(word)),
};
type Language = keyof typeof foreign;

/** What orders and people are called is data, in whatever language it came. */
async function dataOf(page: Page, runId: string): Promise<ReadonlySet<string>> {
  const known = [
    await call(page, "GET", `/runs/${runId}`),
    await call(page, "GET", "/sandbox/state"),
    await call(page, "GET", "/sandbox/requests"),
    await call(page, "GET", "/variables"),
    await call(page, "GET", "/me"),
  ];
  return new Set([...names, ...wordsOf("Зателефонуйте, будь ласка, після"), ...wordsOf(JSON.stringify(known))]);
}

class Screens {
  readonly wrong: string[] = [];
  data: ReadonlySet<string> = new Set();
  constructor(
    private readonly page: Page,
    private readonly language: Language,
  ) {}

  /** Reads the screen once `there` is on it. */
  async read(name: string, there: ReturnType<Page["locator"]>) {
    await expect(there.first()).toBeVisible();
    await expect(this.page.locator("html")).toHaveAttribute("lang", this.language);
    const texts = await this.page.evaluate<string[]>(readScreen);
    expect(texts.join("").length, name).toBeGreaterThan(40);
    for (const text of texts) {
      for (const key of text.match(/[a-z]\w*(\.\w+)+/gi) ?? [])
        if (keys.has(key)) this.wrong.push(`${name}: the name of a message: ${key}`);
      const words = wordsOf(text.replace(/\{\{.*?\}\}/g, "")).filter(
        (word) => !this.data.has(word) && foreign[this.language](word),
      );
      if (words.length > 0) this.wrong.push(`${name}: ${words.join(" ")} in “${text.slice(0, 120)}”`);
    }
  }
}

async function visitor(browser: Browser, origin: string, language: Language): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: { en: "en-GB", uk: "uk-UA", ru: "ru-RU" }[language],
    viewport: { width: 1280, height: 900 },
  });
  goTo(origin);
  return context.newPage();
}

/** The first start: the browser's language is the account's and the demo's. */
async function setUp(page: Page, screens: Screens) {
  await page.goto("/");
  const form = page.locator("form");
  await screens.read("first start", form);
  await form.locator('[autocomplete="name"]').fill(owner.name);
  await form.locator('[autocomplete="username"]').fill(owner.email);
  await form.locator('[autocomplete="new-password"]').fill(owner.password);
  await form.locator('[type="submit"]').click();
  await screens.read("workflows", page.getByRole("table"));
}

async function readEditor(page: Page, screens: Screens) {
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await page.getByTestId("toolbar-run").click();
  const drawer = page.getByTestId("run-drawer");
  await expect(page.getByTestId("state-answer")).toHaveAttribute("data-state", "succeeded");
  const { items } = await call(page, "GET", "/runs");
  screens.data = await dataOf(page, items[0].id);
  await screens.read("canvas with a run", drawer.getByTestId("step-answer"));
  for (const id of ["order", "known", "newOrder", "message"]) {
    await drawer.getByTestId(`step-${id}`).getByRole("button").first().click();
    for (const tab of ["settings", "data", "params"]) {
      await page.getByTestId(`inspector-tab-${tab}`).click();
      await screens.read(`${id}, ${tab}`, page.getByRole("tabpanel"));
    }
  }
  await page.getByTestId("toolbar-more").click();
  await screens.read("menu", page.getByRole("menu"));
  await page.keyboard.press("Escape");
  await page.getByTestId("toolbar-run-menu").click();
  await screens.read("ways to run", page.getByRole("menu"));
  await page.keyboard.press("Escape");
  return items[0].id as string;
}

/**
 * Goes there as by a link of the app: nothing is loaded and compiled once more, which is two thirds of a look. What was
 * there may stay until what comes is there: it is marked, and waited for until it is gone.
 */
async function follow(page: Page, path: string) {
  // The entry of the history is as the app's router counts them.
  await page.evaluate(`
    for (const element of document.querySelectorAll("h1, h2, main table")) element.dataset.left = "";
    history.pushState({ idx: (history.state?.idx ?? 0) + 1 }, "", ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  `);
  await expect(page.locator("[data-left]")).toHaveCount(0);
}

/** What of a page is behind a tab. */
const tabs: [path: string, there: string][] = [
  ["/leeloo?tab=events", '[data-testid="events-address"]'],
  ["/leeloo?tab=people", "table"],
  ["/leeloo?tab=orders", "table"],
  ["/leeloo?tab=messages", "table"],
  ["/leeloo?tab=tags", "table"],
  ["/data?tab=fields", '[data-testid="fields-add"]'],
];

const workflowOf = async (page: Page, runId: string) =>
  (await call(page, "GET", `/runs/${runId}`)).workflowId as string;

test("every route of the editor is among the pages looked at here", () => {
  expect(routes().toSorted()).toEqual(Object.keys(pages).toSorted());
});

for (const language of ["en", "uk", "ru"] as const) {
  // Roles and colours do not hang on the language, nor whether a page can be opened by its address: once is enough.
  const forEverybody = language === "en";
  const reach = forEverybody ? (page: Page, path: string) => page.goto(path) : follow;
  const facts = `every screen speaks one language, every page has a name and fits its width${
    forEverybody ? ", and can be read by everybody, in light and in dark" : ""
  }`;
  test(`${facts}: ${language}`, async ({ browser }) => {
    const server = await new Leeway().start({
      LEEWAY_OWNER_EMAIL: "",
      LEEWAY_OWNER_PASSWORD: "",
      LEEWAY_API_KEY: "",
      LEEWAY_ALLOW_PRIVATE_HOSTS: "",
    });
    try {
      const page = await visitor(browser, server.origin, language);
      const screens = new Screens(page, language);
      await setUp(page, screens);
      const runId = await readEditor(page, screens);
      const made = await make(page, await workflowOf(page, runId));
      for (const [route, place] of Object.entries(pages)) {
        const { path, there = heading } = place(made);
        await reach(page, path);
        await screens.read(path, page.locator(there));
        screens.wrong.push(...(await wrongWith(page, route)));
        if (forEverybody) await expectAccessible(page, route);
      }
      for (const [path, there] of tabs) {
        await page.goto(path);
        await screens.read(path, page.locator(there));
      }
      await reach(page, `/workflows/${await workflowOf(page, runId)}`);
      await page.getByTestId("toolbar-more").click();
      await page.getByTestId("toolbar-go-live").click();
      await screens.read("the path to the real account", page.getByTestId("going-live"));
      await reach(page, "/credentials");
      await page.getByTestId("credential-new").click();
      await screens.read("a new credential", page.getByTestId("credential-name"));
      await page.context().clearCookies();
      await page.goto("/");
      await screens.read("sign in", page.locator("form"));
      expect(screens.wrong).toEqual([]);
      await page.context().close();
    } finally {
      await server.close();
    }
  });
}

test("light and dark are two looks of every page", async ({ page, leeway }) => {
  await signUp(page);
  goTo(leeway.origin);
  const id = await demoId(page);
  const shown = "[...document.querySelectorAll('body, main, nav, h1, h2, .react-flow')]";
  const colours = () =>
    page.evaluate<string>(
      `JSON.stringify(${shown}.map((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]))`,
    );
  const paths = ["/workflows", `/workflows/${id}`, "/runs", "/leeloo", "/data", "/credentials", "/settings"];
  for (const [index, path] of paths.entries()) {
    const looks: string[] = [];
    const pictures: Buffer[] = [];
    // Opened by day and still open when the night comes, then the other way round.
    const schemes = index % 2 === 0 ? (["light", "dark"] as const) : (["dark", "light"] as const);
    await page.emulateMedia({ colorScheme: schemes[0] });
    await page.goto(path);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      await expect(
        page.locator("#content").getByRole("heading").or(page.getByTestId("node-order")).first(),
      ).toBeVisible();
      looks.push(await colours());
      pictures.push(await page.screenshot());
    }
    expect(looks[0], path).not.toBe(looks[1]);
    expect(pictures[0]?.equals(pictures[1] ?? Buffer.alloc(0)), path).toBe(false);
  }
});
