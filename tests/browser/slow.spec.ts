import type { Page, Route } from "@playwright/test";
import { call, choose, editorOf, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { chain, document, node } from "../system/documents.js";
import { at } from "./small-workflows.js";

// What answers late, not at all, or differently than before.
test.use({ expected: [/500 \(Internal Server Error\)|424 \(Failed Dependency\)/] });

const vip = "595f5d522a934035decc093e";
const field = (page: Page, param: string) => page.getByTestId(`param-${param}`);
const list = (page: Page) => page.getByTestId("choices").filter({ visible: true });
const openList = (page: Page, param: string) =>
  field(page, param).getByRole("button", { name: "choose from Leeloo" }).click();
const later = (ms: number) => async (route: Route) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await route.continue().catch(() => undefined);
};
const refused = (route: Route) =>
  route.fulfill({ status: 500, contentType: "application/problem+json", body: '{"title":"x","detail":"It broke."}' });

async function sandboxOf(page: Page): Promise<string> {
  const { items } = await call(page, "GET", "/credentials");
  return items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
}

/** manual → one step of Leeloo, opened. */
async function openStep(page: Page, type: string, params = {}, own?: string): Promise<string> {
  const credential = own ?? (await sandboxOf(page));
  const step = node("step", type, params, { ...at(320, 0), credential });
  const id = await openNew(
    page,
    document("Slow", [node("start", "trigger.manual", {}, at(0, 0)), step], chain("start", "step")),
  );
  await choose(page, "step");
  return id;
}

async function pasteInto(page: Page, param: string, text: string) {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await editorOf(page, param).click();
  await page.keyboard.press("Control+v");
}

test("a run asks before it reaches real people, even when it is pressed before the accounts are known", async ({
  page,
}) => {
  const { id: credential } = await call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "My shop",
    data: { token: "t", baseUrl: "https://leeloo.example/api/v2" },
  });
  await page.route("**/api/v1/credentials?*", later(1_500));
  const id = await openStep(page, "leeloo.message.send", { account_id: vip, text: "Вітаємо" }, credential);
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByTestId("real-people")).toContainText("My shop");
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toEqual([]);
});

test("data of one's own that could not be kept is told, though its dialog is closed", async ({ page }) => {
  await openStep(page, "leeloo.tag.list");
  await page.route("**/samples", (route) => (route.request().method() === "PUT" ? refused(route) : route.continue()));
  await page.getByTestId("toolbar-run-menu").click();
  await page.getByRole("menuitem", { name: "With your own data" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Run with this data" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("It broke.")).toBeVisible();
});

test("a name that the list gives late is no step back of its own", async ({ page }) => {
  await page.route("**/api/v1/options/**", later(1_500));
  await openStep(page, "leeloo.person.addTag");
  await pasteInto(page, "tag_id", vip);
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
  await saved(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(editorOf(page, "tag_id")).not.toContainText("VIP");
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
});

test("what is said of a refused link goes once something else is chosen", async ({ page }) => {
  await openStep(page, "leeloo.person.addTag", { tag_id: vip });
  await pasteInto(page, "tag_id", "https://app.leeloo.ai/tunnels/5e1f11566c384804b31e9457/tree");
  await expect(field(page, "tag_id").getByTestId("link-wrong")).toBeVisible();
  await openList(page, "tag_id");
  await list(page).getByRole("option", { name: "Order from the site" }).click();
  await expect(editorOf(page, "tag_id")).toHaveText("Order from the site");
  await expect(field(page, "tag_id").getByTestId("link-wrong")).toHaveCount(0);
});

test("a tag chosen after a written row was taken away is a chip like any other", async ({ page }) => {
  await openStep(page, "leeloo.person.addSms");
  await field(page, "tags").getByRole("button", { name: "Link, ID or formula" }).click();
  await field(page, "tags").getByRole("button", { name: "Tags: remove row 1" }).click();
  await openList(page, "tags");
  await list(page).getByRole("option", { name: "VIP" }).click();
  await expect(list(page)).toBeVisible();
  await expect(field(page, "tags").getByRole("button", { name: "Tags: remove VIP" })).toBeVisible();
});

test("a credential that was changed is asked for its lists anew", async ({ page }) => {
  const credential = await sandboxOf(page);
  const id = await openStep(page, "leeloo.person.addTag", {}, credential);
  let asked = 0;
  page.on("request", (request) => void (request.url().includes("/api/v1/options/") && (asked += 1)));
  await openList(page, "tag_id");
  await expect(list(page).getByRole("option").first()).toBeVisible();
  expect(asked).toBe(1);
  const go = (name: string) => page.getByRole("navigation").getByRole("link", { name }).click();
  await page.keyboard.press("Escape");
  await go("Credentials");
  await page.getByTestId(`credential-row-${credential}`).getByRole("button", { name: /^Edit/ }).click();
  const put = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await page.getByTestId("credential-save").click();
  await put;
  await go("Workflows");
  await page.locator(`a[href="/workflows/${id}"]`).first().click();
  await choose(page, "step");
  await openList(page, "tag_id");
  await expect(list(page).getByRole("option").first()).toBeVisible();
  expect(asked).toBe(2);
});

test("what is left of the sandbox and cannot be known is asked again before anything is published", async ({
  page,
}) => {
  await page.route("**/api/v1/sandbox/state", refused);
  await openStep(page, "leeloo.tag.list");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByTestId("toolbar-go-live").click();
  const live = page.getByTestId("going-live");
  await expect(live.getByTestId("live-publish-button")).toBeDisabled();
  await expect(live.getByRole("alert")).toContainText("It broke.");
  await page.unroute("**/api/v1/sandbox/state");
  await live.getByRole("button", { name: "Try again" }).click();
  await expect(live.getByRole("alert")).toHaveCount(0);
});

test("a template is made once, however late its sample is kept", async ({ page }) => {
  // With one account nobody is asked which.
  const { items } = await call(page, "GET", "/credentials");
  for (const { id, sandbox } of items as { id: string; sandbox: boolean }[])
    if (!sandbox) await call(page, "DELETE", `/credentials/${id}`);
  let goOn = () => {};
  const seen = new Promise<void>((resolve) => (goOn = resolve));
  await page.route("**/samples", async (route) => {
    await seen;
    await route.continue();
  });
  await page.goto("/workflows/templates");
  const take = page.getByTestId("template-new-subscriber").getByRole("button").first();
  const made = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/workflows") && answer.status() === 201);
  await take.click();
  await made;
  await expect(take).toBeDisabled();
  goOn();
  await expect(page.getByTestId("canvas")).toBeVisible();
});

test("what cannot be read of personal data is said once where all of it fails, and under its own title where a part does", async ({
  page,
}) => {
  await page.route("**/api/v1/privacy", refused);
  await page.route("**/api/v1/erasures", refused);
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Personal data" });
  await expect(section.getByRole("alert")).toHaveCount(1);
  await page.unroute("**/api/v1/privacy");
  await section.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(section.getByTestId("privacy")).toBeVisible();
  const erasures = section.getByTestId("erasures");
  await expect(erasures.getByRole("alert")).toHaveCount(1);
  await expect(erasures).toContainText("Erasures");
  await page.unroute("**/api/v1/erasures");
  await erasures.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(section.getByRole("alert")).toHaveCount(0);
});
