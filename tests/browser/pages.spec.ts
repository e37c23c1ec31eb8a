import { chain, document, node } from "../system/documents.js";
import { another, call, demoId, expect, kept, open, openNew, owner, signedIn as test } from "./leeway.js";

test("variables and fields are typed, kept, and read by a run", async ({ page }) => {
  await page.goto("/data");
  const add = async (root: "vars" | "fields", name: string, type: string, value: string) => {
    await page.getByTestId(`${root}-add`).click();
    await page.keyboard.type(name);
    const row = page.getByTestId(`value-row-${name}`);
    await row.getByRole("combobox", { name: /^Type/ }).click();
    await page.getByRole("option", { name: type, exact: true }).click();
    await row.getByLabel(/^(Value|Default)/).fill(value);
    return row;
  };
  const row = await add("vars", "discount", "Number", "ten");
  await page.getByTestId("vars-save").click();
  await expect(row).toContainText("This is not a number");
  await row.getByLabel(/^Value/).fill("10");
  await page.getByTestId("vars-save").click();
  await kept(page, "vars");
  await page.getByRole("tab", { name: "Fields" }).click();
  await add("fields", "city", "Text", "Львів");
  await page.getByTestId("fields-save").click();
  await kept(page, "fields");
  await page.reload();
  await expect(page.getByTestId("value-row-city").getByLabel(/^Default/)).toHaveValue("Львів");

  await openNew(
    page,
    document(
      "Reads",
      [
        node("start", "trigger.manual"),
        node(
          "read",
          "logic.set",
          {
            fields: [
              { name: "left", value: "{{ 100 - vars.discount }}" },
              { name: "city", value: "{{ fields.city }}" },
            ],
          },
          { position: { x: 320, y: 0 } },
        ),
      ],
      chain("start", "read"),
    ),
  );
  await page.getByTestId("toolbar-run").click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  await expect(drawer.getByTestId("step-read")).toContainText("90");
  await expect(drawer.getByTestId("step-read")).toContainText("Львів");
});

test("values that are not saved are not lost by a click elsewhere", async ({ page }) => {
  await page.goto("/data");
  await page.getByTestId("vars-add").click();
  await page.keyboard.type("unsaved");
  await page.getByRole("link", { name: "Runs" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByTestId("value-row-unsaved")).toBeVisible();
});

test("the sandbox page shows what it received, fails on request and forgets", async ({ page }) => {
  await page.goto("/leeloo");
  await page.getByTestId("sandbox-clear").click();
  await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Nothing has come yet")).toBeVisible();

  await open(page, await demoId(page));
  await page.getByRole("button", { name: "Run with the sample" }).click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
  await page.getByRole("link", { name: "Leeloo sandbox" }).click();
  const order = page.locator('[data-testid="sandbox-request"][data-method="POST"][data-path="/orders"]');
  await order.getByRole("button").first().click();
  await expect(order).toContainText("Sent");
  await expect(order).toContainText("+380671234567");
  await page.getByTestId("sandbox-tab-messages").click();
  await expect(page.getByRole("table")).toContainText("Олена Шевченко! We have received your order №1042");

  await page.getByTestId("sandbox-faults").click();
  await page.getByTestId("fault-set").click();
  await expect(page.getByText("The next request will fail")).toBeVisible();
});

test("language, theme and time zone take effect and stay", async ({ page }) => {
  await page.goto("/account");
  await page.getByRole("radiogroup", { name: "Language" }).getByText("Українська").click();
  await expect(page.getByRole("heading", { name: "Ваш обліковий запис" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Ваш обліковий запис" })).toBeVisible();
  await page.getByRole("radiogroup", { name: "Мова" }).getByText("English").click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();

  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByText("Light", { exact: true }).click();

  await page.goto("/settings");
  const zone = page.getByRole("combobox", { name: "Time zone" });
  const zones = page.getByRole("option", { name: /UTC/, includeHidden: true });
  // Four hundred are named once somebody comes to the field.
  await expect(zones).toHaveCount(1);
  await zone.focus();
  await expect.poll(() => zones.count()).toBeGreaterThan(100);
  await zone.fill("Tokyo");
  await page.getByRole("option", { name: /Tokyo/ }).click();
  const form = page.locator("form").filter({ has: page.getByRole("combobox", { name: "Time zone" }) });
  await form.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await call(page, "GET", "/me")).workspace.timezone).toBe("Asia/Tokyo");
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue(/Tokyo/);
});

test("an API key is shown once and works until it is deleted", async ({ page, leeway }) => {
  await page.goto("/settings");
  await page.getByTestId("key-name").fill("The site’s order form");
  await page.getByTestId("key-create").click();
  await expect(page.getByTestId("key-once")).toBeInViewport();
  const key = await page.getByTestId("key-once").innerText();
  const ask = async () =>
    (await fetch(`${leeway.origin}/api/v1/workflows`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await ask()).toBe(200);
  await page.reload();
  await expect(page.getByRole("table", { name: "API keys" })).toContainText("The site’s order form");
  expect(await page.content()).not.toContain(key);
  await page.getByRole("button", { name: /^Delete the key/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No keys yet.")).toBeVisible();
  expect(await ask()).toBe(401);
});

test("the list of runs grows by itself and can be filtered", async ({ page, browser }) => {
  const demo = await demoId(page);
  await call(page, "POST", `/workflows/${demo}/runs`, {});
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      "Fails",
      [node("start", "trigger.manual"), node("stop", "logic.stop", { status: "failed", message: "Sold out" })],
      chain("start", "stop"),
    ),
  });
  const rows = page.locator('[data-testid^="run-row-"]');
  await page.goto("/runs");
  await expect(rows.first()).toContainText("New order via website");
  await page.getByRole("combobox", { name: "Workflow" }).click();
  await page.getByRole("option", { name: "Fails" }).click();
  await expect(page.getByText("No runs like this")).toBeVisible();

  const second = await another(browser, page);
  await open(second, id);
  await second.getByTestId("toolbar-run").click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Failed");
  await expect(rows).toContainText("Sold out");
  await second.context().close();

  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Done" }).click();
  await expect(page.getByText("No runs like this")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Show all runs" }).click();
  await expect(rows.nth(1)).toBeVisible();
});

test.describe("how long runs are kept", () => {
  test.use({ expected: [/status of 503/] });
  test("is shown, changed within bounds, and asked about before anything is lost", async ({ page }) => {
    await page.route("**/api/v1/retention", (route) => route.fulfill({ status: 503 }));
    await page.goto("/settings");
    const section = page.getByRole("region", { name: "How long runs are kept" });
    await expect(section.getByRole("button", { name: "Try again" })).toBeVisible();
    await page.unroute("**/api/v1/retention");
    await section.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByTestId("retention-days")).toHaveValue("30");
    await expect(page.getByTestId("retention-failed")).toHaveValue("90");
    await expect(page.getByTestId("retention-failedCount")).toHaveValue("100 000");
    const save = section.getByRole("button", { name: "Save" });
    await expect(save).toBeDisabled();

    await page.getByTestId("retention-days").fill("0");
    await expect(section.getByText("A whole number from 1 to 3,650")).toBeVisible();
    await expect(save).toBeDisabled();
    await page.getByTestId("retention-days").fill("60");
    await save.click();
    await expect(page.getByText("Saved").last()).toBeVisible();
    expect(await call(page, "GET", "/retention")).toMatchObject({ succeeded: { days: 60, count: 10_000 } });

    await page.getByTestId("retention-count").fill("500");
    await save.click();
    const question = page.getByRole("dialog", { name: "Keep fewer runs?" });
    await expect(question).toContainText("in each workflow all but the newest 500");
    await question.getByRole("button", { name: "Cancel" }).click();
    expect(await call(page, "GET", "/retention")).toMatchObject({ succeeded: { count: 10_000 } });
    await save.click();
    await question.getByRole("button", { name: "Keep fewer" }).click();
    await expect.poll(() => call(page, "GET", "/retention")).toMatchObject({ succeeded: { days: 60, count: 500 } });
    await page.reload();
    await expect(page.getByTestId("retention-count")).toHaveValue("500");
  });
});

test("the code of a page comes while it is still asked who is here", async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/api/v1/auth/state", async (route) => {
    await held;
    await route.continue();
  });
  const code = page.waitForRequest(/\/assets\/data-page-/);
  await page.goto("/data");
  await code;
  go();
  await expect(page.getByTestId("vars-add")).toBeVisible();
});

test.describe("a tab left open over an update", () => {
  test.use({ expected: [/status of 404|dynamically imported module|React/] });
  test("reloads once by itself, and then says what is the matter", async ({ page }) => {
    await page.goto("/workflows");
    await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
    let loads = 0;
    page.on("load", () => (loads += 1));
    await page.route("**/assets/data-page-*.js", (route) => route.fulfill({ status: 404 }));
    await page.getByRole("link", { name: "Data" }).click();
    await expect(page.getByRole("alert")).toContainText("Leeway was probably updated");
    await expect.poll(() => loads).toBe(1);
    await expect(page.getByRole("alert")).toContainText("Leeway was probably updated");
    await page.unroute("**/assets/data-page-*.js");
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByTestId("vars-add")).toBeVisible();
    expect(loads).toBe(2);
  });
});

test("an editor that was opened before is told that its node types still hold, and has them", async ({ page }) => {
  await open(page, await demoId(page));
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Network.enable");
  const asked: string[] = [];
  devTools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.endsWith("/node-types")) asked.push(requestId);
  });
  // What came over the wire: the page itself hears 200 and what the browser had kept.
  const told = new Map<string, number>();
  devTools.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => told.set(requestId, statusCode));
  await page.reload();
  await expect(page.getByTestId("palette-item-logic.set")).toBeVisible();
  await expect.poll(() => asked.map((id) => told.get(id))).toEqual([304]);
});

test.describe("signing in", () => {
  test.use({ expected: [/status of 401/] });
  test("out and in again; a wrong password is refused, and an address opened before is kept", async ({ page }) => {
    const demo = await demoId(page);
    const { runId } = await call(page, "POST", `/workflows/${demo}/runs`, {});
    await page.goto("/workflows");
    await page.getByRole("button", { name: `Account of ${owner.name}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.goto(`/runs/${runId}`);
    await page.getByLabel("Email").fill(owner.email);
    await page.getByLabel(/^Password/).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByLabel(/^Password/).fill(owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "New order via website" })).toBeVisible();
    await expect(page.getByTestId("step-newOrder")).toBeVisible();
  });
});

test("the first page in a browser of another language speaks the account's, in what the server says as well", async ({
  page,
  browser,
}) => {
  const failing = document(
    "Замовлення",
    [node("in", "trigger.manual"), node("sum", "logic.code", { source: "throw new Error('1');" })],
    chain("in", "sum"),
  );
  const { id } = await call(page, "POST", "/workflows", { document: failing });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("failed");
  await call(page, "PATCH", "/me", { locale: "uk" });
  const tab = await another(browser, page);
  const asked: (string | undefined)[] = [];
  tab.on("request", (request) => {
    if (/\/api\/v1\/runs\?/.test(request.url())) asked.push(request.headers()["accept-language"]);
  });
  await tab.goto("/runs?status=failed");
  await expect(tab.getByRole("heading", { name: "Запуски" })).toBeVisible();
  await expect(tab.getByTestId(`run-row-${runId}`)).toContainText("Код зупинився з помилкою");
  // Lists are read again after a while: what was read at first counts.
  expect(asked[0]).toBe("uk");
  await tab.context().close();
  await call(page, "PATCH", "/me", { locale: "en" });
});

test.describe("what is not there", () => {
  test.use({ expected: [/status of 404|TypeError|React/] });
  test("offers no second try, and a page that stumbles a reload and a way out", async ({ page }) => {
    await page.goto("/runs/run_that_never_was");
    await expect(page.getByRole("alert")).toContainText("Not found");
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
    await page.route(/api\/v1\/credentials(\?|$)/, (route) => route.fulfill({ json: { items: [{ id: 1 }] } }));
    await page.goto("/credentials");
    const stumbled = page.getByRole("alert").filter({ hasText: "This page stumbled" });
    await expect(stumbled.getByRole("button", { name: "Reload" })).toBeVisible();
    await stumbled.getByRole("link", { name: "To the workflows" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Workflows", level: 1 })).toBeVisible();
  });
});
