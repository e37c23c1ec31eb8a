import type { Page } from "@playwright/test";

/** Tab, until what has the focus is called so by a screen reader. Nothing is reached otherwise. */
export async function tabTo(page: Page, name: RegExp, key = "Tab", most = 60) {
  const seen: string[] = [];
  const focused = page.locator(":focus");
  for (let times = 0; times < most; times += 1) {
    await page.keyboard.press(key);
    if ((await focused.count()) === 0) continue;
    const heard = await focused.ariaSnapshot();
    const called = /^- \S+ "(.*?)"/.exec(heard)?.[1] ?? heard;
    if (name.test(called)) return;
    seen.push(called.slice(0, 60));
  }
  throw new Error(`Tab never came to ${name}: ${seen.join(" | ")}`);
}
