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

test("the last of two hundred steps and more shows what it gave in the last run", async ({ page }) => {
  const ids = Array.from({ length: 205 }, (_, index) => `step_${index}`);
  const sets = ids.map((id, index) =>
    node(id, "logic.set", { fields: [{ name: "place", value: index }] }, at(320 * (index + 1), 0)),
  );
  const { id } = await call(page, "POST", "/workflows", {
    document: document("Long", [node("in", "trigger.manual", {}, at(0, 0)), ...sets], chain("in", ...ids)),
  });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/workflows/${id}?node=step_204`);
  await page.getByTestId("inspector-tab-data").click();
  await expect(page.getByTestId("data-out")).toContainText("204");
});

test("the credentials are all there, however many", async ({ page }) => {
  const make = (name: string) =>
    call(page, "POST", "/credentials", {
      type: "httpBearer",
      name,
      data: { token: "t", allowedHosts: ["crm.example"] },
    });
  for (let made = 0; made < 210; made += 30)
    await Promise.all(Array.from({ length: 30 }, (_, index) => make(`Key ${made + index}`)));
  await page.goto("/credentials");
  await expect(page.getByText("Key 0", { exact: true })).toBeVisible();
  await expect(page.getByText("Key 209", { exact: true })).toBeVisible();
});
