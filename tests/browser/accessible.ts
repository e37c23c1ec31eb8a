import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** What breaks the rules of WCAG, or seriously what is good use, on the screen as it is, in light and in dark. */
export async function expectAccessible(page: Page, screen: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Pages of forms are coloured by the browser alone.
    if (await page.locator("html[data-mantine-color-scheme]").count())
      await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
    // Panels glide into their places.
    await expect.poll(() => violations(page), { message: `${screen}, ${colorScheme}` }).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  // Half a megabyte: once for each document is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      // Only a rule that axe tries out would read the style sheets once more.
      preload: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
      // An experiment of axe that takes initials and short counts for names.
      rules: { "label-content-name-mismatch": { enabled: false } },
    });
    return found.violations
      .filter(({ impact, tags }) => !tags.includes("best-practice") || impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary}`),
      );
  });
}
