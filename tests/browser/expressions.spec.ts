import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { choose, editorOf, expect, openNew, signedIn as test, write } from "./leeway.js";

const at = (x: number, y = 0) => ({ position: { x, y } });
/** A shop's order, a step that reads it, and one to write in. */
const shop = document(
  "Shop",
  [
    node("order", "trigger.webhook", {}, at(0)),
    node("who", "logic.set", { fields: [{ name: "name", value: "{{ trigger.body.name }}" }] }, at(320)),
    node("say", "logic.set", { fields: [{ name: "text", value: "" }] }, at(640)),
  ],
  chain("order", "who", "say"),
);

/** Gives the trigger a sample as one pastes it. */
async function pasteSample(page: Page, body: unknown) {
  await choose(page, "order");
  await page.getByRole("button", { name: "Paste a sample" }).click();
  await page.getByLabel("What the site sends, as JSON").fill(JSON.stringify(body));
  await page.getByRole("button", { name: "Keep as the sample" }).click();
  await expect(page.getByText("Your own sample is used")).toBeVisible();
}

async function openSay(page: Page) {
  await choose(page, "say");
  await expect(page.getByTestId("inspector-name")).toHaveValue("say");
  return editorOf(page, "fields");
}

const offered = (page: Page) => page.locator(".cm-tooltip-autocomplete li");
const preview = (page: Page) => page.getByTestId("param-fields").getByTestId("preview");

/** Takes what is offered alone. The list takes keys a blink after it opens, so that it takes none meant for the text. */
async function take(page: Page, label: string, gives: string) {
  await expect(offered(page)).toHaveCount(1);
  await expect(offered(page)).toContainText(label);
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(preview(page)).toContainText(gives, { timeout: 300 });
  }).toPass();
}

test("Escape right after a letter leaves the field: suggestions that nobody sees yet take no key", async ({ page }) => {
  await openNew(page, shop);
  const field = await openSay(page);
  await field.click();
  // At once, as no hand is: the list is looked for a moment after the letter.
  await page.evaluate(`addEventListener("input", ({ target }) => setTimeout(() =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }))))`);
  await page.keyboard.type("a");
  await expect(page.locator('.react-flow__node[data-id="say"]')).toBeFocused();
});

test("suggestions know the trigger's data, variables, earlier steps and functions, with their values", async ({
  page,
}) => {
  await openNew(page, shop);
  await pasteSample(page, { name: "Софія", items: [{ title: "Курс" }] });
  const field = await openSay(page);
  await field.click();
  await page.keyboard.type("{{");
  await expect(offered(page).filter({ hasText: "trigger" })).toBeVisible();
  await expect(offered(page).filter({ hasText: "vars" })).toBeVisible();
  await page.keyboard.type("trigger.body.");
  await expect(offered(page).filter({ hasText: "items" })).toBeVisible();
  await expect(offered(page).filter({ hasText: "name" })).toContainText("Софія");
  await page.keyboard.type("na");
  await take(page, "name", "Софія");

  await page.keyboard.type(" | upp");
  await take(page, "upper", "СОФІЯ");
  await expect(field.locator(".cm-function")).toHaveText("upper");
  await expect(field.locator(".cm-name, .cm-property").first()).toBeVisible();

  await write(field, "{{ vars.site");
  await expect(offered(page).filter({ hasText: "site_lgt" })).toBeVisible();
  await write(field, "{{ steps.");
  await expect(offered(page).filter({ hasText: "who" })).toBeVisible();
  await expect(offered(page).filter({ hasText: "say" })).toBeHidden();
});

test("what is written shows in words once one leaves it, and opens again by a click", async ({ page }) => {
  await openNew(page, shop);
  const field = await openSay(page);
  await write(field, "Вітаємо, {{ trigger.body.name");
  await expect(field.locator(".cm-property").first()).toBeVisible();
  await page.keyboard.type(" }}!");
  await page.getByTestId("inspector-name").click();
  await expect(field.locator(".cm-chip")).toHaveAttribute("title", "{{ trigger.body.name }}");
  await expect(field.locator(".cm-chip")).toHaveText("order › name");
  await field.locator(".cm-chip").click();
  await expect(field.locator(".cm-chip")).toBeHidden();
  await expect(field).toContainText("{{ trigger.body.name }}");
});

test("the picker inserts a path from the sample, and after a run from the run's data", async ({ page }) => {
  await openNew(page, shop);
  await pasteSample(page, { name: "Софія" });
  await openSay(page);
  const pick = async (path: string) => {
    await page.getByRole("button", { name: "Insert data into “Fields: value 1”" }).click();
    return page.locator(`[data-path="${path}"]`);
  };
  const row = await pick("trigger.body.name");
  await expect(row).toContainText("Софія");
  await row.click();
  await expect(preview(page)).toContainText("Софія");

  await page.getByTestId("toolbar-run-menu").click();
  await page.getByRole("menuitem", { name: "With your own data…" }).click();
  await page.getByRole("textbox", { name: "Data of “order”" }).fill('{"name":"Тарас","city":"Львів"}');
  await page.getByRole("button", { name: "Run with this data" }).click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
  await expect(preview(page)).toContainText("Тарас");
  const city = await pick("trigger.body.city");
  await page.getByRole("combobox", { name: "Find data from earlier steps" }).fill("city");
  await expect(city).toContainText("Львів");
  await page.keyboard.press("Enter");
  await expect(preview(page)).toContainText("Львів");
});

test("a broken expression is explained at its field, on the card and in the list", async ({ page }) => {
  await openNew(page, shop);
  const field = await openSay(page);
  await write(field, "{{ trigger.body.name | uper }}");
  await page.getByTestId("inspector-name").click();
  await expect(page.getByTestId("param-fields")).toContainText("uper");
  await expect(page.getByTestId("node-say")).toHaveAttribute("data-problem", /./);
  await expect(page.getByTestId("problems-button")).toHaveAttribute("data-count", "1");
  await write(field, "{{ 1 + }}");
  await page.getByTestId("inspector-name").click();
  await expect(page.getByTestId("node-say")).toHaveAttribute("data-problem", /./);
  await expect(page.getByTestId("param-fields").getByTestId("preview")).toBeHidden();
  await write(field, "{{ 1 + 2 }}");
  await expect(preview(page)).toContainText("3");
  await expect(page.getByTestId("node-say")).not.toHaveAttribute("data-problem", /./);
  await expect(page.getByTestId("problems-button")).toHaveAttribute("data-count", "0");
});

test("conditions with a group and comparisons that fit the value send the run the right way", async ({ page }) => {
  await openNew(
    page,
    document(
      "Ways",
      [
        node("order", "trigger.webhook", {}, at(0)),
        node("big", "logic.if", {}, at(320)),
        node("yes", "logic.set", { fields: [{ name: "way", value: "yes" }] }, at(640, -100)),
        node("no", "logic.set", { fields: [{ name: "way", value: "no" }] }, at(640, 100)),
      ],
      [edge("order", "big"), edge("big", "yes", "true"), edge("big", "no", "false")],
    ),
  );
  await pasteSample(page, { total: 1250, name: "Олена", city: "Київ" });
  await choose(page, "big");
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  const compare = async (number: string, value: string, op: string, to: string) => {
    await write(field(`Condition ${number}: value`), value);
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: `Condition ${number}: comparison` }).click();
    await page.getByRole("option", { name: op, exact: true }).click();
    await write(field(`Condition ${number}: compared with`), to);
  };
  await compare("1", "{{ trigger.body.total }}", "is greater than", "1000");
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await compare("2.1", "{{ trigger.body.city }}", "is", "Львів");
  await page
    .getByRole("group", { name: /^Group/ })
    .getByRole("button", { name: "Condition", exact: true })
    .click();
  await compare("2.2", "{{ trigger.body.name }}", "starts with", "Оле");
  await expect(page.getByRole("group", { name: /^Group/ }).getByText("or", { exact: true })).toBeVisible();

  const runs = async (body: unknown, taken: string, left: string) => {
    await page.getByTestId("toolbar-run-menu").click();
    await page.getByRole("menuitem", { name: "With your own data…" }).click();
    await page.getByRole("textbox", { name: "Data of “order”" }).fill(JSON.stringify(body));
    await page.getByRole("button", { name: "Run with this data" }).click();
    await expect(page.getByTestId(`state-${taken}`)).toHaveAttribute("data-state", "succeeded");
    await expect(page.getByTestId(`state-${left}`)).toHaveAttribute("data-state", "skipped");
  };
  await runs({ total: 1250, name: "Олена", city: "Київ" }, "yes", "no");
  await runs({ total: 999, name: "Олена", city: "Львів" }, "no", "yes");
  await runs({ total: 2000, name: "Тарас", city: "Львів" }, "yes", "no");
  await runs({ total: 2000, name: "Тарас", city: "Одеса" }, "no", "yes");
});

test("of several rows the faulty one is marked and gets the focus, and is explained once", async ({ page }) => {
  await openNew(
    page,
    document(
      "Rows",
      [
        node("start", "trigger.manual", {}, at(0)),
        node(
          "rows",
          "logic.set",
          {
            fields: [
              { name: "good", value: "x" },
              { name: "bad", value: "{{ steps.nobody.name }}" },
            ],
          },
          at(320),
        ),
      ],
      chain("start", "rows"),
    ),
  );
  await page.getByTestId("problems-button").click();
  await page.getByTestId("problem-rows").first().click();
  const fields = page.getByTestId("param-fields");
  const bad = fields.getByRole("textbox", { name: "Fields: value 2" });
  await expect(bad).toBeFocused();
  await expect(bad).toHaveAttribute("aria-invalid", "true");
  await expect(fields.getByRole("textbox", { name: "Fields: value 1" })).not.toHaveAttribute("aria-invalid", "true");
  await expect(fields.getByText(/nobody/)).toHaveCount(2);
});

test("a loop asks for one list, and inside it the item of the loop is offered first, not the first of all", async ({
  page,
}) => {
  await openNew(
    page,
    document(
      "Offered",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("find", "leeloo.person.list", {}, at(320, 0)),
        node("people", "logic.each", {}, at(640, 0)),
        node("write", "leeloo.message.send", {}, { parent: "people", ...at(720, 136) }),
      ],
      [edge("start", "find"), edge("find", "people"), edge("people", "write", "item")],
    ),
  );
  await page.getByTestId("head-people").click({ position: { x: 60, y: 30 } });
  const list = page.getByTestId("param-items");
  await expect(list.getByRole("radio", { name: "One value or JSON" })).toBeChecked();
  await list.getByRole("button", { name: "Insert data into “List”" }).click();
  await page.locator('[data-path="steps.find.data"]').click();
  await choose(page, "write");
  await page.getByTestId("param-account_id").getByRole("button", { name: "Insert data into “Channel”" }).click();
  await expect(page.getByRole("treeitem").first()).toHaveAttribute("data-path", "item.accounts[0].account_id");
  await expect(page.locator('[data-path="steps.people"]')).toHaveCount(0);
  await page.getByRole("treeitem").first().click();
  await expect(page.getByTestId("param-account_id")).toContainText("item › accounts › #1 › account_id");
});
