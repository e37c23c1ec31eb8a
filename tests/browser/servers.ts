import { isDeepStrictEqual } from "node:util";
import {
  expect,
  type APIRequest,
  type Browser,
  type BrowserContext,
  type Page,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
} from "@playwright/test";
import { freePort, Leeway } from "../system/leeway.js";

export const owner = { name: "Олена", email: "olena@leeway.example", password: "correct horse battery" };

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Look = Pick<PlaywrightTestOptions, "viewport" | "colorScheme" | "reducedMotion">;
type Playwright = PlaywrightWorkerArgs["playwright"];

/** A server without an owner, run as `npm start` does. */
export const withoutOwner = {
  LEEWAY_OWNER_EMAIL: "",
  LEEWAY_OWNER_PASSWORD: "",
  LEEWAY_API_KEY: "",
  LEEWAY_ALLOW_PRIVATE_HOSTS: "",
  // Not set: nobody who uses the editor may ever meet the usual limits of calls.
  LEEWAY_MAX_CALLS: "",
  LEEWAY_MAX_STRANGER_CALLS: "",
};

/** The cookies after a call that lets one in. */
async function enter(origin: string, request: APIRequest, path: string, data: object): Promise<StorageState> {
  const context = await request.newContext();
  const answer = await context.post(`${origin}/api/v1/auth/${path}`, { headers: { origin }, data });
  expect(answer.ok()).toBe(true);
  const session = await context.storageState();
  await context.dispose();
  return session;
}

async function isOpen(origin: string, request: APIRequest, storageState: StorageState): Promise<boolean> {
  const context = await request.newContext({ storageState });
  const answer = await context.get(`${origin}/api/v1/me`);
  await context.dispose();
  return answer.ok();
}

/**
 * One window of the browser for all tests of a worker. What it has fetched and compiled of the editor stays, which was
 * half of a test's work; Playwright's own `reuseContext` throws that away between tests. What tests leave goes: routes,
 * listeners, looks, sizes, cookies and what is stored. A test that changes more than this, such as the time (`page.clock`),
 * does so at another computer (`another`).
 */
export class Desk {
  #page: Page | undefined;

  constructor(private readonly browser: Browser) {}

  /** A page on which nothing has happened, of nobody or of the owner whose cookies these are. */
  async page(origin: string, look: Look, cookies: StorageState["cookies"]): Promise<Page> {
    const page = (this.#page ??= await (await this.browser.newContext()).newPage());
    await page.emulateMedia(look);
    if (look.viewport) await page.setViewportSize(look.viewport);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("Storage.clearDataForOrigin", { origin, storageTypes: "local_storage" });
    await devTools.detach();
    await page.context().clearCookies();
    await page.context().addCookies(cookies);
    return page;
  }

  /** Leaves where the test was. */
  async leave() {
    const [page, ...others] = this.#page?.context().pages() ?? [];
    await Promise.all(others.map((one) => one.close()));
    await page?.unrouteAll({ behavior: "ignoreErrors" });
    page?.removeAllListeners();
    await page?.goto("about:blank");
  }

  /** Closes what is open at other computers, each of which is a context. */
  async leaveOthers() {
    const others = this.browser.contexts().filter((context) => context !== this.#page?.context());
    await Promise.all(others.map((context) => context.close()));
  }
}

/** One server at a time: each file has its own, all at one address, for which the browser has compiled the editor. */
export class Servers {
  constructor(private readonly desk: Desk) {}

  #port = 0;
  #file = "";
  #settings: Record<string, string> = {};
  #leeway: Leeway | undefined;
  #session: StorageState | undefined;

  async of(file: string, settings: Record<string, string>): Promise<Leeway> {
    if (file !== this.#file || !this.#leeway) {
      await this.close();
      this.#file = file;
      this.#settings = settings;
      this.#leeway = new Leeway();
      this.#leeway.port = this.#port ||= await freePort();
      await this.#leeway.start({ ...withoutOwner, ...settings });
    } else if (!isDeepStrictEqual(settings, this.#settings)) {
      this.#settings = settings;
      await this.#leeway.kill("SIGTERM");
      await this.#leeway.start({ ...withoutOwner, ...settings });
    }
    return this.#leeway;
  }

  /** The cookies of the owner, who is made when somebody asks for the first time, and comes in again where a test went out. */
  async session({ origin }: Leeway, { request }: Playwright): Promise<StorageState> {
    if (this.#session && (await isOpen(origin, request, this.#session))) return this.#session;
    const [path, data] = this.#session
      ? (["sign-in", owner] as const)
      : (["setup", { ...owner, locale: "en", timezone: "Europe/Kyiv" }] as const);
    return (this.#session = await enter(origin, request, path, data));
  }

  async close() {
    const last = this.#leeway;
    this.#leeway = undefined;
    this.#session = undefined;
    // Pages of the last file would complain that their server is gone.
    await this.desk.leaveOthers();
    await last?.close();
  }
}
