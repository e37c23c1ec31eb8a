import { choose, connect, dragStep, expect, owner, pageOf, publish, signUp, test } from "./leeway.js";

test.describe.configure({ mode: "serial" });

/** One browser for the whole day: what a newcomer does, in order. */
let page: import("@playwright/test").Page;
const pictures = process.env["TEST_PICTURES"];
const picture = async (name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
};

test.beforeAll(async ({ browser, leeway }) => {
  page = await pageOf(browser, leeway);
});
test.afterAll(() => page?.context().close());

test("a form that cannot be sent yet leads to the first field to mend", async () => {
  await page.goto("/");
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel(/^Password/).fill("short");
  await page.keyboard.press("Enter");
  const name = page.getByLabel("Your name");
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription("Please fill this in");
  await name.fill(owner.name);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/^Password/)).toBeFocused();
});

test("the first person makes the owner's account and finds the demo workflow, published", async () => {
  await signUp(page);
  await picture("workflows");
  const row = page.getByRole("row", { name: /New order via website/ });
  await expect(row).toContainText("Published");
  await row.getByText("New order via website").click();
  await expect(page.getByTestId("node-order")).toBeVisible();
  await expect(page.getByTestId("publish-state")).toContainText("Published");
});

const showAll = () => page.getByRole("button", { name: "Show everything" }).click();
/** The README's: the whole workflow after a run, as on a wide screen. */
async function canvasPicture() {
  if (!pictures) return;
  await page.setViewportSize({ width: 1680, height: 945 });
  await showAll();
  await page.mouse.move(840, 120);
  // The view glides, and a tooltip fades.
  await page.waitForTimeout(800);
  await picture("canvas");
  await page.setViewportSize({ width: 1280, height: 720 });
}
const steps = ["order", "find", "known", "person", "newOrder", "tag", "message", "answer"];

test("“Run with the sample” lights up every step, and a step shows what went in and came out", async () => {
  await page.getByRole("button", { name: "Run with the sample" }).click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  for (const id of steps) await expect(page.getByTestId(`state-${id}`)).toHaveAttribute("data-state", "succeeded");
  await canvasPicture();
  await drawer.getByTestId("step-message").click();
  await expect(drawer).toContainText("Олена Шевченко! We have received your order №1042");
  await picture("ran");
});

test("the webhook's curl line makes a second run appear by itself", async ({ leeway }) => {
  await page.getByTestId("run-close").click();
  await page.keyboard.press("Escape");
  await showAll();
  await choose(page, "order");
  await expect(page.getByTestId("webhook-local")).toContainText("LEEWAY_PUBLIC_URL");
  const curl = await page.getByTestId("webhook-curl").innerText();
  const { execSync } = await import("node:child_process");
  const line = page.getByTestId("run-open");
  const before = (await line.getAttribute("data-run")) ?? "";
  expect(before).not.toBe("");
  const answer = execSync(curl.replace(/\\\n/g, " "), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  expect(JSON.parse(answer)).toMatchObject({ ok: true });
  await expect(line).not.toHaveAttribute("data-run", before);
  await line.click();
  await expect(page.getByTestId("step-find")).toContainText("Found: Олена Шевченко");
  await page.goto("/runs");
  await expect(page.locator('[data-testid^="run-row-"]')).toHaveCount(2);
  expect(leeway.log).not.toContain('"level":50');
});

test("a workflow drawn by drag and drop is saved, published, called and seen running", async ({ leeway }) => {
  await page.goto("/workflows");
  await page.getByRole("button", { name: "New workflow" }).click();
  await expect(page.getByTestId("choose-trigger")).toBeVisible();

  await dragStep(page, "trigger.webhook", 120, 120);
  await expect(page.getByTestId("node-webhook")).toBeVisible();
  await page
    .getByTestId("inspector")
    .getByTestId("param-respond")
    .getByRole("textbox")
    .or(page.getByTestId("param-respond").locator("input"))
    .first()
    .click();
  await page.getByRole("option", { name: /Respond/ }).click();
  await page.getByTestId("inspector-close").click();
  await dragStep(page, "logic.set", 120, 300);
  await page.getByTestId("inspector-close").click();
  await dragStep(page, "logic.respond", 420, 420);
  await page.getByTestId("inspector-close").click();

  await showAll();
  await connect(page, "webhook", "main", "set");
  await connect(page, "set", "main", "respond");

  await choose(page, "set");
  const fields = page.getByTestId("param-fields");
  await fields.getByRole("button", { name: "Add a row" }).click();
  await fields.getByRole("textbox").first().fill("greeting");
  await fields.locator(".cm-content").first().click();
  await page.keyboard.type("Вітаємо, {{ trigger.body.name }}!");
  await page.keyboard.press("Escape");
  await choose(page, "respond");
  await page.getByTestId("param-body").getByText("One value or JSON").click();
  await page.getByTestId("param-body").locator(".cm-content").click();
  await page.keyboard.type("{{ steps.set.greeting }}");
  await picture("drawn");

  await page.getByTestId("toolbar-save").click();
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "saved");
  await publish(page);

  await page.keyboard.press("Escape");
  await choose(page, "webhook");
  const url = await page.getByTestId("webhook-url").first().innerText();
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Оксана" }),
  });
  expect([answer.status, await answer.text()]).toEqual([200, "Вітаємо, Оксана!"]);
  await expect(page.getByTestId("run-newer").or(page.getByTestId("run-drawer")).first()).toBeVisible();
  await page.goto("/runs");
  await expect(page.locator('[data-testid^="run-row-"]').first()).toContainText("Done");
  expect(leeway.log).not.toContain(owner.password);
});
