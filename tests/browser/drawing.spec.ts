import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { another, choose, editorOf, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

interface Drawn {
  /** Components that were drawn anew. */
  components: number;
  /** Ids of the cards that were among them. */
  cards: Set<string>;
}
interface Fiber {
  type: unknown;
  flags: number;
  memoizedProps: { id?: unknown } | null;
  alternate: Fiber | null;
  child: Fiber | null;
  sibling: Fiber | null;
}

/** Counts what React draws, by the way that React offers to its own tools; to be called before the page is. */
const countDrawn = (page: Page) =>
  page.addInitScript(() => {
    const drawn: Drawn = { components: 0, cards: new Set() };
    const PERFORMED_WORK = 1;
    const count = (first: Fiber | null) => {
      for (let fiber = first; fiber; fiber = fiber.sibling) {
        const own = typeof fiber.type === "function" || (typeof fiber.type === "object" && fiber.type !== null);
        if (own && (fiber.flags & PERFORMED_WORK) !== 0) {
          drawn.components += 1;
          const id = fiber.memoizedProps?.id;
          if (typeof id === "string" && /^card\d+$/.test(id)) drawn.cards.add(id);
        }
        // A part of the page that is the one of the last time was not even looked at.
        if (fiber.child && fiber.child !== fiber.alternate?.child) count(fiber.child);
      }
    };
    Object.assign(globalThis, {
      drawn,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        renderers: new Map(),
        supportsFiber: true,
        inject: () => 1,
        checkDCE: () => undefined,
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
        onCommitFiberRoot: (_: unknown, root: { current: Fiber }) => count(root.current.child),
      },
    });
  });

/** What is drawn while something is done. */
async function drawnBy(page: Page, act: () => Promise<unknown>): Promise<{ components: number; cards: string[] }> {
  await page.evaluate(() => {
    const { drawn } = globalThis as unknown as { drawn: Drawn };
    drawn.components = 0;
    drawn.cards.clear();
  });
  await act();
  return page.evaluate(() => {
    const { drawn } = globalThis as unknown as { drawn: Drawn };
    return { components: drawn.components, cards: [...drawn.cards] };
  });
}

test("a letter that is written in a step draws its card and its field anew, and hardly anything else", async ({
  browser,
  page: owner,
}) => {
  const page = await another(browser, owner);
  await countDrawn(page);
  const ids = Array.from({ length: 12 }, (_, index) => `card${index}`);
  const steps = ids.map((id, index) =>
    node(
      id,
      "logic.set",
      { fields: [{ name: "text", value: "Hello" }] },
      at(320 * (1 + (index % 4)), 160 * (index >> 2)),
    ),
  );
  const start = node("start", "trigger.manual", {}, at(0, 0));
  await openNew(page, document("Drawn", [start, ...steps], chain("start", ...ids)));
  await choose(page, "card1");
  await editorOf(page, "fields").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("!");
  await saved(page);

  const letters = ", how are you today";
  const { components, cards } = await drawnBy(page, async () => {
    await page.keyboard.type(letters);
    await saved(page);
  });
  expect(cards).toEqual(["card1"]);
  // About 75; all that is on the page were 300.
  expect(components / letters.length).toBeLessThan(150);
});
