import { TOTP } from "otpauth";
import { chooses } from "./choosing-file.js";
import { call, expect, pageOf, signedIn as test } from "./leeway.js";
import { tabTo as tabUntil } from "./tab-to.js";

// Who is taken out is refused by whatever their page asks for next.
test.use({ expected: [/status of (401|403|404)/] });

const nobody = { storageState: { cookies: [], origins: [] } };

test("by keyboard alone somebody is invited, comes in, gets another role and is taken out again", async ({
  page,
  browser,
  leeway,
}) => {
  const tabTo = (name: RegExp) => tabUntil(page, name, "Tab", 150);
  const press = (keys: string) => page.keyboard.press(keys);
  const row = page.getByTestId("member-anna@example.com");
  await page.goto("/team");
  await expect(page.getByRole("button", { name: "Invite", exact: true })).toBeVisible();
  await tabTo(/^Email/);
  await page.keyboard.type("anna@example.com");
  await press("Enter");
  const link = await page.getByTestId("invitation-link").innerText();
  await tabTo(/^Copy the link/);

  const theirs = await pageOf(browser, leeway, nobody);
  await theirs.goto(link);
  await expect(theirs.getByLabel("Your name")).toBeFocused();
  await theirs.keyboard.type("Anna");
  await theirs.keyboard.press("Tab");
  await theirs.keyboard.type("flowers for everyone 7");
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("heading", { name: "Workflows" })).toBeVisible();

  await page.reload();
  await expect(row).toBeVisible();
  await tabTo(/^Role of Anna/);
  await press("Enter");
  // Down until it is the one: the list is there before it says which one a key goes on from.
  const marked = page.locator("[role=option][data-combobox-selected]");
  await expect(async () => {
    await press("ArrowDown");
    await expect(marked).toHaveText(/^Viewer/, { timeout: 500 });
  }).toPass();
  await press("Enter");
  await expect(page.getByText("Anna now has the role", { exact: false })).toBeVisible();
  await tabTo(/^Actions for Anna/);
  const choose = async () => {
    await press("Enter");
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await press("End");
    await press("Enter");
    const buttons = page.getByRole("dialog").getByRole("button");
    await expect(buttons.filter({ hasText: "Cancel" })).toBeFocused();
    // What their keys are is asked first.
    await expect(buttons.last()).toBeEnabled();
  };
  await choose();
  await press("Escape");
  await expect(page.getByRole("button", { name: "Actions for Anna" })).toBeFocused();
  await choose();
  await press("Tab");
  await press("Enter");
  await expect(row).toBeHidden();
  await expect(page.locator(":focus")).toHaveCount(1);
});

test("by keyboard alone a second step is set up, and each thing that comes has the focus", async ({ page }) => {
  const tabTo = (name: RegExp) => tabUntil(page, name, "Tab", 150);
  await page.goto("/account");
  const section = page.getByRole("region", { name: "Second step of signing in" });
  await expect(section.getByRole("button", { name: "Turn on" })).toBeVisible();
  await tabTo(/^Turn on/);
  await page.keyboard.press("Enter");
  await expect(section.getByLabel("Code from the app")).toBeFocused();
  const secret = (await page.getByTestId("app-secret").innerText()).replaceAll(" ", "");
  await page.keyboard.type(new TOTP({ secret }).generate());
  await page.keyboard.press("Enter");
  await expect(section.getByRole("alert")).toBeFocused();
  await tabTo(/^I have kept them/);
  await page.keyboard.press("Enter");
  await expect(section.getByText("10 recovery codes left")).toBeVisible();
  await expect(page.locator(":focus")).toHaveCount(1);
});

test("by keyboard alone a file is taken in: the dialog has the focus from the start and leads on when it is done", async ({
  page,
}) => {
  const file = await call(page, "GET", "/workspace/export");
  file.credentials.push({ id: "c", type: "httpBearer", name: "Stock", data: { allowedHosts: ["stock.example"] } });
  const buffer = Buffer.from(JSON.stringify(file));
  chooses(page, () => ({ name: "shop.json", mimeType: "application/json", buffer }));
  await page.goto("/settings");
  await expect(page.getByTestId("carry-import")).toBeVisible();
  await tabUntil(page, /^Take in a file/, "Tab", 150);
  const take = async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("import-close")).toBeFocused();
    await expect(page.getByTestId("import-yes")).toBeEnabled();
  };
  await take();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByTestId("carry-import")).toBeFocused();
  await take();
  await tabUntil(page, /^Take in$/, "Tab", 20);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("import-next")).toBeFocused();
});
