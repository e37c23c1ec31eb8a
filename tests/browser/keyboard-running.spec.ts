import { document, node } from "../system/documents.js";
import { call, demoId, expect, signedIn as test } from "./leeway.js";
import { tabTo } from "./tab-to.js";

test("by keyboard alone a credential is added and tried", async ({ page }) => {
  await page.goto("/credentials");
  await expect(page.getByRole("button", { name: "Test connection" }).first()).toBeVisible();
  await tabTo(page, /^Add a credential/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toBeVisible();
  // The first kind that is offered is Leeloo's.
  await tabTo(page, /^Name/);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Flower shop");
  await tabTo(page, /^Token/);
  await page.keyboard.type("sandbox");
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: /Flower shop/ });
  await expect(row).toBeVisible();
  await expect(page.getByRole("alert").getByRole("button", { name: "Close" })).toBeVisible();
  await tabTo(page, /^Test connection of “Flower shop”/);
  await page.keyboard.press("Enter");
  // The token is the sandbox's, and Leeloo is not reached from here: what matters is that one is told, and goes on from there.
  await expect(page.getByText("“Flower shop” does not work")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Test connection of “Flower shop”" })).toBeFocused();
});

test("by keyboard alone an event is rehearsed, its run read, everything stopped and let go on", async ({ page }) => {
  const made = document(
    "Greets a buyer",
    [node("in", "trigger.leelooEvent", { events: ["ORDER", "SALE", "MESSAGE", "SUBSCRIPTION"] })],
    [],
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  await call(page, "POST", `/workflows/${id}/publish`);
  const { url } = await call(page, "GET", "/leeloo-hub");
  await call(page, "PUT", "/sandbox/events-target", { url });
  await page.goto("/leeloo");
  await tabTo(page, /^Create an event/);
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog");
  await expect(form).toBeVisible();
  await tabTo(page, /^(Create|Send|Let it happen)/);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length).toBe(1);
  await page.goto("/runs");
  await tabTo(page, /^Greets a buyer/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Greets a buyer" })).toBeVisible();
  await page.goto("/runs");
  await tabTo(page, /^Stop everything/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await tabTo(page, /^Stop now/);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("brake-banner")).toContainText("All workflows were paused");
  await tabTo(page, /^Resume/);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("brake-banner")).toBeHidden();
});

test("by keyboard alone a doubt is found, read and settled", async ({ page }) => {
  const blind = { match: { method: "GET", path: "/orders" }, with: 500, times: 20 };
  await call(page, "POST", "/sandbox/faults", blind);
  await call(page, "POST", "/sandbox/faults", { match: { method: "POST", path: "/orders" }, with: "cutAfter" });
  const { runId } = await call(page, "POST", `/workflows/${await demoId(page)}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("needs_attention");
  await page.goto("/runs");
  await tabTo(page, /^Needs you/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^It arrived/ })).toBeVisible();
  await tabTo(page, /^It arrived/);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  // What was answered is gone, and the focus is where one can go on.
  await expect(page.getByRole("main")).toBeFocused();
});
