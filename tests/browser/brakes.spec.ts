import { document, edge, node } from "../system/documents.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

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
  await expect(banner).toContainText("nothing is sent");
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
