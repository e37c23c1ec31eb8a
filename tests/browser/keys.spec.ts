import { expectAccessible } from "./accessible.js";
import { call, expect, owner, signedIn as test } from "./leeway.js";
import { unconfirmed } from "./unconfirmed.js";

test("a key is renewed by keyboard alone: the new one is shown once, and the old one goes on as long as one chooses", async ({
  page,
  leeway,
}) => {
  const { key } = await call(page, "POST", "/api-keys", { name: "Order form", role: "operator" });
  const ask = async (with_: string) =>
    (await fetch(`${leeway.origin}/api/v1/workflows`, { headers: { authorization: `Bearer ${with_}` } })).status;
  await page.goto("/settings");
  await page.getByRole("button", { name: "Renew the key “Order form”" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Renew the key “Order form”" });
  await expect(dialog.getByRole("radio", { name: "In 1 day" })).toBeChecked();
  await expectAccessible(page, "a key is renewed");
  await dialog.getByRole("radio", { name: "In 1 day" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "In 7 days" })).toBeChecked();
  await page.getByTestId("key-renew").press("Enter");
  await expect(dialog).toContainText("The old key goes on for 7 days.");
  const renewed = (await dialog.getByTestId("key-once").textContent()) ?? "";
  expect([await ask(key as string), await ask(renewed)]).toEqual([200, 200]);
  await expectAccessible(page, "a renewed key");
  await expect(page.getByTestId("key-renewed")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(renewed)).toBeHidden();
  const old = page.getByRole("row").filter({ hasText: "Old key, renewed" });
  await expect(old).toHaveCount(1);
  // The old one of two is not renewed once more, but deleted when nobody needs it any longer.
  await expect(page.getByRole("button", { name: "Renew the key “Order form”" })).toHaveCount(1);
  await old.getByRole("button", { name: "Delete the key “Order form”" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(old).toHaveCount(0);
  expect([await ask(key as string), await ask(renewed)]).toEqual([401, 200]);
});

test("a key that others may have seen ends at once, and its program is told why", async ({ page, leeway }) => {
  const { key } = await call(page, "POST", "/api-keys", { name: "Leaked", role: "operator" });
  await page.goto("/settings");
  await page.getByRole("button", { name: "Renew the key “Leaked”" }).click();
  await page.getByRole("radio", { name: "At once" }).check();
  await page.getByTestId("key-renew").click();
  await expect(page.getByRole("dialog")).toContainText("The old key has ended");
  await page.getByTestId("key-renewed").click();
  const answer = await fetch(`${leeway.origin}/api/v1/workflows`, { headers: { authorization: `Bearer ${key}` } });
  expect(await answer.json()).toMatchObject({ status: 401, code: "apiKey.renewed" });

  // What works is in sight; what has ended is folded away, and is there for who asks.
  const row = page.getByRole("row").filter({ hasText: "Leaked" });
  await expect(row).toHaveCount(1);
  const fold = page.getByRole("button", { name: "1 key that has ended" });
  await fold.focus();
  await page.keyboard.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  const ended = page.getByRole("table", { name: "1 key that has ended" });
  await expect(ended.getByRole("row").filter({ hasText: "Leaked" })).toContainText("Expired");
  await expectAccessible(page, "keys that have ended");
  await ended.getByRole("button", { name: "Delete the key “Leaked”" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(fold).toBeHidden();
  await expect(row).toHaveCount(1);
});

test.describe("who has not shown for a while who they are", () => {
  test.use({ expected: [/status of 403/] });

  test("shows it before a key is made or renewed, or leaves it, and what was filled in stays", async ({ page }) => {
    await call(page, "POST", "/api-keys", { name: "Stock", role: "operator" });
    const ask = (path: string, times: number) => {
      let left = times;
      return page.route(path, (route) =>
        route.request().method() === "POST" && left-- > 0
          ? route.fulfill({ status: 403, json: unconfirmed })
          : route.fallback(),
      );
    };
    await page.goto("/settings");
    const dialog = page.getByRole("dialog", { name: "Is it you?" });
    await ask("**/api-keys", 2);
    await page.getByTestId("key-name").fill("Site");
    await page.getByTestId("key-create").click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByTestId("key-name")).toHaveValue("Site");
    await page.getByTestId("key-create").click();
    await dialog.getByLabel(/^Password/).fill(owner.password);
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("key-once")).toBeVisible();

    await ask("**/renew", 1);
    await page.getByRole("button", { name: "Renew the key “Stock”" }).click();
    await page.getByTestId("key-renew").click();
    await expect(dialog).toBeVisible();
    await expectAccessible(page, "who renews a key is asked who they are");
    await dialog.getByLabel(/^Password/).fill(owner.password);
    await page.keyboard.press("Enter");
    const renewing = page.getByRole("dialog", { name: "Renew the key “Stock”" });
    await expect(renewing.getByTestId("key-once")).toBeVisible();
  });
});
