import { call, expect, signedIn as test } from "./leeway.js";
import { toEverybody } from "./small-workflows.js";

/** What a server answers on whose disk is no room (`tests/system/disk-full-stops.test.ts`). */
const brake = (workflowId: string, unwritten: "pause" | "resume" | null) => ({
  workflowId,
  workflowName: "To everybody",
  since: new Date().toISOString(),
  by: null,
  runs: 0,
  unwritten,
});

test("a full disk is said on every page, with a stop that holds but is not saved; and no pace where nothing goes on", async ({
  page,
}) => {
  const data = { token: "sandbox", baseUrl: "sandbox:", limitPerMinute: 20 };
  const { id: credential } = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const { id } = await call(page, "POST", "/workflows", { document: toEverybody(credential) });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("loop-progress");
  await expect(loop).toContainText("done at about");
  const banner = page.getByTestId("brake-banner");
  const full = page.getByTestId("disk-full-banner");
  await expect(full).toBeHidden();

  let unwritten: "pause" | "resume" = "pause";
  await page.route("**/api/v1/brakes", (route) =>
    route.fulfill({ json: { workspace: null, workflows: [brake(id, unwritten)], diskFull: true, waiting: [] } }),
  );
  await expect(full).toContainText("new orders and events are refused, and runs stand still");
  await expect(loop).toHaveText(/^\d+ of 200$/);
  await expect(banner).toContainText("the stop already holds, but is saved only once there is room");
  await page.getByTestId("brake-resume").focus();
  unwritten = "resume";
  await expect(banner).toContainText("“To everybody” goes on again. That is saved once there is room");
  await expect(banner).not.toContainText("nothing is sent");
  await expect(page.getByTestId("brake-resume")).toBeHidden();
  await page.goto(`/workflows/${id}`);
  await expect(page.getByTestId("brake-stop")).toBeVisible();
  await page.goto("/templates");
  await expect(full).toBeVisible();
  await expect(banner).toBeHidden();
  await page.route("**/api/v1/limits", async (route) => {
    const { items } = await (await route.fetch()).json();
    const paused = items.map((one: object) => ({ ...one, paused: true, unwritten: "pause" }));
    await route.fulfill({ json: { items: paused } });
  });
  await page.goto("/limits");
  await expect(page.getByTestId("limit")).toContainText(
    "the pause already holds, but is saved only once there is room",
  );
  await page.unroute("**/api/v1/brakes");
  await call(page, "POST", `/runs/${runId}/cancel`, {});
  await expect(full).toBeHidden();
});
