import type { Page } from "@playwright/test";
import { expect, owner, pageOf, saved, test } from "./leeway.js";
import { tabTo as tabUntil } from "./tab-to.js";

test.describe.configure({ mode: "serial" });

/** One browser; the mouse is never touched. */
let page: Page;
test.beforeAll(async ({ browser, leeway }) => {
  page = await pageOf(browser, leeway);
});
test.afterAll(() => page?.context().close());

const press = (keys: string) => page.keyboard.press(keys);
const type = (text: string) => page.keyboard.type(text);

const tabTo = (name: RegExp, key?: string, most?: number) => tabUntil(page, name, key, most);
const card = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);

test("by keyboard alone the owner's account is made", async () => {
  await page.goto("/");
  await expect(page.getByLabel("Your name")).toBeVisible();
  await tabTo(/Your name/);
  await type(owner.name);
  await tabTo(/Email/);
  await type(owner.email);
  await tabTo(/^Password/);
  await type(owner.password);
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
});

test("the demo is opened and run, and a step is read", async () => {
  await tabTo(/^New order via website/);
  await press("Enter");
  await expect(card("order")).toBeVisible();
  await tabTo(/Run with the sample/);
  await press("Enter");
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await tabTo(/^Done Confirm to the customer/, "Tab", 120);
  await press("Enter");
  await expect(page.getByTestId("inspector-name")).toHaveValue("Confirm to the customer");
  await tabTo(/^Set up/, "Tab", 120);
  await press("ArrowRight");
  await press("ArrowRight");
  await expect(page.getByTestId("inspector")).toContainText("Олена Шевченко! We have received your order №1042");
});

test("a workflow of two steps is drawn, filled in, saved and published", async () => {
  await press("Escape");
  await tabTo(/^Workflows\b/, "Tab", 150);
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
  await tabTo(/^New workflow/);
  await press("Enter");
  await expect(page.getByTestId("choose-trigger")).toBeVisible();

  await press("a");
  await expect(page.getByRole("textbox", { name: "Find a step" })).toBeFocused();
  await type("hand");
  await press("Enter");
  await expect(card("manual")).toBeFocused();
  await press("+");
  await expect(page.getByTestId("add-menu").getByRole("textbox")).toBeFocused();
  await type("set fields");
  await press("Enter");
  await expect(card("set")).toBeFocused();
  await press("Enter");
  await tabTo(/^Fields: name 1/);
  await type("greeting");
  await tabTo(/^Fields: value 1/);
  await type("Вітаємо");
  await press("Control+s");
  await saved(page);
  await press("Escape");
  await expect(card("set")).toBeFocused();
  await press("ArrowLeft");
  await expect(card("manual")).toBeFocused();
  await tabTo(/^Publish/, "Shift+Tab");
  await press("Enter");
  await expect(page.getByTestId("publish-yes")).toBeFocused();
  await press("Escape");
  await expect(page.getByTestId("toolbar-publish")).toBeFocused();
  await press("Enter");
  await expect(page.getByTestId("publish-yes")).toBeFocused();
  await press("Enter");
  await expect(page.getByTestId("publish-state")).toContainText("Published");
});

test("the help on keys opens with “?” and closes with Escape; focus goes on", async () => {
  await press("?");
  await expect(page.getByTestId("key-help")).toBeVisible();
  await press("Escape");
  await expect(page.getByTestId("key-help")).toBeHidden();
});

test("a template is looked at and taken from the gallery, and a list is chosen from", async () => {
  await page.goto("/workflows/templates");
  await expect(page.getByRole("heading", { name: "Templates" })).toBeVisible();
  await tabTo(/^Preview: Paid order/);
  await press("Enter");
  const preview = page.getByRole("dialog");
  await expect(preview).toBeVisible();
  await press("Escape");
  await expect(preview).toBeHidden();
  await expect(page.getByRole("button", { name: /^Preview: Paid order/ })).toBeFocused();
  await press("Shift+Tab");
  await expect(page.getByRole("button", { name: /^Use this: Paid order/ })).toBeFocused();
  await press("Enter");
  await expect(page.getByTestId("problems-list")).toContainText("Tag the buyer");
  await tabTo(/Tag/);
  await press("Enter");
  const tag = page.getByTestId("param-tag_id");
  await expect(tag.locator(".cm-content")).toBeFocused();
  await tabTo(/Tag: choose from Leeloo/);
  await press("Enter");
  const list = page.getByTestId("choices").filter({ visible: true });
  await expect(list.getByRole("option", { name: "VIP" })).toBeVisible();
  await press("ArrowDown");
  await press("Escape");
  await expect(list).toHaveCount(0);
  await expect(tag.getByRole("button", { name: "Tag: choose from Leeloo" })).toBeFocused();
  await press("Enter");
  await expect(list.getByRole("textbox")).toBeFocused();
  await type("vip");
  await press("Enter");
  await expect(tag.locator(".cm-content")).toHaveText("VIP");
  await expect(tag.getByRole("button", { name: "Tag: choose from Leeloo" })).toBeFocused();
  await press("Control+s");
  await saved(page);
  await expect(page.getByTestId("problems-button")).toHaveAttribute("data-count", "0");
});
