import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { call, expect, open, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

// What another run repeats already is refused first, and asked about then.
test.use({ expected: [/status of 409 .*\/replay\)$/] });

const set = (id: string, value: string, x: number) =>
  node(id, "logic.set", { fields: [{ name: "text", value }] }, at(x, 0));
const drawn = (name: string, value = "{{ trigger.who }}") =>
  document(
    name,
    [node("start", "trigger.manual", {}, at(0, 0)), set("first", "Вітаємо", 320), set("second", value, 640)],
    chain("start", "first", "second"),
  );

/** A workflow with so many runs that failed for want of a name. */
async function failing(page: Page, name: string, count: number): Promise<{ id: string; runId: string }> {
  const { id } = await call(page, "POST", "/workflows", { document: drawn(name) });
  let runId = "";
  for (let made = 0; made < count; made++)
    ({ runId } = await call(page, "POST", `/workflows/${id}/runs`, { payload: {} }));
  await expect(async () => {
    const { items } = await call(page, "GET", `/runs?workflowId=${id}&status=failed`);
    expect(items.length).toBe(count);
  }).toPass();
  return { id, runId };
}
const mend = (page: Page, id: string, name: string) =>
  call(page, "PUT", `/workflows/${id}`, { revision: 1, document: drawn(name, "{{ trigger.who ?? 'Олена' }}") });
const confirm = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name }).click();

test("a run that has ended stays so while its log is read, and what was opened beside it stays open", async ({
  page,
}) => {
  const { runId } = await failing(page, "Read slowly", 1);
  let readOn = () => {};
  const told = new Promise<void>((resolve) => (readOn = resolve));
  let asked = 0;
  await page.route("**/api/v1/runs/*/events*", async (route) => {
    if (++asked > 1) return told.then(() => route.continue());
    const response = await route.fetch();
    const events = (await response.text()).split("\n\n");
    // The log breaks off before its second step, and waits where the browser asks for the rest.
    const first = events.slice(
      0,
      events.findIndex((event) => event.includes('"second"')),
    );
    await route.fulfill({ response, body: ["retry: 100", ...first, ""].join("\n\n") });
  });
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("step-first")).toBeVisible();
  await expect(page.getByTestId("step-second")).toHaveCount(0);
  await expect(page.getByTestId("run-status")).toHaveText("Failed");
  await expect(page.getByTestId("cancel-run")).toHaveCount(0);
  await page.getByTestId("replay-run").click();
  const again = page.getByRole("menuitem", { name: "As it was" });
  await expect(again).toBeVisible();
  readOn();
  await expect(page.getByTestId("step-second")).toBeVisible();
  await expect(again).toBeVisible();
});

test("a run that somebody else has repeated meanwhile is repeated after a question alone", async ({ page }) => {
  const { id, runId } = await failing(page, "Both of us", 1);
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length;
  await page.goto(`/runs/${runId}`);
  await page.getByTestId("replay-run").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  const other = (await call(page, "POST", `/runs/${runId}/replay`, {})).runId;
  await confirm(page, "Run again");
  const question = page.getByRole("dialog", { name: `repeated already, as the run ${other.slice(-6)}` });
  await expect(question).toContainText("a message would go out twice");
  expect(await runs()).toBe(2);
  // Who presses Enter has said nothing.
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/runs/${other}`);
  await page.getByTestId("replay-of").click();
  await expect(page).toHaveURL(`/runs/${runId}`);
  await page.getByTestId("replay-run").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await confirm(page, "Run again");
  await confirm(page, "Do it again anyway");
  await expect(page).not.toHaveURL(`/runs/${runId}`);
  expect(await runs()).toBe(3);
});

test("a run is repeated whole, and from a step with the mended draft, and says what was taken over", async ({
  page,
}) => {
  const { id, runId } = await failing(page, "Mended", 1);
  await page.goto(`/runs/${runId}`);
  await page.getByTestId("replay-run").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByRole("dialog")).toContainText("messages go out once more");
  await confirm(page, "Run again");
  await expect(page.getByTestId("replay-of")).toContainText(runId.slice(-6));
  await expect(page.getByTestId("run-status")).toContainText("Failed");
  await mend(page, id, "Mended");
  await page.getByTestId("replay-of").click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}$`));
  await page
    .getByTestId("step-second")
    .getByRole("button", { name: /second/ })
    .first()
    .click();
  await page.getByTestId("replay-second").click();
  await page.getByRole("menuitem", { name: "With the draft" }).click();
  await expect(page.getByRole("dialog")).toContainText("Run again from “second”?");
  await confirm(page, "Run again");
  await confirm(page, "Do it again anyway");
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("step-first").getByTestId("taken-over")).toContainText("not done again");
  await expect(page.getByTestId("step-second").getByTestId("taken-over")).toHaveCount(0);
  await page.goto(page.url().replace("/runs/", `/workflows/${id}?run=`));
  await expect(page.getByTestId("state-first")).toContainText("Taken over");
});

test("all failed runs of a workflow are repeated at once, after their number is said", async ({ page }) => {
  const { id } = await failing(page, "Many", 3);
  await page.goto(`/runs?workflow=${id}&status=failed`);
  await page.getByTestId("bulk-replay").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByRole("dialog")).toContainText("Run 3 runs again?");
  await expect(page.getByRole("dialog")).toContainText("messages go out again");
  await confirm(page, "Run all of them again");
  await expect(page.getByTestId("bulk-progress")).toContainText("3 of 3 done");
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items.length).toBe(6);
});

test("all failed runs are repeated with the version that mends them", async ({ page }) => {
  const { id } = await failing(page, "All mended", 2);
  await mend(page, id, "All mended");
  await call(page, "POST", `/workflows/${id}/publish`, {});
  await page.goto(`/runs?workflow=${id}&status=failed`);
  await page.getByTestId("bulk-replay").click();
  await page.getByRole("menuitem", { name: "With the published version" }).click();
  await confirm(page, "Run all of them again");
  await expect(page.getByTestId("bulk-progress")).toContainText("2 of 2 done");
  await expect
    .poll(async () => (await call(page, "GET", `/runs?workflowId=${id}&status=succeeded`)).items)
    .toMatchObject([{ version: 1 }, { version: 1 }]);
});

test("a yes that is pressed twice makes one run", async ({ page }) => {
  const { id, runId } = await failing(page, "Twice", 1);
  await page.goto(`/runs/${runId}`);
  await page.getByTestId("replay-run").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Run again" }).dblclick();
  await expect(page.getByTestId("replay-of")).toContainText(runId.slice(-6));
  await expect(page.getByTestId("run-status")).toContainText("Failed");
  expect((await call(page, "GET", `/runs?workflowId=${id}`)).items).toHaveLength(2);
});

test("a run that is repeated with the draft is repeated with what is drawn, saved or not yet", async ({ page }) => {
  const { id, runId } = await failing(page, "Drawn", 1);
  await page.route(`**/api/v1/workflows/${id}`, async (route) => {
    if (route.request().method() === "PUT") await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.continue();
  });
  await page.goto(`/workflows/${id}?run=${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Failed");
  await page.getByTestId("node-second").click();
  await page.keyboard.press("Delete");
  await expect(page.getByTestId("node-second")).toHaveCount(0);
  await page.getByTestId("run-drawer").getByTestId("replay-run").click();
  await page.getByRole("menuitem", { name: "With the draft" }).click();
  await confirm(page, "Run again");
  await expect(page.getByTestId("run-status")).toContainText("Done");
});

test("what became of all runs of a list is told although none of them is left in it", async ({ page }) => {
  const waits = document(
    "Stopped",
    [node("start", "trigger.manual", {}, at(0, 0)), node("ask", "logic.wait", { mode: "approval" }, at(320, 0))],
    chain("start", "ask"),
  );
  const { id } = await call(page, "POST", "/workflows", { document: waits });
  for (let made = 0; made < 2; made++) await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect
    .poll(async () => (await call(page, "GET", `/runs?workflowId=${id}&status=waiting`)).items.length)
    .toBe(2);
  await page.goto(`/runs?workflow=${id}&status=waiting`);
  await page.getByTestId("bulk-cancel").click();
  await confirm(page, "Cancel all of them");
  await expect(page.getByText("No runs like this")).toBeVisible();
  await expect(page.getByTestId("bulk-progress")).toContainText("2 of 2 done");
});

test.describe("a part of the draft", () => {
  // What has no data to be tried with is refused.
  test.use({ expected: [/status of 409/] });

  test("is run: one step alone, or as far as it", async ({ page }) => {
    const { id } = await call(page, "POST", "/workflows", { document: drawn("Tried", "{{ steps.first.text }}!") });
    await open(page, id);
    await page.getByTestId("node-second").click();
    await page.getByTestId("try-only").click();
    await expect(page.getByRole("alert")).toContainText("There is nothing to try the step with");
    await page.getByTestId("node-first").click();
    await page.getByTestId("try-up-to").click();
    await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
    await expect(page.getByTestId("state-second")).toHaveCount(0);
    await page.getByTestId("inspector-tab-data").click();
    await page.getByTestId("keep-sample").click();
    await expect(page.getByTestId("forget-sample")).toBeVisible();
    await page.getByTestId("node-second").click();
    await page.getByTestId("try-only").click();
    await expect(page.getByTestId("state-second")).toHaveAttribute("data-state", "succeeded");
    await expect(page.getByTestId("state-first")).toContainText("Sample");
    await page.getByTestId("inspector-tab-data").click();
    await expect(page.getByTestId("data-out")).toContainText("Вітаємо!");
  });

  test("is run: one step alone that reads nothing of those before it", async ({ page }) => {
    const { id } = await call(page, "POST", "/workflows", { document: drawn("Reads nothing", "Вітаємо!") });
    await open(page, id);
    await page.getByTestId("node-second").click();
    await page.getByTestId("try-only").click();
    await expect(page.getByTestId("state-second")).toHaveAttribute("data-state", "succeeded");
    await expect(page.getByTestId("state-first")).toContainText("Not needed");
    const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
    await page.goto(`/runs/${items[0].id}`);
    await page.getByTestId("step-first").getByRole("button").first().click();
    await expect(page.getByTestId("step-first")).toContainText("the step that was tried reads nothing of it");
  });

  test("is run: one step of a loop alone, with one of its items", async ({ page }) => {
    const { id } = await call(page, "POST", "/workflows", {
      document: document(
        "Tried in a loop",
        [
          node("start", "trigger.manual", {}, at(0, 0)),
          node("loop", "logic.each", { items: "{{ trigger.names }}" }, at(320, 0)),
          { ...set("greet", "Вітаємо, {{ item }}!", 40), parent: "loop" },
        ],
        [...chain("start", "loop"), edge("loop", "greet", "item")],
      ),
    });
    await call(page, "PUT", `/workflows/${id}/samples`, { nodeId: "start", payload: { names: ["Олена", "Іван"] } });
    await open(page, id);
    await page.getByTestId("node-greet").click();
    await page.getByTestId("try-only").click();
    await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
    await page.getByTestId("inspector-tab-data").click();
    await expect(page.getByTestId("data-out")).toContainText("Вітаємо, Олена!");
  });
});
