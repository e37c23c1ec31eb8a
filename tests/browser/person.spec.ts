import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, signedIn as test } from "./leeway.js";

// Somebody of whom no run knows, and a word by which nobody is erased.
test.use({ expected: [/404|422/] });

async function ran(page: Page, name: string, nodes: object[], ids: string[], status = "succeeded"): Promise<string> {
  const { id } = await call(page, "POST", "/workflows", { document: document(name, nodes, chain(...ids)) });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe(status);
  return runId as string;
}

test("a person’s page, reached from a run, tells all that runs did to them, what is unclear first", async ({
  page,
}) => {
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  const { id: credential } = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const step = (id: string, type: string, name: string, params: Record<string, unknown>) => ({
    ...node(id, type, params, { credential }),
    name,
  });
  const start = node("in", "trigger.manual");
  const lgt = "5e1f119d6c384804b31e945e";
  const olena = { name: "Олена Коваль", phone: "380501234567", email: "olena@shop.example", leadgentool_id: lgt };
  const make = step("make", "leeloo.person.create", "Add to Leeloo", olena);
  const first = await ran(page, "New order via website", [start, make], ["in", "make"]);
  const { output } = await call(page, "GET", `/runs/${first}/steps/make`);
  const channel = output.data.id as string;
  const send = (text: string) =>
    step("send", "leeloo.message.send", "Write to the customer", { account_id: channel, text });
  const second = await ran(page, "Thanks", [start, send("Дякуємо за замовлення!")], ["in", "send"]);
  await call(page, "POST", "/sandbox/faults", {
    match: { method: "POST", path: "/messages/send-message" },
    with: "cutBefore",
    times: 1,
  });
  const third = await ran(page, "Reminder", [start, send("Чекаємо на вас")], ["in", "send"], "needs_attention");

  // By the keyboard alone: to the step, into it, and on to the person.
  await page.goto(`/runs/${second}?step=send`);
  const card = page.getByTestId("step-send");
  await expect(card.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await card.getByTestId("person-link").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Олена Коваль");
  await expect(page.getByTestId("person-facts")).toContainText("+380 50 123 45 67");
  await expect(page.getByTestId("person-facts")).toContainText("olena@shop.example");
  await expect(page.getByTestId("person-unknown")).toContainText("Write to the customer · Reminder");
  await expect(page.getByTestId(/^person-run-/)).toHaveCount(3);
  await expect(page.getByTestId(`person-run-${second}`)).toContainText("Send “Дякуємо за замовлення!” to Олена Коваль");
  await expect(page.getByTestId(`person-run-${third}`).getByTestId("effect-send")).toHaveAttribute(
    "data-status",
    "unknown",
  );
  await expectAccessible(page, "a person");

  await page.getByTestId("person-unknown").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/runs/${third}\\?step=send`));
  await expect(page.getByTestId("step-send")).toBeInViewport();

  // From what was found by a phone, too.
  await page.goto("/runs?q=0501234567");
  await page.getByTestId(`found-${first}`).getByTestId("person-link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Олена Коваль");

  // They take what is kept of them along, and are forgotten; a run that is in doubt waits for its end.
  const copied = page.waitForEvent("download");
  await page.getByTestId("person-copy").click();
  const copy = JSON.parse(await readFile(await (await copied).path(), "utf8"));
  expect([copy.person.email, copy.runs.length]).toEqual(["olena@shop.example", 3]);
  await page.getByTestId("person-erase").click();
  await expect(page.getByRole("dialog")).toContainText("Erase Олена Коваль?");
  // What will happen is counted first, and said again with each further word; all of it by the keyboard.
  const look = page.getByTestId("erase-look");
  await expect(look).toContainText("2 runs about others lose only what is about this person.");
  await expect(look).toContainText("1 run is still under way");
  await expect(look.getByRole("link", { name: "workflow “New order via website”" })).toBeVisible();
  await expectAccessible(page, "before an erasure");
  await page.getByTestId("person-erase-also").focus();
  await page.keyboard.type("Коваль");
  await page.keyboard.press("Enter");
  await expect(look.getByRole("button", { name: "Try again" })).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect(look).toContainText("2 runs about others");
  await page.getByTestId("ask-yes").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("person-erased")).toContainText("Erased from 2 runs");
  await expect(page.getByTestId("person-erased")).toContainText("1 run or event is still under way");
  // Whoever comes later sees that it waits, and not for whom.
  await page.goto("/settings");
  await expect(page.getByTestId("erasures")).toContainText("1 run or event is still under way");
  await expect(page.getByTestId("erasures")).not.toContainText("Коваль");
  await page.goto(`/runs/${first}?step=make`);
  await expect(page.getByTestId("step-make")).not.toContainText("Олена");

  await page.goto("/people/5e1f119d6c384804b31e9999");
  await expect(page.getByText("No run knows this person")).toBeVisible();
});
