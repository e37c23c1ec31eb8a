import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, choose, expect, open, openNew, saved, signedIn as test, write } from "./leeway.js";
import { at } from "./small-workflows.js";

test.use({ story: "workflow-settings" });

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
