import type { Page } from "@playwright/test";
import { call, choose, demoId, editorOf, expect, publish, saved, signedIn as test } from "./leeway.js";

const pictures = process.env["TEST_PICTURES"];
const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  // What glides into its place has arrived.
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${pictures}/templates-${name}.png` });
};
const cards = (page: Page) => page.locator('[data-testid^="template-"]');

test("a template is found, looked at, taken, filled in, published and run", async ({ page }) => {
  await page.goto("/workflows");
  await page.getByRole("link", { name: "From a template" }).click();
  await expect(page.getByRole("heading", { name: "Templates" })).toBeVisible();
  await expect(cards(page)).toHaveCount(12);
  await picture(page, "gallery");
  await page.getByRole("textbox", { name: "Find a template" }).fill("sale buyers");
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Preview: Paid order: thank you and tag" }).click();
  const preview = page.getByRole("dialog");
  await expect(preview).toContainText("Tag, in “Tag the buyer”");
  await picture(page, "preview");
  await preview.getByRole("button", { name: "Use this" }).click();

  await expect(page.getByTestId("problems-list")).toContainText("Tag the buyer");
  for (const id of ["sale", "buyer", "tag", "thanks"]) await expect(page.getByTestId(`node-${id}`)).toBeVisible();
  await picture(page, "taken");
  await page.keyboard.press("Escape");
  await choose(page, "tag");
  await page.getByTestId("param-tag_id").getByRole("button", { name: "choose from Leeloo" }).click();
  await page.getByTestId("choices").getByRole("option", { name: "VIP" }).click();
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
  await saved(page);
  await expect(page.getByTestId("problems-button")).toHaveAttribute("data-count", "0");
  await publish(page);

  const id = new URL(page.url()).pathname.split("/").at(-1);
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("step-thanks")).toContainText("Курс «Таргет з нуля»");
});

test("a template taken with several Leeloo accounts asks once which one, and opens in a size that can be read", async ({
  page,
}) => {
  const data = { token: "another" };
  const other = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Real shop", data });
  await page.goto("/workflows/templates");
  await cards(page)
    .first()
    .getByRole("button", { name: /^Use this/ })
    .click();
  const question = page.getByRole("dialog", { name: "Which Leeloo account?" });
  await expect(question.getByRole("radio").first()).toBeChecked();
  await picture(page, "which");
  await question.getByRole("radio", { name: "Real shop" }).check();
  await question.getByRole("button", { name: "Use this" }).click();
  await expect(page.getByTestId("canvas")).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const { document } = await call(page, "GET", `/workflows/${id}`);
  const used = document.nodes.flatMap(({ credential }: { credential?: string }) => credential ?? []);
  expect(new Set(used)).toEqual(new Set([other.id]));
  expect(document.settings.timezone).toBeUndefined();
  const room = await page.getByTestId("canvas").boundingBox();
  const [first] = document.nodes;
  const card = await page.getByTestId(`node-${first.id}`).boundingBox();
  if (!card || !room) throw new Error("the trigger is not to be seen");
  expect(card.x).toBeGreaterThanOrEqual(room.x);
  // In a size that can be read: cards are 256 wide.
  expect(card.width).toBeGreaterThanOrEqual(256 * 0.7);
  await picture(page, "fitted");
  // Left first: the page tells the server now and then that somebody looks at a workflow, which is to be there.
  await page.goto("/workflows");
  await call(page, "DELETE", `/workflows/${id}`);
  await call(page, "DELETE", `/credentials/${other.id}`);
});

test("templates are narrowed down by what they work with, with the keyboard alone", async ({ page }) => {
  await page.goto("/workflows/templates");
  await page.getByRole("textbox", { name: "Find a template" }).focus();
  const orders = page.getByRole("group", { name: "What it works with" }).getByRole("checkbox", { name: "Orders" });
  // Logic, other services, people, messages, orders.
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("Tab");
  await expect(orders).toBeFocused();
  await page.keyboard.press("Space");
  await expect(cards(page)).toHaveCount(3);
  await page.keyboard.press("Space");
  await expect(cards(page)).toHaveCount(12);
  await page.getByRole("textbox", { name: "Find a template" }).fill("zebra");
  await expect(page.getByText("No such template")).toBeVisible();
});

test("a downloaded workflow comes back through the button and by a drop, and other files are refused in words", async ({
  page,
}) => {
  const own = await call(page, "GET", `/workflows/${await demoId(page)}/export`);
  const file = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page.goto("/workflows");
  const input = page.locator('input[type="file"]');
  await expect(page.getByRole("button", { name: "Import a file" })).toBeVisible();
  for (const [name, text, said] of [
    ["photo.json", "PNG", "“photo.json” is no JSON: line 1, column 1"],
    ["other.json", '{"nodes":[],"connections":{}}', "“other.json” is not a Leeway workflow"],
    ["later.json", '{"schemaVersion":9,"name":"x","nodes":[]}', "“later.json” was made in a newer Leeway"],
  ] as const) {
    await input.setInputFiles(file(name, text));
    await expect(page.getByText(said)).toBeVisible();
    // The same file, mended, can be taken again: a browser tells of another one alone.
    await expect(input).toHaveValue("");
  }
  await picture(page, "refused");
  await input.setInputFiles(file("own.json", JSON.stringify(own)));
  await expect(page.getByTestId("node-answer")).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  expect(await call(page, "GET", `/workflows/${id}/export`)).toEqual(own);

  await page.goto("/workflows");
  await expect(page.getByRole("button", { name: "Import a file" })).toBeVisible();
  await dropFile(page, JSON.stringify({ ...own, name: "Dropped" }));
  await expect(page.getByTestId("node-answer")).toBeVisible();
  await expect(page).toHaveTitle(/Dropped/);
});

/** As the browser does it for a file that is pulled over the page and let go. */
async function dropFile(page: Page, text: string) {
  const data = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(text)}], "dropped.json", { type: "application/json" }));
    return data;
  })()`);
  const place = page.getByTestId("import-drop");
  await place.dispatchEvent("dragover", { dataTransfer: data });
  await expect(place).toHaveAttribute("data-over", "true");
  await picture(page, "drop");
  await place.dispatchEvent("drop", { dataTransfer: data });
}

test("an empty workspace begins with the gallery, in every language and at night", async ({ page }) => {
  const { items } = await call(page, "GET", "/workflows");
  for (const { id } of items) await call(page, "DELETE", `/workflows/${id}`);
  for (const [locale, title] of [
    ["uk", "Шаблони сценаріїв"],
    ["ru", "Шаблоны сценариев"],
    ["en", "Templates"],
  ] as const) {
    await page.goto("/workflows");
    await page.evaluate(`localStorage.setItem("leeway.locale", ${JSON.stringify(locale)})`);
    await page.emulateMedia({ colorScheme: locale === "ru" ? "dark" : "light" });
    await page.reload();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(cards(page)).toHaveCount(12);
    await picture(page, `empty-${locale}`);
    await cards(page).last().scrollIntoViewIfNeeded();
    await picture(page, `empty-${locale}-below`);
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  await picture(page, "wide");
});
