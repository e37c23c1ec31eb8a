import { document, edge, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, openNew, signedIn as test } from "./leeway.js";
import { inside } from "./looped.js";
import { at } from "./small-workflows.js";

const nameless = { phone: "+380501112233" };

/** For each list of people a greeting each; in the third are some without a name. `text`: how they are greeted. */
const nested = (name: string, third: object[], text = "Вітаємо, {{ item.name }}!") => {
  const lists = [[{ name: "Олена" }], [{ name: "Іван" }], third];
  return document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items: lists, onItemError: "continue" }, at(320, 0)),
      node("group", "logic.each", { items: "{{ item }}", onItemError: "continue" }, inside(400, 136)),
      node("greet", "logic.set", { fields: [{ name: "text", value: text }] }, { parent: "group", ...at(480, 272) }),
    ],
    [edge("start", "people"), edge("people", "group", "item"), edge("group", "greet", "item")],
  );
};

test("what failed in a loop inside of an item is found from the outer loop, and done again there", async ({ page }) => {
  const id = await openNew(page, nested("Inside", [{ name: "Марта" }, nameless]));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("step-people");
  await expect(loop.getByTestId("loop-progress")).toContainText("1 done with errors inside");
  await expect(loop.getByTestId("loop-progress").getByRole("progressbar")).toHaveAccessibleName(
    "3 of 3 items done, 0 of them failed, 1 with errors inside",
  );
  const list = loop.getByTestId("items-people");
  await expect(list.getByTestId("item-2")).toContainText("1 error inside");
  await expect(list.getByTestId("item-1")).not.toContainText("inside");
  // By keyboard alone.
  await list.getByTestId("items-filter").focus();
  for (const name of ["All", "Failed", "With errors inside"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option", { name })).toHaveAttribute("data-combobox-selected");
  }
  await page.keyboard.press("Enter");
  await expect(list.getByTestId("item-1")).toBeHidden();
  await list.getByTestId("open-item-2").press("Enter");
  const inner = list.getByTestId("step-group[2]");
  await expect(inner.getByTestId("item-1")).toHaveAttribute("data-status", "failed");
  await expectAccessible(page, "a loop in an item of another, with errors");
  await inner.getByTestId("edit-item-1").click();
  await page.getByRole("dialog").getByText("One value or JSON").click();
  await page.getByTestId("item-data").fill('{ "name": "Петро" }');
  await page.getByTestId("item-data-done").click();
  await expect(page).not.toHaveURL(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(loop.getByTestId("loop-progress").first()).toContainText("3 of 3");
  await expect(loop.getByTestId("loop-progress").first()).not.toContainText("inside");
});

test("all that failed in a list inside of an item is done again at once, when what was missing is there", async ({
  page,
}) => {
  const variable = "nameOfGuests";
  const text = `Вітаємо, {{ item.name ?? vars.${variable} }}!`;
  const id = await openNew(page, nested("Inside again", [nameless, { name: "Марта" }, nameless], text));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  const { items, revision } = await call(page, "GET", "/variables");
  await call(page, "PUT", "/variables", {
    items: [...items, { name: variable, type: "text", value: "гостю" }],
    revision,
  });
  await page.goto(`/runs/${runId}`);
  const list = page.getByTestId("items-people");
  const wentOn = page.getByTestId("went-on");
  await expect(wentOn).toContainText("The run went on after 2 errors");
  await wentOn.getByRole("button", { name: "1 done with errors inside" }).click();
  await expect(list.getByTestId("item-0")).toBeHidden();
  await expect(list.getByTestId("item-2")).toContainText("2 errors inside");
  await list.getByTestId("open-item-2").click();
  const inner = page.getByTestId("items-group[2]");
  await inner.getByRole("button", { name: "Retry 2 failed items" }).click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(runId));
  // What is done again is in sight.
  const done = page.getByTestId("step-group[2]").getByTestId("loop-progress");
  await expect(done).toContainText("3 of 3");
  await expect(done).not.toContainText("failed");
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(wentOn).toBeHidden();
  await expect(list.getByTestId("item-2").first()).toHaveAttribute("data-status", "succeeded");
  await expect(list).not.toContainText("inside");
  // What was not done again is told where it was done.
  await list.getByTestId("open-item-0").last().click();
  await page.getByTestId("item-steps-0").getByRole("link", { name: "Taken over from an earlier run" }).click();
  await expect(page).toHaveURL(new RegExp(runId));
  await expect(page.getByTestId("step-group[0]").getByTestId("loop-progress")).toContainText("1 of 1");
});

test("a run that went on after a step's error leads to that step, by keyboard as well", async ({ page }) => {
  const failing = { fields: [{ name: "text", value: "{{ trigger.nobody.name }}" }] };
  const made = document(
    "Went on",
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("greet", "logic.set", failing, { name: "Greeting", onError: "continue", ...at(320, 0) }),
      node("end", "logic.stop", { outcome: "success" }, at(640, 0)),
    ],
    [edge("start", "greet"), edge("greet", "end")],
  );
  const id = await openNew(page, made);
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto("/runs");
  await expect(page.getByTestId(`run-row-${runId}`)).toContainText("Went on after 1 error");
  await page.goto(`/runs/${runId}`);
  const wentOn = page.getByTestId("went-on");
  await expect(wentOn).toContainText("The run went on after 1 error");
  await wentOn.getByRole("button", { name: "Greeting: Failed" }).press("Enter");
  await expect(page.getByTestId("step-greet").getByRole("button").first()).toBeFocused();
});

test("on the canvas the item that is looked into stays open in the run that does some of it again", async ({
  page,
}) => {
  const id = await openNew(page, nested("Inside on the canvas", [{ name: "Марта" }, nameless]));
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  await page.goto(`/workflows/${id}?run=${runId}`);
  const drawer = page.getByTestId("run-drawer");
  await drawer.getByTestId("show-items-people").click();
  await drawer.getByTestId("open-item-2").click();
  await drawer.getByTestId("show-items-group[2]").click();
  // The new run is told of before it is answered, and the one that is looked into has ended a while ago.
  const sinceEnd = async () => Date.now() - Date.parse((await call(page, "GET", `/runs/${runId}`)).finishedAt);
  await expect.poll(sinceEnd).toBeGreaterThan(2_000);
  await page.route("**/steps/*/items", async (route) => {
    const response = await route.fetch();
    if (route.request().method() === "POST") await page.getByTestId("run-newer").waitFor();
    await route.fulfill({ response });
  });
  await drawer.getByTestId("items-group[2]").getByTestId("retry-failed").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByText("in a new run")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  const { replayedAs } = await call(page, "GET", `/runs/${runId}`);
  const whole = drawer.getByRole("link", { name: "Open the whole run" });
  await expect(whole).toHaveAttribute("href", `/runs/${replayedAs.id}`);
  await expect(drawer.getByTestId("items-group[2]").getByTestId("item-1")).toHaveAttribute("data-status", "failed");
});
