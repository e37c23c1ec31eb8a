import type { Browser, Page } from "@playwright/test";
import { call } from "./leeway.js";

/** Somebody of the same workspace at another computer: invited by the page's own person, and signed in. */
export async function colleague(browser: Browser, page: Page, name: string, role = "editor"): Promise<Page> {
  const email = `${role}-${crypto.randomUUID()}@leeway.example`;
  const { url } = await call(page, "POST", "/invitations", { email, role });
  const { origin, hash } = new URL(url);
  const context = await browser.newContext({
    baseURL: origin,
    viewport: page.viewportSize(),
    locale: "en-GB",
    // Of its own: else it begins with the session of the page.
    storageState: { cookies: [], origins: [] },
  });
  const joined = await context.request.post("/api/v1/auth/invitation/join", {
    headers: { origin },
    data: { token: hash.slice(1), name, password: "flowers for everyone 7", locale: "en" },
  });
  if (!joined.ok()) throw new Error(await joined.text());
  return context.newPage();
}
