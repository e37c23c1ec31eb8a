import { chain, document, edge, node } from "../system/documents.js";
import { call, choose, expect, open, openNew, publish, saved, signedIn as test, write } from "./leeway.js";
import { at } from "./small-workflows.js";

const hello = "Hello, and thank you for your order at our shop. We will call you soon.";

const letter = (text: string, more: object[] = [], after: object[] = []) =>
  document(
    "Letter",
    [
      node("daily", "trigger.schedule", { rules: [{ kind: "calendar", cron: "30 9 * * 1-5" }] }, at(0, 0)),
      node("greet", "logic.set", { fields: [{ name: "text", value: text }] }, { ...at(320, 0), name: "Greet" }),
      node("end", "logic.stop", {}, { ...at(640, 0), name: "End" }),
      ...more,
    ],
    [...chain("daily", "greet", "end"), ...after],
  );

test("publishing shows what changes and when it starts next; nothing is live before the yes", async ({ page }) => {
  const id = await openNew(page, letter(hello));
  const live = async () => (await call(page, "GET", `/workflows/${id}`)).published?.version;
  const dialog = page.getByTestId("publish-dialog");
  await page.getByTestId("toolbar-publish").click();
  await expect(dialog).toContainText("Nothing of it is live at the moment");
  await expect(dialog.getByTestId("next-fires").getByRole("listitem")).toHaveCount(5);
  await expect(page.getByTestId("publish-yes")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await live()).toBeUndefined();
  await publish(page);

  await choose(page, "greet");
  await write(page.getByTestId("param-fields").locator(".cm-content").first(), hello.replace("call", "phone"));
  await saved(page);
  await page.getByTestId("toolbar-publish").click();
  await expect(dialog.getByTestId("difference-greet")).toContainText("Fields");
  await expect(dialog.getByTestId("word-difference").locator("del")).toHaveText("call");
  await expect(dialog.getByTestId("word-difference").locator("ins")).toHaveText("phone");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-version", "2");

  await page.getByTestId("node-greet").click();
  await page.keyboard.press("Shift+ArrowDown");
  await saved(page);
  await page.getByTestId("toolbar-publish").click();
  await expect(dialog).toContainText("Nothing has changed");
});

test("any two versions are compared, and one comes back as the draft by a step that can be undone", async ({
  page,
}) => {
  const id = await openNew(page, letter(hello));
  await publish(page);
  const { revision } = await call(page, "GET", `/workflows/${id}`);
  const tag = node("note", "logic.set", { fields: [{ name: "a", value: "b" }] }, { ...at(640, 160), name: "Remember" });
  const second = letter("Bye", [tag], [edge("greet", "note")]);
  await call(page, "PUT", `/workflows/${id}`, { revision, document: second });
  await open(page, id);
  await publish(page);

  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-versions").click();
  const versions = page.getByTestId("versions");
  await expect(versions).toContainText("Nothing has changed");
  await versions.getByTestId("version-2").getByRole("button").first().click();
  await expect(versions.getByTestId("difference-note")).toHaveAttribute("data-kind", "added");
  await expect(versions.getByTestId("difference-links")).toContainText("“Greet” leads to “Remember”");
  await expect(versions.getByTestId("sketch-note")).toHaveAttribute("data-mark", "added");
  await expect(versions.getByTestId("sketch-greet")).toHaveAttribute("data-mark", "changed");
  await expect(versions.getByTestId("sketch-end")).not.toHaveAttribute("data-mark", /./);
  await versions.getByTestId("difference-note").getByRole("button").click();
  await expect(versions.getByTestId("sketch-note")).toHaveAttribute("data-selected", /./);
  await page.reload();
  await expect(versions.getByTestId("difference-note")).toBeVisible();

  await versions.getByTestId("restore-1").click();
  await expect(page.getByTestId("canvas")).toBeVisible();
  await expect(page.getByTestId("node-note")).toHaveCount(0);
  await expect(page.getByText("Version 1 is the draft now. Version 2 stays live until you publish.")).toBeVisible();
  await saved(page);
  const now = await call(page, "GET", `/workflows/${id}`);
  expect([now.document.nodes.length, now.published.version]).toEqual([3, 2]);
  await page.getByTestId("undo-restore").click();
  await expect(page.getByTestId("node-note")).toBeVisible();
  await saved(page);
  expect((await call(page, "GET", `/workflows/${id}`)).document.nodes).toHaveLength(4);
});

test("stopping a live workflow says what ends and what goes on", async ({ page }) => {
  const id = await openNew(page, letter(hello));
  await publish(page);
  const calls = document(
    "Calls the letter",
    [node("start", "trigger.manual"), node("call", "logic.workflow", { workflowId: id })],
    chain("start", "call"),
  );
  const { id: caller } = await call(page, "POST", "/workflows", { document: calls });
  await call(page, "POST", `/workflows/${caller}/publish`, {});
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-unpublish").click();
  const said = ["Runs under way", "Schedules", "Addresses of webhooks", "call it fail: Calls the letter."];
  for (const words of said) await expect(page.getByTestId("stop-words")).toContainText(words);
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "draft");
  expect((await call(page, "GET", `/workflows/${id}`)).published).toBeNull();
});
