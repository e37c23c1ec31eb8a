import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, choose, expect, open, openNew, saved, signedIn as test, write } from "./leeway.js";
import { channelOf, credentialOf } from "./lost-messages.js";
import { at } from "./small-workflows.js";

const hooked = (name: string, settings: object = {}) => ({
  ...document(
    name,
    [node("hook", "trigger.webhook", {}, at(0, 0)), node("end", "logic.stop", { outcome: "success" }, at(320, 0))],
    [edge("hook", "end")],
  ),
  settings,
});

const settingsOf = async (page: Page, id: string) => {
  await saved(page);
  return (await call(page, "GET", `/workflows/${id}`)).document.settings;
};
async function openSettings(page: Page) {
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-settings").click();
  const panel = page.getByTestId("workflow-settings");
  await expect(panel.getByRole("heading", { name: "Workflow settings" })).toBeVisible();
  return panel;
}

test("priority, runs at a time and time zone are set in words, kept, and undone like any change", async ({ page }) => {
  const id = await openNew(page, hooked("Orders"));
  const panel = await openSettings(page);
  await panel.getByRole("radio", { name: "Urgent" }).check();
  await expect.poll(() => settingsOf(page, id)).toEqual({ lane: "critical" });

  await panel.getByRole("switch", { name: "Limit how many runs go at a time" }).click();
  await panel.getByLabel("Runs at a time, at most").fill("3");
  await panel.getByRole("radio", { name: "It cancels the older one" }).check();
  await panel.getByRole("combobox", { name: "Time zone" }).click();
  await page.getByRole("option", { name: /Europe\/London/ }).click();
  await expect
    .poll(() => settingsOf(page, id))
    .toEqual({ lane: "critical", concurrency: { limit: 3, policy: "cancelOld" }, timezone: "Europe/London" });

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("combobox", { name: "Time zone" })).toHaveValue(/As the workspace: Europe\/Kyiv/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("radio", { name: "It waits its turn" })).toBeChecked();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(panel.getByRole("radio", { name: "It cancels the older one" })).toBeChecked();

  await open(page, id);
  await openSettings(page);
  await expect(page.getByRole("radio", { name: "Urgent" })).toBeChecked();
  await expect(page.getByLabel("Runs at a time, at most")).toHaveValue("3");
});

test("the key is written with what the trigger brings, and shows what it would be", async ({ page }) => {
  const id = await openNew(page, hooked("By phone", { concurrency: { limit: 5, policy: "queue" } }));
  await call(page, "PUT", `/workflows/${id}/samples`, {
    nodeId: "hook",
    payload: { body: { phone: "+380671112233" } },
  });
  await open(page, id);
  await openSettings(page);
  const key = page.getByTestId("setting-settings.concurrency.key");
  await write(key.locator(".cm-content"), "{{ trigger.body.phone");
  await expect(key.getByText("+380671112233").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await settingsOf(page, id)).concurrency.key)
    .toMatch(/^\{\{ trigger\.body\.phone ?\}\}$/);
});

test("what is wrong stands at the field, and the list of problems leads there", async ({ page }) => {
  await openNew(
    page,
    hooked("Wrong", {
      timezone: "Europe/Nowhere",
      concurrency: { limit: 0, policy: "queue", key: "{{ steps.end.text }}" },
    }),
  );
  await page.getByTestId("problems-button").click();
  await page.getByText("There is no time zone Europe/Nowhere").click();
  const zone = page.getByTestId("setting-settings.timezone");
  await expect(zone.getByText("There is no time zone Europe/Nowhere")).toBeVisible();
  await expect(page.getByTestId("setting-settings.concurrency.limit").getByText(/whole number from 1/)).toBeVisible();
  await expect(page.getByTestId("setting-settings.concurrency.key").getByRole("status")).not.toBeEmpty();
  await page.getByLabel("Runs at a time, at most").fill("2");
  await expect(page.getByTestId("setting-settings.concurrency.limit").getByText(/whole number from 1/)).toBeHidden();
});

test("a step that is chosen takes the place of the settings; Escape closes them", async ({ page }) => {
  await openNew(page, hooked("Place"));
  const panel = await openSettings(page);
  await choose(page, "end");
  await expect(panel).toBeHidden();
  await expect(page.getByTestId("inspector")).toBeVisible();
  await page.getByTestId("inspector-close").click();
  await openSettings(page);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page.getByTestId("toolbar-more")).toBeFocused();
});

const waiting = (name: string, concurrency: object) => ({
  ...document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "hours" }, at(320, 0)),
    ],
    [edge("start", "wait")],
  ),
  settings: { concurrency },
});
const begin = async (page: Page, id: string) =>
  (await call(page, "POST", `/workflows/${id}/runs`, { version: "draft" })).runId as string;

test("a run that waits for its place says so, in the list, on its page and below the canvas", async ({ page }) => {
  const { id } = await call(page, "POST", "/workflows", {
    document: waiting("In line", { limit: 1, policy: "queue" }),
  });
  const first = await begin(page, id);
  const second = await begin(page, id);
  await page.goto(`/runs?workflow=${id}`);
  const sentence = "Waits until another run of this workflow ends";
  await expect(page.getByTestId(`run-row-${second}`)).toContainText(sentence);
  await page.goto(`/workflows/${id}?run=${second}`);
  await expect(page.getByTestId("run-held")).toContainText(sentence);
  await page.goto(`/runs/${second}`);
  await expect(page.getByTestId("run-held")).toContainText(sentence);
  await call(page, "POST", `/runs/${first}/cancel`, {});
  await expect(page.getByTestId("run-held")).toBeHidden();
  await expect(page.getByTestId("step-wait")).toContainText("Waits for its time");
});

test("a run that waits for its place once somebody has settled it says so, and goes on by itself", async ({ page }) => {
  const credential = await credentialOf(page);
  const channel = await channelOf(page, credential);
  const send = node("send", "leeloo.message.send", { account_id: channel, text: "{{ trigger.text }}" }, { credential });
  const { id } = await call(page, "POST", "/workflows", {
    document: {
      ...document(
        "Settled in line",
        [
          node("start", "trigger.manual", {}, at(0, 0)),
          { ...send, ...at(320, 0) },
          node("ask", "logic.wait", { mode: "approval" }, at(640, 0)),
        ],
        [edge("start", "send"), edge("send", "ask")],
      ),
      settings: { concurrency: { limit: 1, policy: "queue" } },
    },
  });
  await call(page, "POST", "/sandbox/faults", {
    match: { method: "POST", path: "/messages/send-message" },
    with: "cutBefore",
  });
  const say = async (text: string) =>
    (await call(page, "POST", `/workflows/${id}/runs`, { payload: { text } })).runId as string;
  const first = await say("Перше");
  await page.goto(`/runs/${first}`);
  await expect(page.getByTestId("run-status")).toContainText("Needs you");
  const second = await say("Друге");
  await expect.poll(async () => (await call(page, "GET", `/runs/${second}`)).status).toBe("waiting");
  await page.getByTestId("resolve-done").click();
  await expect(page.getByTestId("run-held")).toContainText("Waits until another run of this workflow ends");
  await expect(page.getByTestId("run-status")).toContainText("Waiting");
  await call(page, "POST", `/runs/${second}/steps/ask/approve`, { approved: true });
  await expect(page.getByTestId("run-held")).toBeHidden();
  await expect(page.getByTestId("step-ask")).toHaveAttribute("data-status", "waiting");
});

test("a run that was skipped or replaced says why, and leads to the setting", async ({ page }) => {
  const skip = await call(page, "POST", "/workflows", { document: waiting("Skips", { limit: 1, policy: "skip" }) });
  await begin(page, skip.id);
  const skipped = await begin(page, skip.id);
  await page.goto(`/runs/${skipped}`);
  await expect(page.getByTestId("run-cancelled")).toContainText("Not run");
  await page.getByRole("link", { name: "Open the workflow’s settings" }).click();
  await expect(page.getByTestId("workflow-settings").getByRole("radio", { name: "It is skipped" })).toBeFocused();

  const old = await call(page, "POST", "/workflows", {
    document: waiting("Newest", { limit: 1, policy: "cancelOld" }),
  });
  const replaced = await begin(page, old.id);
  await begin(page, old.id);
  await page.goto(`/runs?workflow=${old.id}`);
  await expect(page.getByTestId(`run-row-${replaced}`)).toContainText("a newer run of this workflow took its place");
  await page.goto(`/runs/${replaced}`);
  await expect(page.getByTestId("run-cancelled")).toContainText("a newer run of this workflow took its place");
});

test("a run whose key could not be made says so in words", async ({ page }) => {
  const { id } = await call(page, "POST", "/workflows", {
    document: waiting("Keyless", { limit: 5, policy: "queue", key: "{{ trigger.body.phone }}" }),
  });
  await page.goto(`/runs/${await begin(page, id)}`);
  const note = page.getByTestId("run-keyless");
  await expect(note).toContainText("This run went without its key");
  await expect(note).not.toContainText("settings.");
});

test("a run and the run that it called lead to each other", async ({ page }) => {
  const called = await call(page, "POST", "/workflows", {
    document: document(
      "Callee",
      [
        node("called", "trigger.workflow", { inputs: [] }, at(0, 0)),
        node("ok", "logic.wait", { mode: "approval" }, at(320, 0)),
      ],
      [edge("called", "ok")],
    ),
  });
  await call(page, "POST", `/workflows/${called.id}/publish`, {});
  const caller = await call(page, "POST", "/workflows", {
    document: document(
      "Caller",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("ask", "logic.workflow", { workflowId: called.id, input: {} }, at(320, 0)),
      ],
      [edge("start", "ask")],
    ),
  });
  const runId = await begin(page, caller.id);
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("step-ask")).toContainText("Waits for the run that it started");
  await expect(page.getByTestId("step-ask")).toContainText("Run Callee");
  await page.getByTestId("child-ask").click();
  await expect(page.getByRole("heading", { name: "Callee" })).toBeVisible();
  await expect(page.getByTestId("called-by")).toHaveText(/Called by “Caller”/);
  await page.getByTestId("called-by").click();
  await expect(page.getByRole("heading", { name: "Caller" })).toBeVisible();
  await page.goto(`/workflows/${caller.id}`);
  await expect(page.getByTestId("node-ask")).toContainText("Run Callee");
});
