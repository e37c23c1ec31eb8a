import { channel, picture, person, openSteps, field, list, openList, option, pasteInto } from "./choices.js";
import { call, choose, editorOf, expect, saved, write, signedIn as test } from "./leeway.js";

// The list that fails answers 424, as it says.
test.use({ expected: [/424 \(Failed Dependency\)/] });

test("a step is filled in by names, a link and data, and reads the same while Leeloo is down", async ({ page }) => {
  await openSteps(page);
  await choose(page, "template");

  await openList(page, "template_id");
  await expect(list(page)).toContainText("Choose first: Template category");
  await picture(page, "first");
  await list(page).getByRole("button", { name: "Go to: Template category" }).click();
  await expect(editorOf(page, "category_id")).toBeFocused();
  await openList(page, "category_id");
  await option(page, "Orders").click();
  await expect(editorOf(page, "category_id")).toHaveText("Orders");

  await openList(page, "template_id");
  await page.keyboard.type("shipp");
  await expect(list(page).getByRole("option")).toHaveCount(1);
  await picture(page, "search");
  await page.keyboard.press("Enter");
  await expect(editorOf(page, "template_id")).toHaveText("Order shipped");

  await field(page, "account_id").getByRole("button", { name: "Insert data" }).click();
  const data = page.getByRole("dialog", { name: "Insert data" });
  const first = data.getByRole("treeitem").first();
  await expect(first).toContainText("account_id");
  await expect(first).toContainText("channel");
  await picture(page, "data");
  await first.click();
  await expect(editorOf(page, "account_id")).toContainText("account_id");

  await choose(page, "tag");
  await pasteInto(page, "tag_id", "https://app.leeloo.ai/tunnels/5e1f11566c384804b31e9457/tree");
  await expect(field(page, "tag_id")).toContainText("This link leads to something else: tunnel. Needed here: tag.");
  await expect(editorOf(page, "tag_id")).toContainText("app.leeloo.ai/tunnels");
  await picture(page, "wrong");
  await openList(page, "tag_id");
  await option(page, "VIP").click();
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");

  await pasteInto(page, "person_id", ` app.leeloo.ai/chats/all/${person}/${channel}/?x=1 `);
  await expect(field(page, "person_id")).toContainText("holds a person and a channel");
  await picture(page, "either");
  await field(page, "person_id")
    .getByRole("button", { name: /person/ })
    .click();
  await expect(editorOf(page, "person_id")).toHaveText("Andrii Kovalenko");
  await saved(page);

  await call(page, "POST", "/sandbox/faults", { with: 503, times: 100 });
  await page.reload();
  await expect(page.getByTestId("node-tag")).toContainText("Tag: VIP");
  await expect(page.getByTestId("node-template")).toContainText("Send the template Order shipped");
  await choose(page, "tag");
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
  await expect(editorOf(page, "person_id")).toHaveText("Andrii Kovalenko");
  await openList(page, "tag_id");
  await list(page).getByRole("button", { name: "Reload the list" }).click();
  await expect(list(page).getByRole("alert")).toContainText("Leeloo");
  await expect(list(page).getByRole("alert")).toContainText("paste a link or an ID");
  await picture(page, "down");
  await call(page, "DELETE", "/sandbox/faults");
  await list(page).getByRole("button", { name: "Try again" }).click();
  await expect(option(page, "VIP")).toBeVisible();
});

test("people are found by phone, several tags become chips, and rows are filled in cell by cell", async ({ page }) => {
  const id = await openSteps(page);
  await choose(page, "tag");
  await openList(page, "person_id");
  await page.keyboard.type("+380 63 333-44-55");
  await expect(list(page).getByRole("option")).toHaveCount(1);
  await option(page, "Mariia Lysenko").click();
  await expect(editorOf(page, "person_id")).toHaveText("Mariia Lysenko");
  await write(editorOf(page, "tag_id"), "VIP");

  await choose(page, "sms");
  await openList(page, "tags");
  await option(page, "VIP").click();
  await option(page, "Order from the site").click();
  await page.keyboard.press("Escape");
  await expect(field(page, "tags").getByRole("button", { name: "Tags: remove VIP" })).toBeVisible();
  await field(page, "tags").getByRole("button", { name: "Link, ID or formula" }).click();
  await page.keyboard.type("Mentor");
  await write(page.getByTestId("cell-data[0].name").locator(".cm-content"), "Olena");
  await field(page, "data").getByRole("button", { name: "Add a row" }).click();
  await write(page.getByTestId("cell-data[1].phone").locator(".cm-content"), "12");
  await write(page.getByTestId("cell-data[0].phone").locator(".cm-content"), "+380501112233");
  await editorOf(page, "connection_id").click();
  await expect(page.getByTestId("cell-data[1].phone").getByRole("status")).toBeVisible();
  await expect(field(page, "tags").getByRole("button", { name: "Tags: remove Mentor" })).toBeVisible();
  await picture(page, "rows");
  const rowButton = (name: string) => field(page, "data").getByRole("button", { name });
  await rowButton("Row 2: move up").focus();
  await page.keyboard.press("Enter");
  // The row is the first now, which can only go down again; the focus went with it.
  await expect(rowButton("Row 1: move down")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rowButton("Row 2: move up")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("cell-data[0].phone").locator(".cm-content")).toHaveText("12");
  await field(page, "data").getByRole("button", { name: "Row 1: remove" }).click();
  await saved(page);

  const { document: kept } = await call(page, "GET", `/workflows/${id}`);
  const sms = kept.nodes.find((one: { id: string }) => one.id === "sms");
  expect(sms.params.data).toEqual([{ name: "Olena", phone: "+380501112233" }]);
  expect(sms.params.tags).toEqual(["595f5d522a934035decc093e", "595f5d522a934035decc093d", "Mentor"]);
  expect(sms.labels.tags["595f5d522a934035decc093e"]).toBe("VIP");
});

test("custom fields are chosen from the workspace's, and one that is gone is kept", async ({ page }) => {
  await call(page, "PUT", "/fields", {
    items: [
      { name: "second_phone", type: "phone" },
      { name: "city", type: "text" },
    ],
  });
  const id = await openSteps(page);
  await choose(page, "card");
  const fields = field(page, "custom_fields");
  for (const name of ["second_phone", "city"]) {
    await fields.getByPlaceholder("Add a field").click();
    await page.getByRole("option", { name }).click();
  }
  await write(page.getByTestId("custom-second_phone").locator(".cm-content"), "+380501112233");
  await write(page.getByTestId("custom-city").locator(".cm-content"), "Львів");
  await expect(fields.getByPlaceholder("Add a field")).toHaveCount(0);
  await picture(page, "fields");
  for (const [key, other] of [
    ["up", "down"],
    ["down", "up"],
  ]) {
    await fields.getByRole("button", { name: `city: move ${key}` }).focus();
    await page.keyboard.press("Enter");
    await expect(fields.getByRole("button", { name: `city: move ${other}` })).toBeFocused();
  }
  await saved(page);
  const { document: kept } = await call(page, "GET", `/workflows/${id}`);
  expect(kept.nodes.find((one: { id: string }) => one.id === "card").params.custom_fields).toEqual([
    { type: "PHONE", name: "second_phone", value: "+380501112233" },
    { type: "TEXT", name: "city", value: "Львів" },
  ]);

  await call(page, "PUT", "/fields", { items: [{ name: "second_phone", type: "phone" }] });
  await page.reload();
  await choose(page, "card");
  await expect(page.getByTestId("custom-city")).toContainText("“city” is no longer on the “Data” page");
  await expect(page.getByTestId("custom-city").locator(".cm-content")).toHaveText("Львів");
});

test("a long list comes in parts, and what is typed is looked for in what has come", async ({ page, leeway }) => {
  for (let number = 1; number <= 100; number++) {
    const answer = await page.request.post(`${leeway.origin}/sandbox/api/v2/people`, {
      headers: { "x-leeloo-authtoken": "sandbox" },
      data: { name: `Guest ${number}`, leadgentool_id: "5e1f119d6c384804b31e945e" },
    });
    expect(answer.ok()).toBe(true);
  }
  await openSteps(page);
  await choose(page, "tag");
  await openList(page, "person_id");
  // The server remembers the list of a test before.
  await list(page).getByRole("button", { name: "Reload the list" }).click();
  await expect(list(page).getByRole("option")).toHaveCount(100);
  await list(page).getByRole("textbox").fill("Kovalenko");
  await expect(list(page)).toContainText("Not among the first 100");
  await list(page).getByRole("button", { name: "Show more" }).click();
  await expect(option(page, "Andrii Kovalenko")).toBeVisible();
});

test("a list that opens low on the screen is not cut off by its edge", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openSteps(page);
  await choose(page, "template");
  await openList(page, "category_id");
  await option(page, "Orders").click();
  await expect(editorOf(page, "category_id")).toHaveText("Orders");
  await openList(page, "template_id");
  await expect(list(page).getByRole("option").first()).toBeVisible();
  await expect(list(page)).toBeInViewport({ ratio: 1 });
});
