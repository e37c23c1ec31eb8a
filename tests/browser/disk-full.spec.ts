import type { Route } from "@playwright/test";
import { colleague } from "./colleague.js";
import { call, choose, expect, open, openNew, saved, signedIn as test } from "./leeway.js";
import { three, toEverybody } from "./small-workflows.js";

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
  await page.route(`**/api/v1/workflows/${id}/resume`, (route) => {
    unwritten = "resume";
    return route.fulfill({ json: { workspace: null, workflows: [], diskFull: true, waiting: [] } });
  });
  await page.getByTestId("brake-resume").click();
  await expect(page.getByRole("alert").filter({ hasText: "“To everybody” is no longer stopped" })).toBeVisible();
  await expect(banner).toContainText("“To everybody” is no longer stopped. That is saved once there is room");
  await expect(banner).not.toContainText("nothing is sent");
  await expect(page.getByTestId("brake-resume")).toBeHidden();
  await page.goto(`/workflows/${id}`);
  await page.getByTestId("brake-stop").click();
  await expect(page.getByRole("dialog")).toContainText("New orders and events are refused while the disk is full");
  await page.keyboard.press("Escape");
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
  await page.route("**/api/v1/limits/*/resume", async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, unwritten: "resume" } });
  });
  await page
    .getByTestId("limit")
    .getByRole("button", { name: /^Actions for / })
    .click();
  await page.getByRole("menuitem", { name: "Resume sending" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "It is no longer paused" })).toBeVisible();
  await page.unroute("**/api/v1/brakes");
  await call(page, "POST", `/runs/${runId}/cancel`, {});
  await expect(full).toBeHidden();
});

/** To nothing that is to be saved. */
function noRoom(route: Route) {
  if (route.request().method() !== "PUT") return route.fallback();
  const problem = { type: "about:blank", status: 503, code: "server.diskFull", title: "The disk is full" };
  return route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) });
}

test.describe("a draft that finds no room", () => {
  test.use({ expected: [/status of (403|503)/] });
  test("is said to be unsaved for want of room, outlives a reload, and is saved by itself once there is room", async ({
    page,
  }) => {
    const id = await openNew(page, three("No room"));
    const kept = async (): Promise<string> => JSON.stringify((await call(page, "GET", `/workflows/${id}`)).document);
    let tries = 0;
    await page.route(`**/api/v1/workflows/${id}`, (route) => {
      if (route.request().method() === "PUT") tries += 1;
      return noRoom(route);
    });
    const banner = page.getByTestId("hold-disk-full");
    await choose(page, "greet");
    await page.getByTestId("inspector-name").fill("Greet without room");
    await expect(banner).toContainText("not saved yet: the server’s disk is full");
    await expect(page.getByTestId("save-state")).toHaveText("Not saved");
    await page.getByTestId("toolbar-save").hover();
    await expect(page.getByRole("tooltip")).toContainText("the server’s disk is full");
    const before = tries;
    await expect.poll(() => tries, { timeout: 20_000 }).toBeGreaterThan(before);
    await expect(banner).toBeVisible();

    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await expect(page.getByTestId("node-greet")).toContainText("Greet without room");
    await expect(banner).toBeVisible();
    await choose(page, "greet");
    await page.getByTestId("inspector-name").fill("Greet once there is room");
    expect(await kept()).not.toContain("there is room");
    await page.unroute(`**/api/v1/workflows/${id}`);
    await saved(page);
    await expect(banner).toBeHidden();
    expect(await kept()).toContain("Greet once there is room");
  });

  test("is not promised to be saved to who may only look by then", async ({ page, browser }) => {
    const id = await openNew(page, three("No room, no right"));
    const ivan = await colleague(browser, page, "Ivan Petrenko");
    await ivan.route(`**/api/v1/workflows/${id}`, noRoom);
    await open(ivan, id);
    await choose(ivan, "greet");
    await ivan.getByTestId("inspector-name").fill("Without room");
    const banner = ivan.getByTestId("hold-disk-full");
    await expect(banner).toBeVisible();
    const { user } = await call(ivan, "GET", "/me");
    await call(page, "PATCH", `/members/${user.id}`, { role: "viewer" });
    await expect(ivan.getByTestId("hold-role")).toContainText("until you may change it again");
    await expect(banner).toBeHidden();
    await ivan.context().close();
  });
});
