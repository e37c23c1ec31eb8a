import { chain, document, node } from "../system/documents.js";
import { cutWords } from "./every-page.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

/** As long as a workflow's name may be, and without a space at which it could break. */
const name = "довга".repeat(40);

test("names of two hundred signs break, and push nothing off any screen", async ({ page }) => {
  const ask = { ...node("ask", "logic.wait", { mode: "approval", message: name }, at(320, 0)), name };
  const made = document(name, [{ ...node("in", "trigger.manual", {}, at(0, 0)), name }, ask], chain("in", "ask"));
  const { id } = await call(page, "POST", "/workflows", { document: made });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await call(page, "PATCH", "/me", { name: name.slice(0, 100) });
  await expect.poll(async () => (await call(page, "GET", `/attention`)).items.length).toBe(1);
  for (const [path, there] of [
    ["/workflows", `a[href="/workflows/${id}"]`],
    ["/runs", `[data-testid="run-row-${runId}"]`],
    [`/runs/${runId}`, '[data-testid="step-ask"]'],
    ["/attention", '[data-testid="say-approve"]'],
    ["/team", '[data-testid^="member-"]'],
  ] as const) {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await page.goto(path);
      await expect(page.locator(there).first(), path).toBeVisible();
      // A table that is too wide scrolls in its own frame: of a long name's doing it must not.
      const wide = await page.evaluate<
        string[]
      >(`[...document.querySelectorAll("html, main, .mantine-ScrollArea-viewport:has(table)")]
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .filter((box) => ${width} === 1280 || !box.querySelector(":scope table"))
        .map((box) => box.tagName + " " + box.scrollWidth)`);
      expect(wide, `${path} at ${width}`).toEqual([]);
      expect(await cutWords(page), path).toEqual([]);
    }
  }
});
