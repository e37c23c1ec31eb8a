import { chain, document, node } from "../system/documents.js";
import { call, choose, expect, openNew, saved, signedIn as test } from "./leeway.js";

const listener = (name: string, params: Record<string, unknown>) =>
  document(
    name,
    [
      node("event", "trigger.leelooEvent", params),
      node(
        "set",
        "logic.set",
        { fields: [{ name: "a", value: "{{ trigger.data.email }}" }] },
        { position: { x: 320, y: 0 } },
      ),
    ],
    chain("event", "set"),
  );
const order = (id: string, more: object = {}) => ({
  type: "ORDER",
  data: { order_id: id, email: "olena@example.com", offer_name: "Course", price: 1200, ...more },
});

test("an event of Leeloo is set up by hand, arrives, and its run is one press away", async ({ page }) => {
  const id = await openNew(page, listener("Order from Leeloo", {}));
  await choose(page, "event");
  const url = (await page.getByTestId("hub-url").textContent()) ?? "";
  expect(url).toMatch(/\/hooks\/leeloo\/[\w-]{43}$/);
  await expect(page.getByTestId("hub-local")).toBeVisible();
  await page.getByRole("button", { name: "Copy the address" }).click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(url);

  const types = page.getByTestId("param-events");
  await types.getByLabel("New order").check();
  await types.getByLabel("Events: others").fill("REFUND");
  await page.keyboard.press("Enter");
  await saved(page);
  const { document: kept } = await call(page, "GET", `/workflows/${id}`);
  expect(kept.nodes[0].params).toEqual({ events: ["ORDER", "REFUND"] });
  await expect(page.getByTestId("node-event")).toContainText("Leeloo event: New order, REFUND");
  await call(page, "POST", `/workflows/${id}/publish`);

  expect((await page.request.post(url, { data: order("o-1") })).status()).toBe(200);
  const sample = page.getByTestId("event-sample");
  await expect(sample).toContainText("New order · olena@example.com · Course");
  await sample.click();
  await expect(page.getByText("Saved as the sample")).toBeVisible();
  expect((await call(page, "GET", `/workflows/${id}/samples`)).samples.event.data.order_id).toBe("o-1");

  await page.getByRole("link", { name: "All events" }).click();
  const row = page.getByTestId("leeloo-event");
  await expect(row).toContainText("1 run");
  await row.getByRole("button").first().press("Enter");
  await expect(page.getByTestId("event-delivery")).toContainText("Order from Leeloo");
  await expect(page.getByTestId("event-delivery")).toHaveAttribute("data-status", "started");
  await page.getByRole("link", { name: "Open the run" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
});

test("a repeat, an unmet condition and a fault are told apart, and an event is offered again", async ({ page }) => {
  const { url } = await call(page, "GET", "/leeloo-hub");
  const where = { all: [{ value: "{{ trigger.data.sum }}", op: "greater", to: 100 }] };
  const { id } = await call(page, "POST", "/workflows", {
    document: listener("Dear sales", { events: ["SALE"], where }),
  });
  const sale = (orderId: string, more: object) => ({ ...order(orderId, more), type: "SALE" });
  await page.request.post(url, { data: sale("o-2", { sum: 500 }) });
  await page.goto("/events");
  const rows = page.locator('[data-testid="leeloo-event"][data-type="SALE"]');
  await expect(rows).toContainText("No workflow started");
  await rows.getByRole("button").first().click();
  await expect(rows).toContainText("No published workflow listens");
  await call(page, "POST", `/workflows/${id}/publish`);
  await rows.getByTestId("event-deliver").click();
  await expect(rows.getByTestId("event-delivery")).toHaveAttribute("data-status", "started");

  await page.request.post(url, { data: sale("o-2", { sum: 500 }) });
  await page.request.post(url, { data: sale("o-3", { sum: 5 }) });
  await page.request.post(url, { data: sale("o-4", {}) });
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText("1 error");
  await expect(rows.nth(1)).toContainText("No workflow started");
  await expect(rows.nth(2)).toContainText("Repeat");
  await rows.nth(0).getByRole("button").first().click();
  await expect(rows.nth(0).getByTestId("event-delivery")).toContainText("sum");
});

test("an event of the sandbox says so and rehearses; what the rehearsal caused was held back, and says why", async ({
  page,
}) => {
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const personId = "66fac2b853d5470e1ed207a0";
  const offer = { offerId: "5e3c357bf04b1f000c27b83a", paymentCreditsId: "5e3c3533f04b1f000c27b534" };
  const nodes = [
    node("event", "trigger.leelooEvent", { events: ["SUBSCRIPTION"] }),
    node("order", "leeloo.order.create", { personId, ...offer }, { credential, position: { x: 320, y: 0 } }),
  ];
  const made = await call(page, "POST", "/workflows", {
    document: document("Order at once", nodes, chain("event", "order")),
  });
  await call(page, "POST", `/workflows/${made.id}/publish`);
  await call(page, "PUT", "/sandbox/events-target", { url: (await call(page, "GET", "/leeloo-hub")).url });
  await call(page, "POST", "/sandbox/events", { type: "SUBSCRIPTION", personId });

  await page.goto("/events");
  const row = page.locator('[data-testid="leeloo-event"][data-type="SUBSCRIPTION"]');
  await expect(row).toContainText("From the sandbox");
  await expect(row).toContainText("1 run");
  await row.getByRole("button").first().click();
  await expect(row).toContainText("everything it started was a rehearsal");
  await row.getByRole("link", { name: "Open the run" }).click();
  await expect(page.getByTestId("run-rehearsal")).toContainText("nothing was sent to real people");
  await expect(page.getByTestId("step-order")).toHaveAttribute("data-status", "succeeded");

  await page.goto("/leeloo?tab=events");
  const held = page.locator('[data-testid="sandbox-delivery"][data-type="ORDER"]').first();
  await expect(held).toContainText("not sent");
  await held.getByRole("button").first().click();
  await expect(held).toContainText("The event was not sent: a rehearsal caused it.");
  await held.getByRole("button", { name: "Send again" }).click();
  await expect(page.locator('[data-testid="sandbox-delivery"][data-type="ORDER"]').first()).toContainText(
    "delivered (200)",
  );
});

test("what comes without a type is kept to be looked at, and starts nothing", async ({ page }) => {
  const { url } = await call(page, "GET", "/leeloo-hub");
  expect((await page.request.post(url, { data: { data: { email: "noname@example.com" } } })).status()).toBe(200);
  await page.goto("/events");
  const row = page.locator('[data-testid="leeloo-event"][data-type=""]');
  await expect(row).toContainText("No type");
  await expect(row).not.toContainText(/run|No workflow started/);
  await row.getByRole("button").first().click();
  await expect(row).toContainText("it has no type");
  await expect(row).toContainText("noname@example.com");
  await expect(row.getByTestId("event-deliver")).toHaveCount(0);
});

test.describe("the address", () => {
  // What is refused, and a private far end.
  test.use({ expected: [/status of 422/] });
  test("events are sent on, and the address is made anew", async ({ page }) => {
    await page.goto("/events");
    const old = (await page.getByTestId("hub-url").textContent()) ?? "";
    await page.getByTestId("forward-to").fill(old);
    await page.getByTestId("forward-save").click();
    await expect(page.getByText("events would go round in circles")).toBeVisible();
    await page.getByTestId("forward-to").fill("http://127.0.0.1:9/old");
    await page.getByTestId("forward-save").click();
    await expect(page.getByTestId("forward-save")).toBeDisabled();
    await page.request.post(old, { data: { type: "MESSAGE", data: { text: "Hello" } } });
    const row = page.locator('[data-testid="leeloo-event"][data-type="MESSAGE"]');
    await expect(row).toContainText("Hello");
    await row.getByRole("button").first().click();
    await expect(row.getByTestId("event-forward")).toHaveAttribute("data-state", "failed");

    await page.request.post(old, { data: "no event" });
    await expect(page.getByTestId("hub-refused")).toContainText("1 request was not an event");

    await page.getByTestId("hub-renew").click();
    await page.getByRole("dialog").getByRole("button", { name: "Make a new address" }).click();
    await expect(page.getByTestId("hub-url")).not.toHaveText(old);
    expect((await page.request.post(old, { data: order("o-5") })).status()).toBe(404);
  });
});
