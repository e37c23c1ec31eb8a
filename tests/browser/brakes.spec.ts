import { document, edge, node } from "../system/documents.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { at, toEverybody } from "./small-workflows.js";
import { whereTimeStands } from "./time-stands.js";

// What is refused is an error in the console as well.
test.use({ expected: [/409 \(Conflict\)/] });

test("a workflow is stopped from its toolbar and resumed from the banner, everything from the list of runs", async ({
  page,
}) => {
  const made = document(
    "Bulk message",
    [node("start", "trigger.manual", {}, at(0, 0)), node("end", "logic.stop", { outcome: "success" }, at(320, 0))],
    [edge("start", "end")],
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  await page.goto(`/workflows/${id}`);
  await page.getByTestId("brake-stop").click();
  await page.getByRole("button", { name: "Stop now" }).click();
  const banner = page.getByTestId("brake-banner");
  await expect(banner).toContainText("“Bulk message” was paused");
  await expect(banner).toContainText("nothing is sent. New runs are kept until you resume.");
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect(banner).toContainText("1 run waits");
  expect((await call(page, "GET", `/runs/${runId}`)).status).toBe("queued");
  await page.getByTestId("brake-resume").click();
  await expect(banner).toBeHidden();
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");

  await page.goto("/runs");
  await page.getByTestId("brake-stop").click();
  await page.getByRole("button", { name: "Stop now" }).click();
  await page.goto("/settings");
  await expect(banner).toContainText("All workflows were paused");
  await page.getByTestId("brake-resume").click();
  await expect(banner).toBeHidden();
});

test("an editor page asks once what is stopped, however many of its parts want to know", async ({ browser, page }) => {
  const made = document("Asked once", [node("start", "trigger.manual", {}, at(0, 0))], []);
  const { id } = await call(page, "POST", "/workflows", { document: made });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, { version: "draft" });
  await page.goto("/workflows");
  const still = await whereTimeStands(browser, page);
  // No interval comes round.
  await still.addInitScript(() => {
    const there = globalThis as unknown as { setInterval: (act: () => void, ms?: number) => number };
    const own = there.setInterval.bind(globalThis);
    there.setInterval = (act, ms = 0) => (ms < 5_000 ? own(act, ms) : 0);
  });
  let asked = 0;
  still.on("request", (request) => {
    if (request.url().endsWith("/api/v1/brakes")) asked += 1;
  });
  await still.goto(`/workflows/${id}?run=${runId}`);
  await expect(still.getByTestId("brake-stop")).toBeVisible();
  await expect(still.getByTestId("run-status")).toBeVisible();
  expect(asked).toBe(1);
  await still.context().close();
});

test("a bulk run that is stopped midway says so on its page, and names no pace and no end until it goes on", async ({
  browser,
  page,
}) => {
  const data = { token: "sandbox", baseUrl: "sandbox:", limitPerMinute: 20 };
  const { id: credential } = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const { id } = await call(page, "POST", "/workflows", { document: toEverybody(credential) });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("loop-progress");
  await expect(loop).toContainText("done at about");
  await expect(page.getByTestId("loop-waits-people")).toBeVisible();

  await call(page, "POST", `/workflows/${id}/pause`, {});
  await expect(page.getByTestId("run-held")).toHaveText("Waits because people have stopped this workflow");
  await expect(page.getByTestId("run-status")).toHaveText("Waiting");
  await expect(loop).toHaveText(/^\d+ of 200$/);
  await expect(page.getByTestId("loop-waits-people")).toBeHidden();
  expect(await call(page, "GET", `/runs/${runId}`)).not.toHaveProperty("waitingFor");
  const still = await whereTimeStands(browser, page);
  await still.goto(`/runs/${runId}`);
  await expect(still.getByTestId("loop-progress")).toHaveText(/^\d+ of 200$/);
  await still.context().close();
  await page.goto(`/workflows/${id}?run=${runId}`);
  await expect(page.getByTestId("run-held")).toBeVisible();
  await expect(page.getByTestId("run-status")).toHaveText("Waiting");
  await expect(page.getByTestId("node-people").getByTestId("loop-progress")).toHaveText(/^\d+ of 200$/);

  await page.getByTestId("brake-resume").click();
  await expect(page.getByTestId("run-held")).toBeHidden();
  await call(page, "POST", `/runs/${runId}/cancel`, {});
});

test("before a workflow is deleted one reads what becomes of its runs, and a stopped one is kept while runs wait", async ({
  page,
}) => {
  const { id } = await call(page, "POST", "/workflows", {
    document: document("Old sale", [node("start", "trigger.manual", {}, at(0, 0))], []),
  });
  await call(page, "POST", `/workflows/${id}/pause`, {});
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto("/workflows");
  const remove = async () => {
    await page.getByRole("button", { name: /Old sale/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText("what has run stays in the list for as long as runs are kept");
    await page.getByTestId("ask-yes").click();
  };
  await remove();
  await expect(page.getByText("This workflow is stopped, and runs wait until it goes on")).toBeVisible();
  await call(page, "POST", `/runs/${runId}/cancel`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("cancelled");
  await remove();
  await expect(page.getByText("“Old sale” is deleted")).toBeVisible();
  await page.goto("/runs");
  await expect(page.getByTestId(`run-row-${runId}`)).toContainText("Old sale");
});
