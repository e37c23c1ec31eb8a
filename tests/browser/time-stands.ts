import type { Browser, Page } from "@playwright/test";

/** The page's person at a computer on which no time goes by: what is told there is told at the first look. */
export async function whereTimeStands(browser: Browser, page: Page): Promise<Page> {
  const { origin } = new URL(page.url());
  const context = await browser.newContext({ baseURL: origin, storageState: await page.context().storageState() });
  await context.clock.setFixedTime(Date.now());
  return context.newPage();
}
