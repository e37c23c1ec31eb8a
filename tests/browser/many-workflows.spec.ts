import { chain, document, node } from "../system/documents.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

test("a workflow of the second page of the list is found by its name and is there to choose", async ({ page }) => {
  const make = (name: string) =>
    call(page, "POST", "/workflows", {
      document: document(name, [node("in", "trigger.manual", {}, at(0, 0))], chain("in")),
    });
  const { id } = await make("The oldest");
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  for (let index = 0; index < 55; index++) await make(`Newer ${index}`);

  await page.goto("/workflows");
  await expect(page.getByRole("link", { name: "Newer 54" })).toBeVisible();
  await expect(page.getByRole("link", { name: "The oldest" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Find a workflow" }).fill("oldest");
  await expect(page.getByRole("link", { name: "The oldest" })).toBeVisible();

  await page.goto("/runs");
  await page.getByRole("combobox", { name: "Workflow" }).fill("oldest");
  await page.getByRole("option", { name: "The oldest" }).click();
  await expect(page).toHaveURL(new RegExp(`workflow=${id}`));
  await expect(page.getByRole("link", { name: /The oldest/ })).toHaveAttribute("href", new RegExp(runId));
});
