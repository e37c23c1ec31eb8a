import { chain, document, node } from "../system/documents.js";
import { call, expect, openNew, signedIn as test } from "./leeway.js";
import { real, realAccount, sandboxOf } from "./real-account.js";
import { at } from "./small-workflows.js";

// The second Leeloo is at home here: the server may reach it.
test.use({ settings: { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } });

const shop = realAccount();

test("the path to the real account tells, before it publishes, what would start at once of the real orders, and starts nothing when one steps back", async ({
  page,
}) => {
  await real(page, shop, "My school");
  for (const offer of ["Of this morning", "Of noon"])
    await shop.account.happen({ type: "ORDER", name: "Олена", offer, price: 900 });
  const credential = await sandboxOf(page);
  // In the sandbox there is another number of them.
  await call(page, "POST", "/sandbox/events", { type: "ORDER", name: "Ірина", offer: "Rehearsed", price: 1 });
  const params = { what: "orders", firstPoll: "past", firstDays: 1, every: 1440 };
  const look = node("look", "trigger.leelooPoll", params, { ...at(0, 0), credential });
  const nodes = [look, node("note", "logic.set", { fields: [] }, at(320, 0))];
  const id = await openNew(page, document("New orders", nodes, chain("look", "note")));
  const published = async () => (await call(page, "GET", `/workflows/${id}`)).published?.version;
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length;

  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  const path = page.getByTestId("going-live");
  await path.getByTestId("live-token").getByRole("combobox").click();
  await page.getByRole("option", { name: "My school" }).click();
  await path.getByRole("button", { name: "Replace in all steps" }).click();
  await expect(path.getByTestId("live-left")).toHaveCount(0);
  const publish = path.getByTestId("live-publish-button");
  await publish.click();

  const dialog = page.getByTestId("publish-dialog");
  await expect(dialog.getByTestId("publish-ahead")).toContainText("2 entries have come since");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(publish).toBeFocused();
  expect([await published(), await runs()]).toEqual([undefined, 0]);

  await page.keyboard.press("Enter");
  await expect(dialog.getByTestId("publish-ahead")).toContainText("2 entries have come since");
  await page.getByTestId("publish-yes").click();
  await expect(path.getByTestId("live-publish")).toHaveAttribute("data-done", "true");
  await expect.poll(runs).toBe(2);
  expect(await published()).toBe(1);
});
