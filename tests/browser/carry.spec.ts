import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { call, expect, openNew, signedIn as test } from "./leeway.js";

test.use({ expected: [/status of 422/] });

const asks = {
  schemaVersion: 1,
  name: "Asks the shop",
  nodes: [{ id: "start", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
  edges: [],
  notes: [],
  settings: {},
};

const pictures = process.env["TEST_PICTURES"];
/** For whoever wants to look at it. */
const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${pictures}/carry-${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: "light" });
};

test("a workspace is taken along as a file, and taken in where one is: shown first, then done, then completed", async ({
  page,
}) => {
  await openNew(page, asks);
  const data = { token: "token-of-the-shop", allowedHosts: ["shop.example"] };
  const { id } = await call(page, "POST", "/credentials", { type: "httpBearer", name: "Shop API", data });
  await page.goto("/settings");
  await page.getByTestId("carry").scrollIntoViewIfNeeded();
  await picture(page, "section");
  const saving = page.waitForEvent("download");
  await page.getByTestId("carry-export").click();
  const text = readFileSync(await (await saving).path(), "utf8");
  expect(text).toContain("Shop API");
  expect(text).not.toContain(data.token);

  await call(page, "DELETE", `/credentials/${id}`);
  const take = async (name: string, buffer: Buffer) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByTestId("carry-import").press("Enter");
    await (await choosing).setFiles({ name, mimeType: "application/json", buffer });
  };
  await take("newer.json", Buffer.from(text.replace('"schemaVersion": 1', '"schemaVersion": 2')));
  const dialog = page.getByTestId("import-dialog");
  await expect(dialog.getByRole("alert")).toContainText("A newer Leeway wrote this file");
  await expect(page.getByTestId("import-yes")).toBeDisabled();
  await picture(page, "refused");
  await page.keyboard.press("Escape");

  await take("workspace.json", Buffer.from(text));
  await expect(page.getByTestId("import-credentials")).toContainText("1 new");
  await expect(page.getByTestId("import-workflows")).toContainText("under a new name");
  await page.getByTestId("import-workflows").getByRole("combobox").selectOption("Keep mine");
  await expect(page.getByTestId("import-workflows")).toContainText("left as here");
  await expect(dialog).toContainText("1 credential needs its secret");
  await picture(page, "plan");
  await page.getByTestId("import-yes").press("Enter");
  await expect(page.getByTestId("import-next")).toBeVisible();
  await picture(page, "done");
  await page.getByTestId("import-next").click();
  const row = page.getByRole("row", { name: /Shop API/ });
  await expect(row).toContainText("needs its secret");
  await picture(page, "credentials");
  await page.getByRole("button", { name: "Edit “Shop API”" }).click();
  await page.getByTestId("credential-field-token").fill("token-of-this-shop");
  await page.getByTestId("credential-save").press("Enter");
  await expect(row).toBeVisible();
  await expect(row).not.toContainText("needs its secret");
});
