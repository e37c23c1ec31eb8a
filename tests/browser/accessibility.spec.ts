import type { Page } from "@playwright/test";
import { expectAccessible as expectAccessibleOn } from "./accessible.js";
import { call, choose, demoId, expect, open, openNew, pageOf, signUp, test } from "./leeway.js";
import { chain, document, node } from "../system/documents.js";
import { at } from "./small-workflows.js";

test.describe.configure({ mode: "serial" });
// A list that does not come answers 424, as it says.
test.use({ expected: [/424 \(Failed Dependency\)/] });

let page: Page;
test.beforeAll(async ({ browser, leeway }) => {
  page = await pageOf(browser, leeway);
});
test.afterAll(() => page?.context().close());

const expectAccessible = (screen: string) => expectAccessibleOn(page, screen);

test("the first page can be read and used by everybody", async () => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Create the account" })).toBeVisible();
  await expectAccessible("first page");
  await signUp(page);
});

test("so can the list of workflows and the way into one", async () => {
  await expectAccessible("workflows");
  await page.getByText("New order via website").click();
  await expect(page.getByTestId("node-order")).toBeVisible();
  await expectAccessible("editor");
});

test("so can every step's settings", async () => {
  const canvas = page.getByTestId("canvas");
  for (const id of ["order", "known", "newOrder", "message"]) {
    await canvas.locator(`.react-flow__node[data-id="${id}"]`).focus();
    await page.keyboard.press("Enter");
    await expect(
      page.getByTestId("inspector").getByText(`steps.${id}`).or(page.getByTestId("webhook-url")),
    ).toBeVisible();
    await expectAccessible(`settings of ${id}`);
  }
  await page.getByRole("tab", { name: "Options" }).click();
  await expectAccessible("options of a step");
  await page.getByRole("tab", { name: "Data" }).click();
  await expectAccessible("data of a step");
});

test("so can the settings of the workflow", async () => {
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-settings").click();
  await page.getByRole("switch", { name: "Limit how many runs go at a time" }).click();
  await page.getByLabel("Runs at a time, at most").fill("0");
  await expect(page.getByText("The limit of runs at a time is a whole number from 1, not 0.")).toBeVisible();
  await expectAccessible("settings of the workflow");
  await page.getByRole("switch", { name: "Limit how many runs go at a time" }).click();
  await page.getByTestId("workflow-settings-close").click();
});

test("so can a run below the canvas, the run's own page and the list of runs", async () => {
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expectAccessible("run drawer");
  await page.goto("/runs");
  const row = page.locator('[data-testid^="run-row-"]').first();
  await expect(row).toContainText("Done");
  await expectAccessible("runs");
  await row.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();
  await expectAccessible("run");
});

test("so can a run that failed, one that needs a person, and what opens above a page", async () => {
  // The list of orders does not come: nothing settles a doubt but a person.
  await call(page, "POST", "/sandbox/faults", { match: { method: "GET", path: "/orders" }, with: 500, times: 20 });
  for (const [fault, status] of [
    ["html", "Failed"],
    ["cutAfter", "Needs you"],
  ]) {
    await call(page, "POST", "/sandbox/faults", { match: { method: "POST", path: "/orders" }, with: fault });
    await open(page, await demoId(page));
    await page.getByTestId("toolbar-run").click();
    await expect(page.getByTestId("run-status")).toContainText(status ?? "");
    await expectAccessible(`run drawer: ${status}`);
  }
  await page.getByTestId("toolbar-more").click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible("menu of the workflow");
  await page.goto("/credentials");
  await page.getByRole("button", { name: "Add a credential" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible("a new credential");
});

test("so can the path to the real account, with what it would change", async () => {
  await call(page, "POST", "/credentials", { type: "leelooToken", name: "Mine", data: { token: "t" } });
  await open(page, await demoId(page));
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  await expect(page.getByTestId("live-lgt").getByRole("button", { name: "LGT", exact: true })).toBeVisible();
  await expect(page.getByTestId("live-left")).toBeVisible();
  await expectAccessible("going live");
});

test("so can the tabs of the sandbox", async () => {
  // Each page as it opens is looked at in languages.spec.ts.
  for (const [tab, heading] of [
    ["events", "Where events go"],
    ...["people", "orders", "messages", "tags"].map((one) => [one, "Leeloo sandbox"] as const),
  ] as const) {
    await page.goto(`/leeloo?tab=${tab}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expectAccessible(`sandbox: ${tab}`);
  }
});

test("so can what opens on them: a list to choose from and why there is none, a preview, what happened, an event", async () => {
  await call(page, "PUT", "/sandbox/events-target", { url: (await call(page, "GET", "/leeloo-hub")).url });
  await call(page, "POST", "/sandbox/events", { type: "ORDER", personId: "66fac2b853d5470e1ed207a0" });
  await page.goto("/events");
  const event = page.getByTestId("leeloo-event").first();
  await event.getByRole("button").first().click();
  await expect(event).toContainText("From the sandbox");
  await expectAccessible("an event, opened");

  await page.goto("/leeloo?tab=events");
  await page.getByTestId("sandbox-delivery").first().getByRole("button").first().click();
  await expectAccessible("a delivery, opened");
  await page.goto("/leeloo?tab=people");
  await page.getByRole("button", { name: "Andrii Kovalenko", exact: true }).click();
  await expect(page.getByTestId("sandbox-person")).toBeVisible();
  await expectAccessible("a person of the sandbox");
  await page.getByTestId("sandbox-happen").click();
  await expect(page.getByTestId("happen-send")).toBeVisible();
  await expectAccessible("what can happen");

  await page.goto("/workflows/templates");
  await page.getByRole("button", { name: /^Preview: Paid order/ }).click();
  await expect(page.getByRole("dialog")).toContainText("Tag the buyer");
  await expectAccessible("a template's preview");
});

test("so can a rehearsal's story, and a list in a field with its options or its trouble", async () => {
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const tag = node("tag", "leeloo.person.addTag", { person_id: "Andrii Kovalenko" }, { credential, ...at(320, 0) });
  const crm = node("crm", "http.request", { method: "POST", url: "https://crm.example/", body: { id: 7 } }, at(640, 0));
  const nodes = [node("start", "trigger.manual", {}, at(0, 0)), crm, tag];
  await openNew(page, document("Everybody", nodes, chain("start", "crm", "tag")));
  await choose(page, "tag");
  await page.getByTestId("param-tag_id").getByRole("button", { name: "choose from Leeloo" }).click();
  const list = page.getByTestId("choices").filter({ visible: true });
  await expect(list.getByRole("option").first()).toBeVisible();
  await expectAccessible("a list to choose from");
  await call(page, "POST", "/sandbox/faults", { with: 401, times: 1 });
  await list.getByRole("button", { name: "Reload the list" }).click();
  await expect(list.getByRole("alert")).toBeVisible();
  await expectAccessible("a list that does not come");
  await page.keyboard.press("Escape");
  await page.getByTestId("toolbar-rehearse").click();
  await expect(page.getByTestId("run-drawer").getByTestId("step-crm").getByTestId("rehearsed")).toBeVisible();
  await expectAccessible("a rehearsal");
});

test("so can what changed between versions, the question before publishing, a menu of steps, and who uses what", async () => {
  await open(page, await demoId(page));
  await choose(page, "message");
  await page.getByTestId("node-message").click({ button: "right" });
  await page.getByTestId("menu-switch").click();
  await page.getByTestId("node-message").click({ button: "right" });
  await expect(page.getByTestId("selection-menu")).toBeVisible();
  await expectAccessible("menu of a step");
  await page.keyboard.press("Escape");
  await page.getByTestId("toolbar-publish").click();
  await expect(page.getByTestId("publish-dialog").getByTestId("difference")).toBeVisible();
  await expectAccessible("question before publishing");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("order");
  await expect(page.getByTestId("find").getByRole("option").first()).toBeVisible();
  await expectAccessible("search on the canvas");
  await page.keyboard.press("Escape");
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-versions").click();
  await expect(page.getByTestId("sketch-message")).toHaveAttribute("data-mark", "changed");
  await expectAccessible("versions");
  await page.goto("/credentials");
  await page.getByRole("button", { name: /^Delete.*Leeloo sandbox/ }).click();
  await expect(page.getByTestId("ask-used")).toBeVisible();
  await expectAccessible("who uses a credential");
});
