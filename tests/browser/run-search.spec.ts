import { chain, document, edge, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, signedIn as test } from "./leeway.js";

test("a run is found by the last digits of a phone, and leads to the item that was sent to it", async ({ page }) => {
  const send = {
    ...node("send", "logic.set", { fields: [{ name: "to", value: "{{ item.phone }}" }] }, { parent: "people" }),
    name: "Write to the customer",
  };
  const nodes = [node("in", "trigger.manual"), node("people", "logic.each", { items: "{{ trigger.people }}" }), send];
  const { id } = await call(page, "POST", "/workflows", {
    document: document("November letters", nodes, [...chain("in", "people"), edge("people", "send", "item")]),
  });
  const people = Array.from({ length: 30 }, (_, index) => ({
    phone: `+38 067 000 00 ${index + 10}`,
    name: `Person ${index}`,
  }));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {
    payload: { people, customer: "Олена Коваль" },
  });
  await call(page, "POST", `/workflows/${id}/runs`, { payload: { people: [] } });
  await page.goto("/runs");
  await expect(page.getByTestId(/^run-row-/)).toHaveCount(2);

  const field = page.getByRole("textbox", { name: "Find runs by a value in them" }).or(page.getByRole("searchbox"));
  await field.fill("0033");
  await expect(page.getByTestId(/^run-row-/)).toHaveCount(1);
  const found = page.getByTestId(`found-${runId}`);
  await expect(found).toContainText("Write to the customer, Item 24");
  await expect(found.locator("mark").first()).toHaveText("00 33");
  await expect(page).toHaveURL(/q=0033/);
  await expectAccessible(page, "runs that were found");

  // The address is all that one has to send to somebody.
  await page.getByRole("textbox", { name: "State" }).or(page.getByLabel("State")).first().click();
  await page.getByRole("option", { name: "Done" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/status=succeeded/);
  await page.reload();
  await expect(page.getByTestId(/^run-row-/)).toHaveCount(1);

  await found.getByRole("link", { name: "Show the step: Write to the customer, Item 24" }).click();
  const step = page.getByTestId("step-send[23]");
  await expect(step).toBeInViewport();
  await expect(step.getByRole("button").first()).toBeFocused();

  await page.goto("/runs?q=nobody@nowhere.example");
  await expect(page.getByText("No run has this value.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Show all runs" }).click();
  await expect(page.getByTestId(/^run-row-/)).toHaveCount(2);
  await expect(field).toHaveValue("");
});
