import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, expect, openNew, signedIn as test, withoutOwner } from "./leeway.js";
import { at } from "./small-workflows.js";

// While its server is away, the page says so in its console as well.
test.use({
  expected: [/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/],
});

/** start → people [ act ] */
const looped = (name: string, type: string, params: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items: ["Олена", "Іван", "Марта"] }, at(320, 0)),
      node("act", type, params, { parent: "people", ...more, ...at(400, 136) }),
    ],
    [edge("start", "people"), edge("people", "act", "item")],
  );

async function run(page: Page) {
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByTestId("loop-progress").last()).toBeVisible();
}

test("a loop that stands still says what its items wait for", async ({ page }) => {
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  const credential = (await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
  await openNew(page, looped("Paused", "leeloo.tag.list", {}, { credential }));
  const { items } = await call(page, "GET", "/limits");
  const { id } = items.find(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(credential));
  await call(page, "POST", `/limits/${id}/pause`, {});
  await run(page);
  await expect(page.getByTestId("loop-waits-people")).toContainText("Waits because a person paused the calls");
  await call(page, "POST", `/limits/${id}/resume`, {});
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("loop-waits-people")).toHaveCount(0);
});

test("a run whose loop asks a person about each item waits, as in the list, and leads to the questions", async ({
  page,
}) => {
  const id = await openNew(page, looped("Asks", "logic.wait", { mode: "approval", message: "Надіслати {{ item }}?" }));
  await run(page);
  const status = page.getByTestId("run-status");
  await expect(status).toContainText("Waiting");
  const [{ id: runId }] = (await call(page, "GET", `/runs?workflowId=${id}`)).items;
  await page.goto(`/runs/${runId}`);
  await expect(status).toContainText("Waiting");
  await page.getByTestId("loop-waits-people").getByRole("link", { name: "Decide in “Needs you”" }).click();
  await expect(page).toHaveURL(`/attention?workflow=${id}`);
  await expect(page.getByRole("main")).toContainText("Надіслати");
  await page.goBack();
  const approve = (index: number) => {
    const path = `/runs/${runId}/steps/${encodeURIComponent(`act[${index}]`)}/approve`;
    const said = () => call(page, "POST", path, { approved: true }).then(Boolean, () => false);
    return expect.poll(said).toBe(true);
  };
  await approve(0);
  // How fast people answer says nothing of when the rest is done.
  await expect(page.getByTestId("loop-waits-people")).toBeVisible();
  await expect(page.getByTestId("loop-progress")).toHaveText("1 of 3");
  await approve(1);
  await approve(2);
  await expect(status).toContainText("Done");
  await expect(page.getByTestId("loop-waits-people")).toHaveCount(0);
});

test("a run on the screen says when its server is gone, and goes on when it is back", async ({ page, leeway }) => {
  await openNew(page, looped("Away", "logic.wait", { mode: "duration", amount: 2, unit: "seconds" }));
  await run(page);
  await leeway.kill();
  const lost = page.getByTestId("run-drawer").getByText("The connection broke");
  await expect(lost).toBeVisible();
  await leeway.start(withoutOwner);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(lost).toHaveCount(0);
  await expect(page.getByTestId("loop-progress").last()).toContainText("3 of 3");
});
