import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.js";
import { heading, make, pages, routes } from "./every-page.js";
import { demoId, expect, signedIn as test } from "./leeway.js";

// Twenty-five pages, each in two looks.
test.describe.configure({ timeout: 240_000 });
// Links that are too old, and a person of whom no run knows.
test.use({ expected: [/status of (404|409|410|422|424)/] });

test("every route of the editor is among the pages looked at here", () => {
  expect(routes().toSorted()).toEqual(Object.keys(pages).toSorted());
});

/** 1280 pixels at 400 % are 320: there one scrolls in one direction only, but on the canvas. */
const widths = [1280, 320];
const drawn = new Set(["workflows/:id", "workflows/:id/versions"]);

/** What is wrong with a page that is open, whatever it shows. */
async function wrongWith(page: Page, route: string): Promise<string[]> {
  const title = await page.title();
  const wrong = /.+ · Leeway$/.test(title) ? [] : [`${route}: it is called “${title}”`];
  for (const width of widths) {
    if (width < 1280 && drawn.has(route)) continue;
    await page.setViewportSize({ width, height: 720 });
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    wrong.push(
      ...(await page.evaluate<string[]>(`["html", "main"].flatMap((name) => {
        const box = document.querySelector(name);
        return box && box.scrollWidth > box.clientWidth ? ["${route} at ${width}: " + name + " is " + box.scrollWidth + " wide"] : [];
      })`)),
    );
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  return wrong;
}

for (const language of ["en", "uk", "ru"] as const)
  test(`every page can be read by everybody, and has a name and a width: ${language}`, async ({ page }) => {
    const made = await make(page, await demoId(page));
    await page.goto("/workflows");
    await page.evaluate(`localStorage.setItem("leeway.locale", "${language}")`);
    const wrong: string[] = [];
    for (const [route, place] of Object.entries(pages)) {
      const { path, there = heading } = place(made);
      await page.goto(path);
      await expect(page.locator(there).first(), route).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expectAccessible(page, `${route}, ${language}`);
      wrong.push(...(await wrongWith(page, route)));
    }
    expect(wrong).toEqual([]);
  });
