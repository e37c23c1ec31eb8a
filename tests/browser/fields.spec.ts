import type { Page } from "@playwright/test";
import { call, choose, editorOf, expect, openNew, saved, signedIn as test, typeTime, write } from "./leeway.js";
import { chain, document, node } from "../system/documents.js";
import { at } from "./small-workflows.js";

const pictures = process.env["TEST_PICTURES"];
const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${pictures}/fields-${name}.png` });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${pictures}/fields-${name}-dark.png` });
  await page.emulateMedia({ colorScheme: "light" });
};

const person = "66fac2b853d5470e1ed207a0";
const channel = "66fac2b853d5470e1ed207a1";

/** manual → one step, opened. */
async function openStep(page: Page, type: string, params = {}): Promise<() => Promise<Record<string, unknown>>> {
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const step = node("step", type, params, { ...at(320, 0), ...(type.startsWith("leeloo.") && { credential }) });
  const id = await openNew(
    page,
    document("Fields", [node("start", "trigger.manual", {}, at(0, 0)), step], chain("start", "step")),
  );
  await choose(page, "step");
  return async () => {
    await saved(page);
    const { document: kept } = await call(page, "GET", `/workflows/${id}`);
    return kept.nodes.find((one: { id: string }) => one.id === "step").params;
  };
}
const field = (page: Page, param: string) => page.getByTestId(`param-${param}`);

test("a list to tick shows what is sent, loses one tick at a time, and can be a formula", async ({ page }) => {
  const params = await openStep(page, "leeloo.person.get", { person_id: person });
  await page.getByTestId("inspector-tab-settings").click();
  const include = field(page, "include");
  await expect(include.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(include.getByRole("textbox")).toHaveCount(0);
  await picture(page, "ticks");
  await include.getByRole("checkbox", { name: "Managers" }).uncheck();
  await expect(include.getByRole("checkbox", { name: "Orders" })).toBeChecked();
  expect(await params()).toMatchObject({ include: ["orders"] });
  await include.getByRole("checkbox", { name: "Orders" }).uncheck();
  await expect(include.getByRole("checkbox", { checked: true })).toHaveCount(0);
  expect(await params()).toMatchObject({ include: [] });
  await include.getByRole("button", { name: "take from data" }).click();
  await write(editorOf(page, "include"), "{{ trigger.wanted }}");
  await page.getByTestId("inspector-tab-params").click();
  await page.getByTestId("inspector-tab-settings").click();
  await expect(editorOf(page, "include")).toContainText("wanted");
});

test("a call without a recording is a choice, and a link is written where there is one", async ({ page }) => {
  const params = await openStep(page, "leeloo.call.create");
  const recording = field(page, "record_link");
  await recording.scrollIntoViewIfNeeded();
  await expect(recording.getByRole("radio", { name: "No recording" })).toBeChecked();
  await expect(recording).not.toContainText("NOT_DEFINED");
  await recording.getByText("Paste a link").click();
  await write(editorOf(page, "record_link"), "https://calls.example/1.mp3");
  await expect(recording).not.toContainText("NOT_DEFINED");
  await picture(page, "recording");
  expect(await params()).toMatchObject({ record_link: "https://calls.example/1.mp3" });
  await recording.getByText("No recording").click();
  expect(await params()).toMatchObject({ record_link: "NOT_DEFINED" });
});

test("a body is written as names and values, and nothing is lost on the way to JSON and back", async ({ page }) => {
  const params = await openStep(page, "http.request", { method: "POST", url: "https://example.com" });
  const body = field(page, "body");
  await body.scrollIntoViewIfNeeded();
  await expect(body.getByRole("radio", { name: "Fields" })).toBeChecked();
  await body.getByRole("button", { name: "Add a row" }).click();
  await body.getByRole("textbox", { name: "Body: name 1" }).fill("phone");
  await write(editorOf(page, "body").first(), "{{ trigger.startedAt }}");
  await body.getByRole("button", { name: "Add a row" }).click();
  await body.getByRole("textbox", { name: "Body: name 2" }).fill("sum");
  await write(editorOf(page, "body").nth(1), "20");
  await picture(page, "json-rows");
  expect(await params()).toMatchObject({ body: { phone: "{{ trigger.startedAt }}", sum: 20 } });
  await body.getByText("One value or JSON").click();
  await expect(editorOf(page, "body")).toContainText('"sum": 20');
  await picture(page, "json-text");
  await body.getByText("Fields", { exact: true }).click();
  await expect(body.getByRole("textbox", { name: "Body: name 2" })).toHaveValue("sum");
  expect(await params()).toMatchObject({ body: { phone: "{{ trigger.startedAt }}", sum: 20 } });
});

test("an object within an object opens as JSON, as it is", async ({ page }) => {
  const written = { client: { name: "{{ trigger.name }}", tags: ["VIP"] } };
  const params = await openStep(page, "http.request", { method: "POST", url: "https://example.com", body: written });
  await expect(field(page, "body").getByRole("radio", { name: "One value or JSON" })).toBeChecked();
  await expect(editorOf(page, "body")).toContainText("VIP");
  await field(page, "body").getByText("Fields", { exact: true }).click();
  await expect(field(page, "body").getByRole("textbox", { name: "Body: name 1" })).toHaveValue("client");
  expect((await params())["body"]).toEqual(written);
});

test("channels of the list are told apart by messenger and phone", async ({ page }) => {
  await openStep(page, "leeloo.call.create");
  const list = page.getByTestId("choices").filter({ visible: true });
  await field(page, "account_id").getByRole("button", { name: "choose from Leeloo" }).click();
  await expect(list.getByRole("option", { name: "Andrii Kovalenko" })).toContainText("Telegram · +380");
  await picture(page, "channels");
  await list.getByRole("textbox").fill("telegram · +3806333");
  await expect(list.getByRole("option")).toHaveCount(1);
});

test("orders of the same offer are told apart by their sum and time", async ({ page }) => {
  const offer = { offerId: "5e3c357bf04b1f000c27b83a", paymentCreditsId: "5e3c3533f04b1f000c27b534" };
  for (let times = 0; times < 2; times++)
    await page.request.post("/sandbox/api/v2/orders", {
      headers: { "x-leeloo-authtoken": "sandbox" },
      data: { personId: person, ...offer },
    });
  const params = await openStep(page, "leeloo.order.get");
  await field(page, "order_id").getByRole("button", { name: "choose from Leeloo" }).click();
  const options = page.getByTestId("choices").filter({ visible: true }).getByRole("option");
  await expect(options).toHaveCount(2);
  const { orders } = await call(page, "GET", "/sandbox/state");
  const [{ title, price, currency, createdAt }] = orders;
  const clock = { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Kyiv" } as const;
  const moment = new Intl.DateTimeFormat("en", clock).format(new Date(createdAt));
  await expect(options.first()).toHaveText(`${title}${price} ${currency} · ${moment}`);
  await picture(page, "orders");
  await options.first().click();
  await expect(editorOf(page, "order_id")).toHaveText(title);
  expect(orders.map(({ id }: { id: string }) => id)).toContain((await params())["order_id"]);
});

test("a link that holds several ids fills in its own field and offers the others theirs", async ({ page }) => {
  const params = await openStep(page, "leeloo.message.sendTemplate");
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const optionsOf = async (param: string, more = "") =>
    (await call(page, "GET", `/options/leeloo.message.sendTemplate/${param}?credential=${credential}${more}`)).items;
  const [category] = await optionsOf("category_id");
  const [template] = await optionsOf("template_id", `&category_id=${category.value}`);
  const link = `https://app.leeloo.ai/campaigns-templates/${category.value}/templates/creator/${template.value}`;
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(link)})`);
  await editorOf(page, "template_id").click();
  await page.keyboard.press("Control+v");
  const others = field(page, "template_id").getByTestId("link-others");
  await expect(others).toContainText("The link also holds:");
  await picture(page, "link-others");
  await others.getByRole("button", { name: "Template category" }).click();
  await expect(others).toHaveCount(0);
  await expect(editorOf(page, "category_id")).toHaveText(category.label);
  await expect(editorOf(page, "template_id")).toHaveText(template.label);
  expect(await params()).toMatchObject({ category_id: category.value, template_id: template.value });
});

test("a link of the wrong kind in a list says what it leads to", async ({ page }) => {
  await openStep(page, "leeloo.person.addSms", {
    tags: ["https://app.leeloo.ai/tunnels/5e1f11566c384804b31e9457/tree"],
  });
  await expect(field(page, "tags").getByTestId("link-wrong")).toContainText(
    "leads to something else: tunnel. Needed here: tag",
  );
  await field(page, "tags").scrollIntoViewIfNeeded();
  await picture(page, "list-link");
});

test("a person's id typed where a channel belongs leads to the person's channel", async ({ page }) => {
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const id = await openNew(
    page,
    document(
      "Kinds",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        node("tag", "leeloo.person.addTag", {}, { ...at(320, 0), credential }),
        node("send", "leeloo.message.send", {}, { ...at(640, 0), credential }),
      ],
      chain("start", "tag", "send"),
    ),
  );
  await choose(page, "tag");
  await field(page, "person_id").getByRole("button", { name: "choose from Leeloo" }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Andrii Kovalenko" }).click();
  await choose(page, "send");
  await write(editorOf(page, "account_id"), person);
  const note = field(page, "account_id").getByTestId("id-wrong");
  await expect(note).toContainText("something else: person (Andrii Kovalenko). Needed here: channel.");
  await expect(note.getByRole("button", { name: "Andrii Kovalenko (Telegram)" })).toBeVisible();
  await picture(page, "wrong-id");
  await note.getByRole("button", { name: "Andrii Kovalenko (Telegram)" }).click();
  await expect(note).toHaveCount(0);
  await saved(page);
  const { document: kept } = await call(page, "GET", `/workflows/${id}`);
  expect(kept.nodes.find((one: { id: string }) => one.id === "send").params.account_id).toBe(channel);
});

test("a custom field that is not there is said to be missing in Leeway, not in Leeloo", async ({ page }) => {
  await call(page, "PUT", "/fields", { items: [{ name: "city", type: "text" }] });
  await openStep(page, "leeloo.person.update", { person_id: person });
  await field(page, "custom_fields").getByPlaceholder("Add a field").fill("zebra");
  await expect(page.getByText("There is no field with this name.")).toBeVisible();
  await expect(page.getByText("Leeloo has nothing here yet")).toHaveCount(0);
});

test("a moment with a zone of its own is shown on the workflow's clocks", async ({ page }) => {
  const params = await openStep(page, "leeloo.call.create", { date: "2026-01-15T09:30:00.000Z" });
  await field(page, "date").getByRole("button", { name: "choose a date" }).click();
  const panel = page.getByRole("group", { name: "When", exact: true });
  await expect(panel.getByLabel(": day")).toHaveValue("15 Jan 2026");
  await expect(panel.getByLabel(": hours")).toHaveValue("11");
  await expect(panel.getByLabel(": minutes")).toHaveValue("30");
  await expect(page.getByText("Europe/Kyiv")).toBeVisible();
  await picture(page, "date");
  await expect(page.getByTestId("moment-date")).toHaveCount(0);
  await typeTime(panel.getByLabel(": hours"), "1200");
  expect(await params()).toMatchObject({ date: "2026-01-15T12:00" });
  await expect(page.getByTestId("moment-date")).toHaveText(/^That is Jan 15, 2026, 12:00\sPM, Europe\/Kyiv$/);
  await picture(page, "date picked");
});
