import { expectAccessible } from "./accessible.js";
import { heading, make, pages, routes } from "./every-page.js";
import { demoId, expect, signedIn as test } from "./leeway.js";

// Links that are too old, and a person of whom no run knows.
test.use({ expected: [/status of (404|409|410|422|424)/] });

test("every route of the editor is among the pages looked at here", () => {
  expect(routes().toSorted()).toEqual(Object.keys(pages).toSorted());
});

// Names and colours do not hang on the language; what does is read in `languages.spec.ts`.
test("every page can be read by everybody, in light and in dark", async ({ page }) => {
  const made = await make(page, await demoId(page));
  for (const [route, place] of Object.entries(pages)) {
    const { path, there = heading } = place(made);
    await page.goto(path);
    await expect(page.locator(there).first(), route).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page, route);
  }
});
