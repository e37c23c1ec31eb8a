import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** Of the rules asked here those that see colours; the others read the document, which is the same in light and in dark. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** What breaks the rules of WCAG, or seriously what is good use, on the screen as it is, in light and in dark. */
export async function expectAccessible(page: Page, screen: string) {
  for (const [colorScheme, rules] of [["light"], ["dark", ofColours]] as const) {
    await page.emulateMedia({ colorScheme });
    // Pages of forms are coloured by the browser alone.
    if (await page.locator("html[data-mantine-color-scheme]").count())
      await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
    // Panels glide into their places.
    await expect.poll(() => violations(page, rules), { message: `${screen}, ${colorScheme}` }).toEqual([]);
  }
}

/** With `rules` these alone are asked. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Half a megabyte: once for each document is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async (only) => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run({
        // Only a rule that axe tries out would read the style sheets once more.
        preload: false,
        // What passes is counted, not told of one by one.
        resultTypes: ["violations"],
        runOnly: only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
        // An experiment of axe that takes initials and short counts for names.
        rules: { "label-content-name-mismatch": { enabled: false } },
      });
      return found.violations
        .filter(({ impact, tags }) => !tags.includes("best-practice") || impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary}`),
        );
    },
    rules && [...rules],
  );
}
