import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, connect, expect, openNew, signedIn as test } from "./leeway.js";
import { greeting, inside, looped } from "./looped.js";
import { at } from "./small-workflows.js";

const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true }).click();

test("a run shows how far the loop is, each item, and the steps of one on the canvas", async ({ page }) => {
  await openNew(page, greeting("Items"));
  await run(page);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("3 of 3");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 failed");
  await expect(page.getByTestId("node-people").getByTestId("loop-progress")).toContainText("3 of 3");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-1")).toHaveAttribute("data-status", "failed");
  await expect(loop.getByTestId("item-0")).toContainText("Олена");
  await loop.getByTestId("items-filter").click();
  await page.getByRole("option", { name: "Failed" }).click();
  await expect(loop.getByTestId("item-0")).toBeHidden();
  await loop.getByTestId("open-item-1").click();
  await expect(page.getByTestId("state-greet")).toHaveAttribute("data-state", "failed");
  await loop.getByTestId("open-item-1").click();
  await expect(page.getByTestId("state-greet")).toBeHidden();
});

/** Each item waits for a while: long enough to look at a loop that is under way. */
const slow = (name: string, amount: number, unit: "seconds" | "hours") => {
  const made = looped(
    name,
    Array.from({ length: 40 }, (_, index) => `person ${index + 1}`),
  );
  const nodes = (made.nodes as { id: string }[]).map((one) =>
    one.id === "note" ? { ...one, type: "logic.wait", params: { mode: "duration", amount, unit } } : one,
  );
  return { ...made, nodes };
};

test("an item to come is left out, and a loop is stopped before its end", async ({ page }) => {
  await openNew(page, slow("Stop", 1, "hours"));
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("0 of 40");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-0")).toHaveAttribute("data-status", "waiting");
  await expect(loop.getByTestId("skip-item-0")).toBeHidden();
  await loop.getByTestId("skip-item-7").click();
  await expect(loop.getByTestId("item-7")).toHaveAttribute("data-status", "skipped");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 of 40");
  await loop.getByTestId("stop-loop").click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop the loop" }).click();
  // The one under way waits on.
  await expect(loop.getByTestId("loop-progress")).toContainText("39 skipped");
});

test("the list of items keeps up with a loop that never stands still", async ({ page }) => {
  await openNew(page, slow("Moves", 1, "seconds"));
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await loop.getByTestId("show-items-people").click();
  await expect(loop.getByTestId("item-3")).toHaveAttribute("data-status", "succeeded");
  await expect(loop.getByTestId("stop-loop")).toBeVisible();
});

test("the steps of an item that is looked into are told to their end, though the loop ends with them", async ({
  page,
}) => {
  await openNew(
    page,
    document(
      "Last item",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("people", "logic.each", { items: ["Олена"] }, at(320, 0)),
        node("ask", "logic.wait", { mode: "approval" }, inside(400, 136)),
      ],
      [edge("start", "people"), edge("people", "ask", "item")],
    ),
  );
  await run(page);
  const loop = page.getByTestId("run-drawer").getByTestId("step-people");
  await loop.getByTestId("show-items-people").click();
  await loop.getByTestId("open-item-0").click();
  await loop.getByTestId("approve-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(loop.getByTestId("approve-yes")).toBeHidden();
  await expect(page.getByTestId("state-ask")).toHaveAttribute("data-state", "succeeded");
});

test("a wait for a person shows its question, and a yes lets the run go on", async ({ page }) => {
  await openNew(
    page,
    document(
      "Approval",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("ask", "logic.wait", { mode: "approval", message: "Надіслати 5 000 людям?" }, at(320, 0)),
        node("end", "logic.stop", { outcome: "success" }, at(640, 0)),
      ],
      [edge("start", "ask"), edge("ask", "end")],
    ),
  );
  await run(page);
  await expect(page.getByTestId("approve-ask")).toContainText("Надіслати 5 000 людям?");
  await page.getByLabel("Note (optional)").fill("Так");
  await page.getByTestId("approve-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("approve-ask")).toBeHidden();
});

test("a wait for a call shows its address, and a call of it lets the run go on", async ({ page }) => {
  await openNew(
    page,
    document(
      "Callback",
      [node("start", "trigger.manual", {}, at(0, 0)), node("paid", "logic.wait", { mode: "callback" }, at(320, 0))],
      [edge("start", "paid")],
    ),
  );
  await run(page);
  const address = await page.getByTestId("callback-paid").locator("code").textContent();
  const answer = await page.request.post(address ?? "", { data: { paid: true } });
  expect(answer.ok()).toBe(true);
  await expect(page.getByTestId("run-status")).toContainText("Done");
});

const words = {
  en: { run: "Run", refused: "A link cannot cross the border of a loop", progress: "3 of 3", failed: "1 failed" },
  uk: { run: "Запустити", refused: "Зв’язок не може перетинати межу циклу", progress: "3 з 3", failed: "1 не вдався" },
  ru: {
    run: "Запустить",
    refused: "Связь не может пересекать границу цикла",
    progress: "3 из 3",
    failed: "1 не удался",
  },
};
for (const locale of ["uk", "ru", "en"] as const) {
  test(`loops speak the reader's language: ${locale}`, async ({ page }) => {
    await call(page, "PATCH", "/me", { locale });
    await page.emulateMedia({ colorScheme: locale === "uk" ? "dark" : "light" });
    await page.setViewportSize(locale === "uk" ? { width: 1920, height: 1080 } : { width: 1280, height: 720 });
    await openNew(page, greeting(`Words ${locale}`));
    await connect(page, "start", "main", "note");
    await expect(page.getByText(words[locale].refused)).toBeVisible();
    await page.getByRole("button", { name: words[locale].run, exact: true }).click();
    const bar = page.getByTestId("node-people").getByTestId("loop-progress");
    await expect(bar).toContainText(words[locale].progress);
    await expect(bar).toContainText(words[locale].failed);
  });
}
