import type { Page } from "@playwright/test";
import { call, expect, signedIn as test } from "./leeway.js";

test.use({ viewport: { width: 1280, height: 720 } });

const andrii = "66fac2b853d5470e1ed207a0";

/** An address of this server that nobody listens at: it answers 404. */
const nobody = (origin: string) => `${origin}/hooks/nobody-listens`;

async function play(page: Page, type: string, fill: () => Promise<void> = () => Promise.resolve()) {
  await page.getByTestId("sandbox-happen").click();
  await page.getByTestId("happen-type").click();
  await page.getByRole("option", { name: type }).click();
  await fill();
  await page.getByTestId("happen-send").click();
  await expect(page.getByTestId("happen-send")).toBeHidden();
}

async function choose(page: Page, field: string, option: string) {
  await page.getByTestId(field).click();
  await page.getByRole("option", { name: option }).click();
}

test("the four events are played, told to the address that is set, and their results are kept", async ({
  page,
  leeway,
}) => {
  await page.goto("/leeloo?tab=events");
  await expect(page.getByText("No event has been sent yet")).toBeVisible();
  await page.getByTestId("events-address").fill("leeway.example");
  await page.getByTestId("events-save").click();
  await expect(page.getByText("An address starts with http:// or https://")).toBeVisible();
  await page.getByTestId("events-address").fill(nobody(leeway.origin));
  await page.getByTestId("events-save").click();
  await expect(page.getByText("Events go to this address now")).toBeVisible();

  await play(page, "A person writes", () => page.getByTestId("happen-text").fill("How much is the course?"));
  const message = page.locator('[data-testid="sandbox-delivery"][data-type="MESSAGE"]');
  await expect(message).toContainText("How much is the course?");
  await expect(message).toContainText("refused (404)");
  await expect(page.getByTestId("events-last")).toContainText("refused (404)");

  await play(page, "A person pays", async () => {
    await choose(page, "happen-who", "Andrii Kovalenko");
    await page.getByTestId("happen-offer").fill("Photography from scratch");
    await page.getByTestId("happen-price").fill("1250");
  });
  await play(page, "A person orders", async () => {
    await choose(page, "happen-who", "A new person");
    await page.getByTestId("happen-name").fill("Nina Levchenko");
  });
  await play(page, "A person subscribes", () => choose(page, "happen-who", "Andrii Kovalenko"));
  const { deliveries } = await call(page, "GET", "/sandbox/events");
  expect(deliveries.map(({ event }: { event: { type: string } }) => event.type)).toEqual([
    "SUBSCRIPTION",
    "ORDER",
    "SUBSCRIPTION",
    "SALE",
    "MESSAGE",
  ]);
  expect(deliveries[3].event.data).toMatchObject({ offer_name: "Photography from scratch", price: 1250 });

  await message.getByRole("button").first().click();
  await expect(message).toContainText("The receiver answered 404");
  await message.getByRole("button", { name: "Send again" }).click();
  await expect(page.locator('[data-testid="sandbox-delivery"][data-type="MESSAGE"]')).toHaveCount(2);

  await page.getByTestId("sandbox-tab-orders").click();
  const paid = page.getByRole("row", { name: /Photography from scratch/ });
  await expect(paid).toContainText("Andrii Kovalenko");
  await expect(paid).toContainText("Paid");
  await page.getByTestId("sandbox-tab-messages").click();
  await expect(page.getByRole("row", { name: /How much is the course/ })).toContainText("writes");
});

test("without an address an event changes the sandbox alone, and says so", async ({ page }) => {
  await call(page, "PUT", "/sandbox/events-target", { url: null });
  await page.goto("/leeloo?tab=people");
  await page.getByTestId("sandbox-happen").click();
  await expect(page.getByText("No address is set for events")).toBeVisible();
  await page.keyboard.press("Escape");
  await play(page, "A person subscribes", async () => {
    await choose(page, "happen-who", "A new person");
    await page.getByTestId("happen-name").fill("Ihor Bondar");
  });
  await expect(page.getByText("No event was sent: no address is set.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Ihor Bondar/ })).toBeVisible();
});

test("one press sends the events to this Leeway, which takes them", async ({ page }) => {
  await page.goto("/leeloo?tab=events");
  await page.getByTestId("events-own").click();
  await expect(page.getByTestId("events-address")).toHaveValue(/\/hooks\/leeloo\/[\w-]{43}$/);
  await play(page, "A person writes");
  await expect(page.getByTestId("events-last")).toContainText("delivered (200)");
  const { items } = await call(page, "GET", "/leeloo-events");
  expect(items[0]).toMatchObject({ type: "MESSAGE" });
});

test("an event to a closed address is held back, and says why", async ({ page }) => {
  await call(page, "PUT", "/sandbox/events-target", { url: "http://127.0.0.1:9/theirs" });
  await call(page, "POST", "/sandbox/events", { type: "ORDER", personId: andrii });
  await page.goto("/leeloo?tab=events");
  const order = page.locator('[data-testid="sandbox-delivery"][data-type="ORDER"]').first();
  await expect(order).toContainText("no answer");
  await order.getByRole("button").first().click();
  await expect(order).toContainText("127.0.0.1:9 leads into a private network");
});

test("a person is unfolded to channels, fields, subscriptions, comments and calls, with the keyboard as well", async ({
  page,
}) => {
  const send = (method: string, path: string, data: unknown) =>
    page.request.fetch(`/sandbox/api/v2${path}`, { method, data, headers: { "x-leeloo-authtoken": "sandbox" } });
  const fields = [{ type: "TEXT", name: "city", value: "Lviv" }];
  await send("PUT", `/people/${andrii}`, { custom_fields: fields });
  await send("PUT", `/people/${andrii}/add-comment`, { comment: "Call after six" });
  await page.goto("/leeloo?tab=people");
  const toggle = page.getByRole("button", { name: "Andrii Kovalenko", exact: true });
  await toggle.focus();
  await page.keyboard.press("Enter");
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  const card = page.getByTestId("sandbox-person");
  for (const text of ["TELEGRAM", "city: Lviv", "Call after six", "Form on the site"])
    await expect(card).toContainText(text);
  await page.keyboard.press("Enter");
  await expect(card).toBeHidden();
});

test("a bad day that is still to come is announced, and called off", async ({ page }) => {
  await call(page, "POST", "/sandbox/faults", { with: 503, times: 3, match: { method: "POST", path: "/orders" } });
  await page.goto("/leeloo");
  const waiting = page.getByTestId("sandbox-waiting");
  await expect(waiting).toContainText("3 more requests will fail");
  await expect(waiting).toContainText("Leeloo is down for maintenance (503)");
  await waiting.getByRole("button", { name: "Cancel" }).click();
  await expect(waiting).toBeHidden();
  expect((await call(page, "GET", "/sandbox/faults")).items).toEqual([]);
});
