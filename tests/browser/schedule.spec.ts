import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { another, call, choose, expect, open, openNew, saved, signedIn as test, typeTime } from "./leeway.js";
import { at } from "./small-workflows.js";

const set = node("set", "logic.set", { fields: [{ name: "at", value: "{{ trigger.time }}" }] }, at(320, 0));
const scheduled = (name: string, params: object = {}) => ({
  ...document(name, [node("clock", "trigger.schedule", { ...params }, at(0, 0)), set], [edge("clock", "set")]),
  settings: { timezone: "Europe/Kyiv" },
});
const rulesOf = async (page: Page, id: string) => {
  await saved(page);
  return (await call(page, "GET", `/workflows/${id}`)).document.nodes[0].params.rules;
};
const rule = (page: Page, number: number) => page.getByRole("group", { name: `Schedule ${number}` });
async function pick(page: Page, number: number, field: string, option: string) {
  await rule(page, number).getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
const card = (page: Page) => page.getByTestId("node-clock");

test("a schedule is built in words, says when it fires next, and is told on its card", async ({ page }) => {
  const id = await openNew(page, scheduled("Report"));
  await choose(page, "clock");
  await expect(page.getByText("the workflow does not start by itself")).toBeVisible();
  await page.getByRole("button", { name: "Add a schedule" }).click();
  await typeTime(rule(page, 1).getByLabel("Time: hours"), "0930");
  await expect.poll(() => rulesOf(page, id)).toEqual([{ kind: "calendar", cron: "30 9 * * 1,2,3,4,5" }]);
  await expect(card(page)).toContainText("on weekdays at 09:30");
  const times = page.getByTestId("next-fires").getByRole("listitem");
  await expect(times).toHaveCount(10);
  await expect(times.first()).toContainText(/(Mon|Tue|Wed|Thu|Fri).*09:30.*UTC\+[23]/);

  await rule(page, 1).getByText("Fri", { exact: true }).click();
  await expect(card(page)).toContainText("Mon, Tue, Wed, Thu at 09:30");
  await page.getByRole("button", { name: "Add a schedule" }).click();
  await pick(page, 2, "How often", "On a day of the month");
  await pick(page, 2, "Day of the month", "Last day");
  await expect(card(page)).toContainText("on the last day of each month at 09:00");
  await pick(page, 2, "How often", "Every so often");
  await rule(page, 2).getByLabel("Every", { exact: true }).fill("3");
  await pick(page, 2, "Unit", "days");
  await rule(page, 2).getByLabel("Count from: day").fill("15.1.2026");
  await typeTime(rule(page, 2).getByLabel("Count from: hours"), "0900");
  await expect
    .poll(() => rulesOf(page, id))
    .toEqual([
      { kind: "calendar", cron: "30 9 * * 1,2,3,4" },
      { kind: "interval", every: 3, unit: "days", anchor: "2026-01-15T07:00:00.000Z" },
    ]);
  await page.getByRole("button", { name: "Remove schedule 1" }).click();
  await expect(card(page)).toContainText("every 3 days");
});

test("cron fields say what is wrong in them, and warn of times that are not even", async ({ page }) => {
  await openNew(page, scheduled("Cron", { rules: [{ kind: "calendar", cron: "*/7 * * * *" }] }));
  await choose(page, "clock");
  await expect(rule(page, 1)).toContainText("7 minutes does not fit an hour");
  const fields = rule(page, 1).getByLabel("Minute, hour, day, month, weekday");
  await fields.fill("0 25 * * *");
  await expect(rule(page, 1)).toContainText("“25” is no hour: 0 to 23.");
  await expect(page.getByTestId("next-fires")).toHaveCount(0);
  await fields.fill("0 9 30 2 *");
  await expect(rule(page, 1)).toContainText("No year has such a day");
  await fields.fill("30 3 29 3,10 *");
  await expect(rule(page, 1).getByRole("status")).toHaveCount(0);
  await expect(page.getByTestId("next-fires")).toContainText("03:30");
});

test("days on which clocks are changed are marked, in the zone of the schedule", async ({ browser, page: here }) => {
  const page = await another(browser, here);
  await page.clock.setFixedTime(new Date("2026-10-23T12:00:00Z"));
  await openNew(page, scheduled("Night", { rules: [{ kind: "calendar", cron: "30 3 * * *" }] }));
  await choose(page, "clock");
  const times = page.getByTestId("next-fires").getByRole("listitem");
  await expect(times.nth(0)).toContainText(/Oct 24, 2026.*03:30.*UTC\+3$/);
  await expect(times.nth(1)).toContainText(/Oct 25, 2026.*03:30.*clocks change.*UTC\+3$/);
  await expect(times.nth(2)).toContainText(/Oct 26, 2026.*03:30.*UTC\+2$/);
});

test("a published schedule starts runs, is paused and resumed, and says what it let go", async ({ page, leeway }) => {
  const { id } = await call(page, "POST", "/workflows", {
    document: scheduled("Live", {
      rules: [{ kind: "interval", every: 1, unit: "hours", anchor: new Date(Date.now() + 6_000).toISOString() }],
    }),
  });
  await open(page, id);
  await choose(page, "clock");
  await expect(page.getByTestId("schedule-state")).toContainText("once the workflow is published");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByTestId("schedule-state")).toContainText("Starts next:");
  await expect.poll(async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length).toBe(1);
  await page.getByTestId("schedule-state").getByRole("button", { name: "Pause" }).click();
  await expect(page.getByTestId("schedule-state")).toContainText("Paused: it does not start by itself.");
  await page.getByTestId("schedule-state").getByRole("button", { name: "Resume" }).click();
  await expect(page.getByTestId("schedule-state")).toContainText(/From .* to .*: paused\./);
  expect(leeway.origin).toBeTruthy();
});
