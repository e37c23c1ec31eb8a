import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { allow, googleServer, SPREADSHEET, type GoogleServer } from "@leeway/nodes/testing";
import { chain, document, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, choose, expect, openNew, saved, signedIn as test, write } from "./leeway.js";
import { at } from "./small-workflows.js";

test.use({ settings: { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } });

const pictures = process.env["TEST_PICTURES"];
const picture = async (page: Page, name: string) => {
  // What glides into its place has arrived.
  if (pictures) await page.waitForTimeout(300);
  if (pictures) await page.screenshot({ path: `${pictures}/services-${name}.png` });
};

/** A Bot API with one chat, which also takes webhooks. */
let far: Server;
let origin: string;
const heard: { path: string; body: { chat_id?: string; kind?: string; text?: string } }[] = [];
let google: GoogleServer;
test.beforeAll(async () => {
  google = await googleServer();
  far = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    request.on("end", () => {
      const path = request.url ?? "";
      heard.push({ path, body: text === "" ? {} : JSON.parse(text) });
      const chat = { id: -100, type: "supergroup", title: "Sales team" };
      const result = path.endsWith("/getUpdates") ? [{ update_id: 1, message: { message_id: 1, chat } }] : { id: 1 };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
    });
  });
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  far.close();
  google.server.close();
});

test("a Telegram bot is added, tried, and writes to a chat that is chosen by name", async ({ page }) => {
  await page.goto("/credentials?new=telegramBot");
  await page.getByTestId("credential-name").fill("Our bot");
  await page.getByTestId("credential-field-token").fill("nonsense");
  await page.getByTestId("credential-save").click();
  await expect(page.getByText("A bot’s token looks like 123456:ABC-def")).toBeVisible();
  await page.getByTestId("credential-field-token").fill("123456:ABC-def");
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByTestId("credential-field-baseUrl").fill(origin);
  await picture(page, "telegram");
  await page.getByTestId("credential-save").click();
  await page
    .getByRole("row", { name: /Our bot/ })
    .getByRole("button", { name: "Test connection" })
    .click();
  await expect(page.getByTestId("credential-verdict")).toContainText("“Our bot” works");

  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ name }: { name: string }) => name === "Our bot").id;
  const tell = node("tell", "telegram.message.send", { text: "12 orders today" }, { ...at(320, 0), credential });
  const nodes = [node("start", "trigger.manual", {}, at(0, 0)), tell];
  const id = await openNew(page, document("Tell the team", nodes, chain("start", "tell")));
  await choose(page, "tell");
  await page.getByTestId("param-chat_id").getByRole("button", { name: "Chat: choose from Telegram" }).click();
  await page
    .getByTestId("choices")
    .getByRole("option", { name: /Sales team/ })
    .click();
  await saved(page);
  await picture(page, "telegram-step");
  await expectAccessible(page, "a step of Telegram");
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  expect(heard.at(-1)).toEqual({
    path: "/bot123456:ABC-def/sendMessage",
    body: { chat_id: "-100", text: "12 orders today" },
  });
});

test("a person signs in with Google, and fills in a row by the names of its columns", async ({ page }) => {
  google.sheets = { Subscribers: [["Name", "Phone"]] };
  const urls = { baseUrl: google.origin, authUrl: `${google.origin}/auth`, tokenUrl: `${google.origin}/token` };
  const data = { clientId: "shop-app", clientSecret: "app-secret", ...urls };
  const { id: credential } = await call(page, "POST", "/credentials", {
    type: "googleOAuth",
    name: "Our Google",
    data,
  });
  // The person presses “Allow” there.
  await page.route(`${google.origin}/auth*`, (route) =>
    route.fulfill({ status: 302, headers: { location: allow(google, route.request().url()).href } }),
  );
  await page.goto("/credentials");
  await picture(page, "google-before");
  await page.getByRole("button", { name: "Sign in with Google for “Our Google”" }).click();
  await expect(page.getByText("“Our Google” is signed in")).toBeVisible();
  await expect(page).toHaveURL(/\/credentials$/);
  await expect(page.getByRole("row", { name: /Our Google/ })).toContainText("anna@shop.example");
  await picture(page, "google-signed-in");

  const params = { spreadsheet: `https://docs.google.com/spreadsheets/d/${SPREADSHEET}/edit` };
  const row = node("row", "googleSheets.row.append", params, { ...at(320, 0), credential });
  const nodes = [node("start", "trigger.manual", {}, at(0, 0)), row];
  const id = await openNew(page, document("Row", nodes, chain("start", "row")));
  await choose(page, "row");
  await page.getByTestId("param-sheet").getByRole("button", { name: "Sheet: choose from Google Sheets" }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Subscribers" }).click();
  await page.getByTestId("offered-rows").getByRole("button", { name: "All columns" }).click();
  const values = page.getByTestId("param-values");
  await write(values.getByRole("textbox", { name: "Columns: value 1" }), "Anna");
  await write(values.getByRole("textbox", { name: "Columns: value 2" }), "+380501112233");
  await saved(page);
  await picture(page, "google-step");
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/runs/${runId}`);
  await expect(page.getByTestId("run-status")).toContainText("Done");
  expect(google.sheets["Subscribers"]?.[1]).toEqual(["Anna", "+380501112233"]);
});

test("notices of failures are set up, tried, and seen to have been sent; one workflow tells nobody", async ({
  page,
}) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Failure notices" });
  await section.getByRole("button", { name: "Tell somebody" }).click();
  await page.getByRole("menuitem", { name: "Webhook" }).click();
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByText("An address starts with https://")).toBeVisible();
  await section.getByRole("textbox", { name: "Address" }).fill(`${origin}/alarm`);
  await section.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByTestId("notice-verdict")).toContainText("It was sent");
  await section.getByRole("button", { name: "Tell somebody" }).click();
  await page.getByRole("menuitem", { name: "Email" }).click();
  await section.scrollIntoViewIfNeeded();
  await picture(page, "notices");
  await expectAccessible(page, "notices");
  await section.getByRole("group", { name: "Email 2" }).getByRole("button", { name: "Email: remove" }).click();
  await section.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();

  const stop = node("stop", "logic.stop", { status: "failed", message: "Nothing left" }, at(320, 0));
  const failing = document("Orders", [node("start", "trigger.manual", {}, at(0, 0)), stop], chain("start", "stop"));
  const id = await openNew(page, failing);
  await call(page, "POST", `/workflows/${id}/publish`, {});
  await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto("/settings");
  await expect(section.getByRole("row", { name: /Orders.*sent/ })).toBeVisible();
  expect(heard.at(-1)?.body).toMatchObject({ kind: "first", text: expect.stringContaining("Nothing left") });
  await section.getByRole("table").scrollIntoViewIfNeeded();
  await picture(page, "deliveries");

  await page.goto(`/workflows/${id}`);
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-settings").click();
  const own = page.getByTestId("workflow-notices");
  await own.getByRole("radio", { name: "Those who are told of all workflows" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(own.getByRole("button", { name: "Tell somebody" })).toBeVisible();
  await picture(page, "workflow-notices");
  await own.getByRole("radio", { name: "Nobody" }).click();
  await expect.poll(async () => (await call(page, "GET", `/workflows/${id}/notices`)).own?.channels).toEqual([]);
});
