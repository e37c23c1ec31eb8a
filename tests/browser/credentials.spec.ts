import { call, demoId, expect, signedIn as test } from "./leeway.js";

test("a credential is made, tested, and never shows its secret again", async ({ page }) => {
  await page.goto("/credentials");
  await page.getByTestId("credential-new").click();
  await page.getByTestId("credential-name").fill("Practice");
  await page.getByText("Leeloo sandbox", { exact: true }).last().click();
  await page.getByTestId("credential-save").click();
  const row = page.getByRole("row", { name: /Practice/ });
  await row.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByTestId("credential-verdict")).toContainText("“Practice” works");
  await page.keyboard.press("Escape");

  const secret = "do-not-show-me-4711";
  const { id } = await call(page, "POST", "/credentials", {
    type: "httpBearer",
    name: "Shop",
    data: { token: secret, allowedHosts: ["shop.example"] },
  });
  await page.reload();
  await page.getByRole("button", { name: "Edit “Shop”" }).click();
  await expect(page.getByTestId("credential-name")).toHaveValue("Shop");
  await expect(page.getByText("Stored. Leave empty to keep it.")).toBeVisible();
  await expect(page.getByTestId("credential-field-token")).toHaveValue("");
  expect(await page.content()).not.toContain(secret);
  expect(JSON.stringify(await call(page, "GET", `/credentials/${id}`))).not.toContain(secret);
});

test("what is wrong with one is said beside the button that asked", async ({ page }) => {
  await call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "Mistyped",
    data: { token: "mistyped", baseUrl: "sandbox:" },
  });
  await page.goto("/credentials");
  await page
    .getByRole("row", { name: /Mistyped/ })
    .getByRole("button", { name: "Test connection" })
    .click();
  await expect(page.getByTestId("credential-verdict")).toContainText("“Mistyped” does not work");
  await expect(page.getByTestId("credential-verdict")).toContainText("token");
});

test("saving the form of a sandbox credential mends its token; a token is paused and resumed", async ({ page }) => {
  const { id } = await call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "Broken",
    data: { token: "wrong", baseUrl: "sandbox:" },
  });
  await page.goto(`/credentials?edit=${id}`);
  await page.getByTestId("credential-save").click();
  const row = page.getByTestId(`credential-row-${id}`);
  await row.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByTestId("credential-verdict")).toContainText("“Broken” works");
  await page.keyboard.press("Escape");

  await row.getByRole("button", { name: "Actions for Broken" }).click();
  await page.getByRole("menuitem", { name: /^Pause sending/ }).click();
  await expect(page.getByRole("dialog")).toContainText("until you resume it");
  await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
  await expect(row.getByText("Paused")).toBeVisible();
  await row.getByRole("button", { name: "Actions for Broken" }).click();
  await page.getByRole("menuitem", { name: /^Resume sending/ }).click();
  await expect(row.getByText("Paused")).toBeHidden();
});

test.describe("in use", () => {
  test("one that a live workflow needs is not deleted, one that drafts use is by a second yes", async ({ page }) => {
    const id = await demoId(page);
    await call(page, "POST", "/credentials", { type: "leelooToken", name: "Free", data: { token: "x" } });
    const { document: demo } = await call(page, "GET", `/workflows/${id}`);
    const used = demo.nodes.find((one: { credential?: string }) => one.credential).credential;
    await page.goto("/credentials");
    const row = page.getByTestId(`credential-row-${used}`);
    await row.getByRole("button", { name: /^Delete/ }).click();
    const asked = page.getByTestId("ask-used");
    await expect(asked).toHaveAttribute("data-needed", /./);
    await expect(asked.getByTestId("used-by")).toContainText("Add to Leeloo");
    await expect(asked.getByRole("button", { name: "Delete all the same" })).toHaveCount(0);
    await asked.getByRole("link", { name: "Add to Leeloo" }).first().click();
    await expect(page.getByTestId("inspector-name")).toHaveValue("Add to Leeloo");

    await call(page, "POST", `/workflows/${id}/unpublish`, {});
    await page.goto("/credentials");
    await row.getByRole("button", { name: /^Delete/ }).click();
    await expect(asked).not.toHaveAttribute("data-needed", /./);
    await page.keyboard.press("Escape");
    await expect(row).toBeVisible();
    await row.getByRole("button", { name: /^Delete/ }).click();
    await page.getByTestId("used-yes").click();
    await expect(row).toBeHidden();

    await page.getByRole("button", { name: "Delete “Free”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("row", { name: /Free/ })).toBeHidden();
  });
});
