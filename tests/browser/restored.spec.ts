import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../system/cli.js";
import { chain, document, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, owner, signedIn as test, withoutOwner } from "./leeway.js";
import { at } from "./small-workflows.js";

test("after a restore people see what was under way, end some of it, let the rest go on and put the note aside", async ({
  page,
  leeway,
}) => {
  const made = document(
    "Thank a buyer",
    [node("start", "trigger.manual", {}, at(0, 0)), node("end", "logic.stop", { status: "succeeded" }, at(320, 0))],
    chain("start", "end"),
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  const { key } = await call(page, "POST", "/api-keys", { name: "Order form", role: "operator" });
  await call(page, "POST", "/api-keys", { name: "Old script", role: "admin" });
  await call(page, "POST", "/workspace/pause", {});
  const ids: string[] = [];
  for (const _ of [1, 2, 3]) ids.push((await call(page, "POST", `/workflows/${id}/runs`, {})).runId);
  const folder = mkdtempSync(join(tmpdir(), "leeway-restored-"));
  const file = join(folder, "backup.tar.gz");
  await command(leeway, "backup", file);
  await leeway.kill();
  await command(leeway, "restore", file);
  await leeway.start(withoutOwner);
  rmSync(folder, { recursive: true, force: true });

  // Whoever was signed in then is not now.
  await page.goto("/runs");
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel(/^Password/).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const banner = page.getByTestId("restored-banner");
  await expect(banner).toContainText("Restored from a backup made");
  await expect(banner).toContainText("5 things wait for you");
  await call(page, "POST", "/workspace/resume", {});
  await banner.getByRole("link", { name: "Have a look" }).click();
  await expect(page.getByRole("heading", { name: "3 runs wait for you" })).toBeVisible();
  await expect(banner).toBeHidden();
  await expectAccessible(page, "after a restore");
  await page.getByTestId(`restored-${ids[0]}`).getByRole("checkbox").check();
  await page.getByTestId("restored-cancel").click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByRole("heading", { name: "2 runs wait for you" })).toBeVisible();
  await page.getByRole("link", { name: "Thank a buyer" }).first().click();
  await page.getByTestId("run-held").getByRole("button", { name: "Let go on" }).click();
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("run-held")).toBeHidden();
  await banner.getByRole("link", { name: "Have a look" }).click();
  await page.getByTestId("restored-go-on").click();
  await page.getByTestId("ask-yes").click();
  const form = page.getByRole("listitem").filter({ hasText: "Order form" });
  await expect(form).toContainText("Operator");
  await expect(form).toContainText("by Олена");
  await expect(form).toContainText("never used");
  // Who is to decide sees that a program stands before the door, and which.
  const asks = () =>
    fetch(`${leeway.origin}/api/v1/workflows`, {
      headers: { authorization: `Bearer ${key}`, "user-agent": "order-form/1.0" },
    });
  expect(await (await asks()).json()).toMatchObject({ code: "apiKey.resting" });
  await expect(form).toContainText("Its program is asking");
  await expect(form).toContainText("127.0.0.1, order-form/1.0");
  await expectAccessible(page, "keys that rest");
  await page.getByRole("button", { name: "Let the key “Order form” work again" }).focus();
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  expect((await asks()).status).toBe(200);
  await page.getByRole("button", { name: "Delete the key “Old script”" }).focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("people-again")).toContainText(owner.email);
  await expect(page.getByText("Nothing waits any more.")).toBeVisible();
  await expect
    .poll(async () => Promise.all(ids.map(async (one) => (await call(page, "GET", `/runs/${one}`)).status)))
    .toEqual(["cancelled", "succeeded", "succeeded"]);
  await page.getByRole("button", { name: "Put this note aside" }).click();
  await expect(page).toHaveURL(/\/runs$/);
  await expect(banner).toBeHidden();
});
