import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { call, choose, demoId, expect, open, openNew, signedIn as test } from "./leeway.js";

const rehearse = (page: Page, fault: unknown) => call(page, "POST", "/sandbox/faults", fault);
/** The list of orders does not come: nothing settles a doubt but a person. */
const blind = { match: { method: "GET", path: "/orders" }, with: 500, times: 20 };
const orders = async (page: Page) => (await call(page, "GET", "/sandbox/state")).orders.length as number;

/** The demo's order arrives at Leeloo, and the line is cut before the answer. */
async function cutOffOrder(page: Page) {
  await open(page, await demoId(page));
  await rehearse(page, blind);
  await rehearse(page, { match: { method: "POST", path: "/orders" }, with: "cutAfter" });
  await page.getByRole("button", { name: "Run with the sample" }).click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Needs you");
  await expect(page.getByTestId("state-newOrder")).toHaveAttribute("data-state", "unknown");
  await expect(drawer.getByTestId("step-newOrder")).toHaveAttribute("data-status", "unknown");
  await expect(drawer).toContainText("Did it arrive?");
  return drawer;
}

test("an order whose answer never came is never sent twice by itself; “It arrived” goes on without what came back", async ({
  page,
}) => {
  const drawer = await cutOffOrder(page);
  expect(await orders(page)).toBe(1);
  await drawer.getByTestId("resolve-done").click();
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  await expect(page.getByTestId("state-newOrder")).toHaveAttribute("data-state", "succeeded");
  await expect(page.getByTestId("state-answer")).toHaveAttribute("data-state", "succeeded");
  expect(await orders(page)).toBe(1);
});

test("“It arrived” without what came back is asked about where a later step reads it", async ({ page }) => {
  const demo = await demoId(page);
  const { document: drawn } = await call(page, "GET", `/workflows/${demo}`);
  const reads = node("reads", "logic.set", { fields: [{ name: "id", value: "{{ steps.newOrder.id }}" }] });
  const { id } = await call(page, "POST", "/workflows", {
    document: {
      ...drawn,
      name: "Order with its number",
      nodes: [...drawn.nodes, { ...reads, name: "Keep the number" }],
      edges: [...drawn.edges, edge("newOrder", "reads")],
    },
  });
  const { samples } = await call(page, "GET", `/workflows/${demo}/samples`);
  for (const [nodeId, payload] of Object.entries(samples))
    await call(page, "PUT", `/workflows/${id}/samples`, { nodeId, payload });
  await open(page, id);
  await rehearse(page, blind);
  await rehearse(page, { match: { method: "POST", path: "/orders" }, with: "cutAfter" });
  await page.getByTestId("toolbar-run").click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Needs you");
  await drawer.getByTestId("resolve-done").click();
  await expect(page.getByRole("dialog")).toContainText("Keep the number");
  await page.getByRole("button", { name: "Write it in" }).click();
  await expect(drawer.getByTestId("run-status")).toContainText("Needs you");
  await drawer.getByLabel("What came back, if you know it (JSON)").fill('{ "id": "order-1" }');
  await drawer.getByTestId("resolve-done").click();
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
});

test("“Send it again” sends the same once more, and the whole run tells who decided", async ({ page }) => {
  const drawer = await cutOffOrder(page);
  const before = await orders(page);
  await drawer.getByTestId("resolve-retry").click();
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  expect(await orders(page)).toBe(before + 1);
  await drawer.getByRole("link", { name: "Open the whole run" }).click();
  await expect(page.getByTestId("step-newOrder")).toContainText("You had it sent again");
});

test("“It did not arrive” ends the run as failed; nothing further is sent", async ({ page }) => {
  const drawer = await cutOffOrder(page);
  const before = await call(page, "GET", "/sandbox/state");
  await drawer.getByTestId("resolve-fail").click();
  await expect(drawer.getByTestId("run-status")).toContainText("Failed");
  await expect(page.getByTestId("state-newOrder")).toHaveAttribute("data-state", "failed");
  const after = await call(page, "GET", "/sandbox/state");
  expect([after.orders.length, after.messages.length]).toEqual([before.orders.length, before.messages.length]);
});

test("what was unclear when its run was stopped asks nothing any more, and says what can be done", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const drawer = await cutOffOrder(page);
  // Where there is little room the ways on stand one below the other, where all of their words have room.
  await choose(page, "newOrder");
  const left = async (as: string) => (await drawer.getByTestId(`resolve-${as}`).boundingBox())?.x;
  const ways = async () => new Set(await Promise.all(["done", "retry", "fail"].map(left)));
  await expect.poll(async () => (await ways()).size).toBe(1);
  await drawer.getByRole("button", { name: "Stop the run" }).click();
  const yes = page.getByTestId("ask-yes");
  await yes.click();
  await expect(drawer.getByTestId("run-status")).toContainText("Cancelled");
  await expect(drawer.getByTestId("settle-over")).toContainText("It was never found out whether it arrived");
  await expect(drawer.getByTestId("resolve-retry")).toHaveCount(0);
  const before = await orders(page);
  await drawer.getByTestId("settle-over").getByTestId("replay-newOrder").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  expect(await orders(page)).toBe(before + 1);
});

test.describe("all of a run that was stopped in doubt", () => {
  // Refused first, then asked about.
  test.use({ expected: [/status of 409 .*\/replay\)$/] });
  test("is done again after a second question, which names the step", async ({ page }) => {
    const drawer = await cutOffOrder(page);
    await drawer.getByRole("button", { name: "Stop the run" }).click();
    await page.getByTestId("ask-yes").click();
    await expect(drawer.getByTestId("run-status")).toContainText("Cancelled");
    const before = await orders(page);
    const question = page.getByRole("dialog", { name: "Nobody knows whether it was done already" });
    const ask = async () => {
      await drawer.getByTestId("replay-run").click();
      await page.getByRole("menuitem", { name: "As it was" }).click();
      await page.getByRole("dialog", { name: "Run it all again?" }).getByTestId("ask-yes").click();
      await expect(question).toContainText("Nobody knows whether “Create the order” took effect");
    };
    await ask();
    // It is in sight: there is no other run to be looked at.
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(question).toBeHidden();
    expect(await orders(page)).toBe(before);
    await ask();
    await question.getByRole("button", { name: "Do it again anyway" }).click();
    await expect(drawer.getByTestId("run-status")).toContainText("Done");
    expect(await orders(page)).toBe(before + 1);
  });
});

test("an unclear run leads from the list to the step that needs a person, and the buttons work there too", async ({
  page,
}) => {
  await cutOffOrder(page);
  await page.goto("/runs");
  const row = page.locator('[data-testid^="run-row-"]').first();
  await expect(row).toContainText("Needs you");
  await row.getByText("Needs you").click();
  await expect(page.getByText("This run needs you")).toBeVisible();
  await page.getByRole("button", { name: "Show the unclear step" }).click();
  const step = page.getByTestId("step-newOrder");
  await expect(step.getByTestId("resolve-fail")).toBeInViewport();
  await expect(step).toContainText("Leeway could not look for itself");
  await expect(step).toContainText("status 500");
  await step.getByTestId("resolve-fail").click();
  await expect(page.getByTestId("run-status")).toContainText("Failed");
});

test("a step that failed shows what happened, how often it was tried and what to do", async ({ page }) => {
  await open(page, await demoId(page));
  // Reading is safe to repeat: one bad answer passes unnoticed, with a second attempt.
  await rehearse(page, { match: { method: "GET", path: "/people" }, with: 503, times: 1 });
  await rehearse(page, { match: { method: "POST", path: "/orders" }, with: "status0" });
  await page.getByRole("button", { name: "Run with the sample" }).click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Failed");
  await expect(page.getByTestId("state-newOrder")).toHaveAttribute("data-state", "failed");
  await expect(drawer.getByTestId("step-newOrder")).toContainText("What happened");
  await expect(drawer.getByTestId("step-newOrder")).toContainText("Leeloo answered");
  await expect(drawer.getByTestId("step-newOrder")).toContainText("What to do");
  await drawer.getByRole("link", { name: "Open the whole run" }).click();
  await expect(page.getByTestId("step-find")).toContainText("2 attempts");
  await page.getByTestId("step-newOrder").getByRole("button", { name: "Open the step" }).click();
  await expect(page.getByTestId("inspector-name")).toHaveValue("Create the order");
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Failed");
});

test("a refused token leads to its credential; with the right one the run goes through", async ({ page }) => {
  const id = await demoId(page);
  const { document, revision } = await call(page, "GET", `/workflows/${id}`);
  const data = { token: "mistyped", baseUrl: "sandbox:" };
  const { id: credential } = await call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "Mistyped",
    data,
  });
  const nodes = document.nodes.map((node: { credential?: string }) =>
    node.credential ? { ...node, credential } : node,
  );
  await call(page, "PUT", `/workflows/${id}`, { revision, document: { ...document, nodes } });
  await open(page, id);
  await page.getByRole("button", { name: "Run with the sample" }).click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Failed");
  await drawer.getByTestId("step-find").getByRole("link", { name: "Open the credential" }).click();
  await expect(page.getByTestId("credential-name")).toHaveValue("Mistyped");
  await call(page, "PUT", `/credentials/${credential}`, { data: { token: "sandbox" } });
  await open(page, id);
  await page.getByRole("button", { name: "Run with the sample" }).click();
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
});

test("the view goes along with a run to a step out of sight, but not where somebody moved it", async ({ page }) => {
  const { document: demo } = await call(page, "GET", `/workflows/${await demoId(page)}`);
  const { credential } = demo.nodes.find((one: { credential?: string }) => one.credential);
  await openNew(
    page,
    document(
      "Far away",
      [
        node("start", "trigger.manual"),
        node("tags", "leeloo.tag.list", {}, { credential, position: { x: 3_000, y: 0 } }),
      ],
      chain("start", "tags"),
    ),
  );
  const run = async () => {
    await rehearse(page, { match: { method: "GET", path: "/tags" }, with: "slow" });
    await page.getByTestId("toolbar-run").click();
    await expect(page.getByTestId("run-status")).toContainText("Running");
    await expect(page.getByTestId("state-tags")).toHaveAttribute("data-state", "running");
  };
  await expect(page.getByTestId("node-tags")).not.toBeInViewport();
  await run();
  await expect(page.getByTestId("node-tags")).toBeInViewport();

  await open(page, page.url().split("/").at(-1) ?? "");
  await run();
  await expect(page.getByTestId("node-tags")).toBeInViewport();
  await page.getByTestId("canvas").hover();
  await page.mouse.wheel(-3_000, 0);
  await expect(page.getByTestId("node-tags")).not.toBeInViewport();
});
