import { edge } from "../system/documents.js";
import { another, call, choose, expect, open, openNew, publish, saved, signedIn as test } from "./leeway.js";
import { three } from "./small-workflows.js";

test("a draft saves itself, and at once on Ctrl+S, also from inside a field", async ({ page }) => {
  const id = await openNew(page, three("Save"));
  const name = async (): Promise<string> => (await call(page, "GET", `/workflows/${id}`)).document.name;
  await page.getByTestId("workflow-name").fill("Saved by itself");
  await page.getByTestId("workflow-name").press("Enter");
  await expect.poll(name).toBe("Saved by itself");
  await saved(page);
  await page.getByTestId("workflow-name").fill("Saved at once");
  const put = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.keyboard.press("Control+s");
  expect((await put).ok()).toBe(true);
  expect(await name()).toBe("Saved at once");
});

test("who comes back to a workflow waits for what the server has by then", async ({ page, browser }) => {
  const id = await openNew(page, three("Back again"));
  await page.getByRole("link", { name: "Workflows" }).first().click();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
  const second = await another(browser, page);
  await open(second, id);
  await choose(second, "greet");
  await second.getByTestId("inspector-name").fill("Greet warmly");
  await saved(second);
  await second.context().close();

  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(`**/api/v1/workflows/${id}`, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("link", { name: "Back again" }).click();
  await expect(page.getByRole("status", { name: "Loading…" })).toBeVisible();
  await expect(page.getByTestId("canvas")).toBeHidden();
  answer();
  await expect(page.getByTestId("node-greet")).toContainText("Greet warmly");
});

test("what is drawn right before one leaves is there when one comes back at once", async ({ page }) => {
  const id = await openNew(page, three("There and back"));
  await page.route(`**/api/v1/workflows/${id}`, async (route) => {
    // A slow save: the answer to who comes back must not overtake it.
    if (route.request().method() === "PUT") await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await choose(page, "greet");
  await page.getByTestId("inspector-name").fill("Greet at once");
  await page.getByRole("link", { name: "Workflows" }).first().click();
  await page.getByRole("link", { name: "There and back" }).click();
  await expect(page.getByTestId("node-greet")).toContainText("Greet at once");
  await saved(page);
});

test("the run of a draft that is the published version is a run of that version", async ({ page }) => {
  const id = await openNew(page, three("Versions"));
  await publish(page);
  const versions = async () =>
    (await call(page, "GET", `/runs?workflowId=${id}`)).items.map(({ version }: { version: unknown }) => version);
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect.poll(versions).toEqual([1]);
  await choose(page, "greet");
  await page.getByTestId("inspector-name").fill("Greet anew");
  await saved(page);
  await page.getByTestId("toolbar-run").click();
  await expect.poll(versions).toEqual(["draft", 1]);
});

test.describe("a draft that cannot run", () => {
  test.use({ expected: [/status of 422/] });
  test("is refused with its problems at the steps", async ({ page }) => {
    const ring = three("Ring");
    await openNew(page, { ...ring, edges: [...ring.edges, { ...edge("greet", "greet"), id: "ring" }] });
    await page.getByTestId("toolbar-run").click();
    await expect(page.getByTestId("problems-list").getByTestId("problem-greet")).toBeVisible();
    await expect(page.getByTestId("node-greet")).toContainText("1 problem");
  });
});
