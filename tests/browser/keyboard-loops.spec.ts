import { document, edge, node } from "../system/documents.js";
import { call, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { inside } from "./looped.js";
import { at } from "./small-workflows.js";
import { tabTo as tabUntil } from "./tab-to.js";

test("by keyboard alone a loop is put on the canvas, gets its list, a step inside and one behind", async ({ page }) => {
  const tabTo = (name: RegExp) => tabUntil(page, name, "Tab", 150);
  const press = (keys: string) => page.keyboard.press(keys);
  const card = (name: string) => page.getByRole("group", { name, exact: true });
  const id = await openNew(page, document("Letters", [node("start", "trigger.manual", {}, at(0, 0))], []));
  await tabTo(/^start/);
  await press("+");
  const menu = page.getByTestId("add-menu").getByRole("textbox");
  await expect(menu).toBeFocused();
  // What begins with the words stands before steps that only tell of them.
  await page.keyboard.type("for each");
  await press("Enter");
  await expect(card("For each item")).toBeFocused();
  await press("Enter");
  await tabTo(/^List/);
  await page.keyboard.insertText('[{ "name": "Олена" }]');
  // The first closes what is offered to be written, if something is.
  await expect(async () => {
    await press("Escape");
    await expect(card("For each item")).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await press("+");
  await expect(menu).toBeFocused();
  await page.keyboard.type("set");
  await press("Enter");
  await expect(card("Set fields")).toBeFocused();
  await press("Control+s");
  await saved(page);
  const { nodes, edges } = (await call(page, "GET", `/workflows/${id}`)).document;
  expect(nodes).toMatchObject([{ id: "start" }, { id: "each", params: { items: [{ name: "Олена" }] } }, { id: "set" }]);
  expect(edges).toMatchObject([
    { source: "start", target: "each" },
    { source: "each", target: "set" },
  ]);
});

test("by keyboard alone a failed item is opened, changed and done again, a question answered, the run repeated and all stopped, and the focus is never lost", async ({
  page,
}) => {
  const tabTo = (name: RegExp) => tabUntil(page, name, "Tab", 150);
  const press = (keys: string) => page.keyboard.press(keys);
  const focused = page.locator(":focus");
  const items = [{ name: "Олена" }, { phone: "+380501112233" }];
  const greet = { fields: [{ name: "text", value: "Вітаємо, {{ item.name }}!" }] };
  await openNew(
    page,
    document(
      "Greetings",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("people", "logic.each", { items, onItemError: "continue" }, at(320, 0)),
        node("greet", "logic.set", greet, inside(400, 136)),
        node("ask", "logic.wait", { mode: "approval", message: "Go on?" }, at(1112, 0)),
      ],
      [edge("start", "people"), edge("people", "greet", "item"), edge("people", "ask", "done")],
    ),
  );
  await tabTo(/^Run$/);
  await press("Enter");
  const status = page.getByTestId("run-status");
  await expect(status).toContainText("Waiting");
  await tabTo(/^Items/);
  await press("Enter");
  // What is behind the loop has begun: nothing is offered that would be refused.
  await expect(page.getByTestId("items-people")).toContainText("Once it has ended, failed items can be done again");
  await expect(page.getByTestId("edit-item-1")).toHaveCount(0);
  await tabTo(/^Approve/);
  await press("Enter");
  await expect(status).toContainText("Done");
  await expect(focused).toHaveCount(1);

  await tabTo(/^Change the data of item 2/);
  const change = page.getByTestId("edit-item-1");
  await press("Enter");
  await expect(page.getByTestId("item-field-phone")).toBeFocused();
  await press("Escape");
  await expect(change).toBeFocused();
  await press("Enter");
  await expect(page.getByTestId("item-field-phone")).toBeFocused();
  await tabTo(/^Add a value/);
  await press("Enter");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await page.keyboard.type("name");
  await press("Tab");
  await page.keyboard.type("Іван");
  await press("Enter");
  await expect(page.getByTestId("item-1")).toHaveAttribute("data-status", "succeeded");
  // Done again in a new run, which asks anew.
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  await expect(focused).toHaveCount(1);
  await tabTo(/^Approve/);
  await press("Enter");
  await expect(status).toContainText("Done");
  await expect(focused).toHaveCount(1);

  const again = page.getByTestId("replay-run");
  const choose = async () => {
    await expect(again).toBeFocused();
    await press("Enter");
    await expect(page.getByRole("menuitem", { name: "As it was" })).toBeFocused();
    await press("Enter");
    await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  };
  await tabTo(/^Run again/);
  await choose();
  await press("Escape");
  await choose();
  await tabTo(/^Run again$/);
  await press("Enter");
  await expect(again).toBeHidden();
  await expect(focused).toHaveCount(1);

  const stop = page.getByTestId("brake-stop");
  await tabTo(/^Stop this workflow/);
  await press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await press("Escape");
  await expect(stop).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await tabTo(/^Stop now/);
  await press("Enter");
  await expect(stop).toBeHidden();
  await expect(focused).toHaveCount(1);
  await tabTo(/^Resume/);
  await press("Enter");
  await expect(stop).toBeVisible();
  await expect(focused).toHaveCount(1);
});
