import { chain, document, node } from "../system/documents.js";
import { call, expect, kept, signedIn as test } from "./leeway.js";

test.use({ expected: [/409 \(Conflict\)/] });

test("two people who edit the variables lose nothing of each other", async ({ page }) => {
  const row = (name: string, value: string) => ({ name, type: "text", value });
  await call(page, "PUT", "/variables", { items: [row("city", "Lviv"), row("phone", "1")] });
  await page.goto("/data");
  const city = page.getByRole("textbox", { name: "Value: city" });
  await city.fill("Odesa");
  await call(page, "PUT", "/variables", { items: [row("city", "Lviv"), row("phone", "2"), row("theirs", "x")] });

  await page.getByTestId("vars-save").click();
  await expect(page.getByRole("alert")).toContainText("Somebody saved this list after you had opened it");
  await expect(city).toHaveValue("Odesa");
  await expect(page.getByTestId("value-row-theirs")).toHaveCount(0);

  await page.getByTestId("vars-reload").click();
  await expect(page.getByRole("textbox", { name: "Value: phone" })).toHaveValue("2");
  await expect(city).toHaveValue("Odesa");
  await expect(page.getByTestId("value-row-theirs")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);

  await page.getByTestId("vars-save").click();
  await kept(page, "vars");
  const { items } = await call(page, "GET", "/variables");
  expect(items).toEqual([row("city", "Odesa"), row("phone", "2"), row("theirs", "x")]);

  await city.fill("Kyiv");
  await page.getByTestId("vars-save").click();
  await kept(page, "vars");
  expect((await call(page, "GET", "/variables")).items[0]).toEqual(row("city", "Kyiv"));
});

test("a variable that a live workflow needs is not taken off the list, one that a draft uses is by a second yes", async ({
  page,
}) => {
  const named = (name: string) => ({ name, type: "text", value: "x" });
  await call(page, "PUT", "/variables", { items: [named("free"), named("drafted"), named("needed")] });
  const reading = async (name: string) => {
    const read = node("read", "logic.set", { fields: [{ name: "a", value: `{{ vars.${name} }}` }] }, { name: "Reads" });
    const made = document(`With ${name}`, [node("start", "trigger.manual"), read], chain("start", "read"));
    return (await call(page, "POST", "/workflows", { document: made })).id;
  };
  await reading("drafted");
  await call(page, "POST", `/workflows/${await reading("needed")}/publish`, {});
  await page.goto("/data");
  const remove = (name: string) => page.getByRole("button", { name: `Remove ${name}` }).click();
  await remove("free");
  await expect(page.getByTestId("value-row-free")).toHaveCount(0);
  await remove("needed");
  await expect(page.getByTestId("ask-used")).toContainText("With needed");
  await page.keyboard.press("Escape");
  await remove("drafted");
  await expect(page.getByTestId("ask-used")).toContainText("Reads (in the draft only)");
  await page.getByTestId("used-yes").click();
  await page.getByTestId("vars-save").click();
  await kept(page, "vars");
  expect((await call(page, "GET", "/variables")).items).toEqual([named("needed")]);
});
