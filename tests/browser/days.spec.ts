import { expect, signedIn as test, typeTime } from "./leeway.js";

for (const { locale, from, month, monday, second } of [
  { locale: "uk", from: "З", month: "листопад 2026", monday: "пн", second: "02.11.2026" },
  { locale: "ru", from: "С", month: "ноябрь 2026", monday: "пн", second: "02.11.2026" },
  { locale: "en", from: "From", month: "November 2026", monday: "Mo", second: "2 Nov 2026" },
]) {
  test(`a day is written and shown in the person's language (${locale}), its weeks begin on Monday`, async ({
    page,
  }) => {
    await page.goto("/");
    await page.evaluate(`localStorage.setItem("leeway.locale", "${locale}")`);
    await page.goto("/runs?time=own");
    const field = page.getByRole("group", { name: from, exact: true });
    const day = field.getByRole("textbox");
    await day.fill("21.11.2026");
    const calendar = page.locator("[data-dates-dropdown]");
    await expect(calendar.getByText(month)).toBeVisible();
    await expect(calendar.locator("th").first()).toHaveText(monday);
    await calendar.locator("tbody button").filter({ hasText: /^2$/ }).first().click();
    await expect(day).toHaveValue(second);
    await typeTime(field.getByRole("spinbutton").first(), "1805");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => new URL(page.url()).searchParams.get("from"))
      .toBe(await page.evaluate(() => new Date(2026, 10, 2, 18, 5).toISOString()));
  });
}

test("a day is typed by keyboard alone, what is none is taken back, and emptying takes the limit away", async ({
  page,
}) => {
  await page.goto("/settings/audit");
  const from = page.getByTestId("audit-from");
  await expect(page.getByTestId("audit-setup.done")).toBeVisible();
  await from.focus();
  await page.keyboard.type("1.1.2099");
  await page.keyboard.press("Tab");
  await expect(from).toHaveValue("1 Jan 2099");
  await expect(page.getByTestId("audit-setup.done")).toHaveCount(0);
  await from.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("soon");
  await page.keyboard.press("Tab");
  await expect(from).toHaveValue("1 Jan 2099");
  await from.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(page.getByTestId("audit-setup.done")).toBeVisible();
});
