import { chain, document, node } from "../system/documents.js";
import { call, choose, expect, openNew, signedIn as test } from "./leeway.js";
import { channel, greeting, real, realAccount, sandboxOf, token } from "./real-account.js";
import { at } from "./small-workflows.js";

// The second Leeloo is at home here: the server may reach it.
test.use({ settings: { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } });

const shop = realAccount();

test("a rehearsal reaches nobody real, is marked, and shows what would have been sent to whom", async ({ page }) => {
  const { id: credential } = await real(page, shop);
  const id = await openNew(page, greeting(credential, `${shop.served.origin}/crm`));
  const before = shop.account.requests().length;
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByRole("dialog")).toContainText("This reaches real people");
  await expect(page.getByRole("dialog")).toContainText("My shop");
  await expect(page.getByRole("dialog")).toContainText("This step sends messages: ");
  await expect(page.getByRole("dialog")).toContainText("requests that may change something in another service: ");
  await expect(page.getByTestId("real-rehearse")).toBeFocused();
  await page.keyboard.press("Enter");
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  await expect(drawer).toContainText("Rehearsal");
  await expect(drawer.getByTestId("step-hello")).toContainText(`would send it to ${new URL(shop.served.origin).host}`);
  const host = new URL(shop.served.origin).host;
  await expect(drawer.getByTestId("step-crm").getByTestId("rehearsed")).toHaveText(
    `Not sent. A real run would send it to ${host}; the answer below is an example.`,
  );
  expect(shop.account.requests().length).toBe(before);
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toMatchObject([{ rehearsal: true, status: "succeeded" }]);
  const { items: steps } = await call(page, "GET", `/runs/${items[0].id}/steps`);
  expect(steps.find(({ key }: { key: string }) => key === "hello").rehearsed).toEqual({
    method: "POST",
    url: `${shop.served.origin}/api/v2/messages/send-message`,
    body: { account_id: channel, text: "Вітаємо" },
    sent: "sandbox",
  });
  await page.goto(`/runs/${items[0].id}`);
  await expect(page.getByTestId("run-rehearsal")).toBeVisible();
  await page.getByTestId("step-hello").getByRole("button").first().click();
  await expect(page.getByTestId("rehearsed-request")).toHaveText(
    `POST ${shop.served.origin}/api/v2/messages/send-message`,
  );
  const crm = page.getByTestId("step-crm");
  await crm.getByRole("button").first().click();
  await expect(crm.getByTestId("rehearsed-request")).toHaveText(`POST ${shop.served.origin}/crm`);
  await expect(crm.getByRole("group", { name: "Body" })).toHaveText(/id\W+7\b/);
  await page.goto("/runs");
  await expect(page.getByTestId(`run-row-${items[0].id}`)).toContainText("Rehearsal");
});

test("a test run that writes to real people goes there only when it is said so", async ({ page }) => {
  const { id: credential } = await real(page, shop);
  const person = (await (
    await fetch(`${shop.served.origin}/api/v2/people`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-leeloo-authtoken": token },
      body: JSON.stringify({ name: "Олена", leadgentool_id: "5e1f119d6c384804b31e945e" }),
    })
  ).json()) as { data: { id: string } };
  const drawn = greeting(credential, `${shop.served.origin}/crm`);
  const nodes = [
    node("start", "trigger.manual", {}, at(0, 0)),
    node(
      "hello",
      "leeloo.message.send",
      { account_id: person.data.id, text: "Вітаємо" },
      { ...at(320, 0), credential },
    ),
  ];
  await openNew(page, { ...drawn, nodes, edges: chain("start", "hello") });
  await page.getByTestId("toolbar-run").click();
  await page.getByTestId("real-run").click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
  expect(shop.account.snapshot().messages[0]?.text).toBe("Вітаємо");
});

test("a step that sends a request asks before it is tried, one that only reads does not", async ({ page }) => {
  const request = (method: string, x: number) =>
    node(method.toLowerCase(), "http.request", { method, url: `${shop.served.origin}/crm` }, at(x, 0));
  const nodes = [node("start", "trigger.manual", {}, at(0, 0)), request("GET", 320), request("POST", 640)];
  const id = await openNew(page, document("Calls", nodes, chain("start", "get", "post")));
  await choose(page, "post");
  await page.getByTestId("try-only").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("This changes something for real");
  await expect(dialog).toContainText("This step sends requests that may change something in another service: ");
  await expect(dialog).not.toContainText("accounts");
  expect((await call(page, "GET", `/runs?workflowId=${id}`)).items).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await choose(page, "get");
  await page.getByTestId("try-only").click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toBeVisible();
});

test("data of one's own can be rehearsed in one click", async ({ page }) => {
  const { id: credential } = await real(page, shop);
  const id = await openNew(page, greeting(credential, `${shop.served.origin}/crm`));
  await page.getByTestId("toolbar-run-menu").click();
  await page.getByRole("menuitem", { name: "With your own data" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill('{ "name": "Ірина" }');
  const before = shop.account.requests().length;
  await page.getByRole("dialog").getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toMatchObject([{ rehearsal: true, status: "succeeded" }]);
  expect(shop.account.requests().length).toBe(before);
});

test("a rehearsal passes by a tag that only the account has, and says that it will be looked up", async ({ page }) => {
  const { id: credential } = await real(page, shop);
  const person_id = "5dc97d4cfe61233aed69e3f8";
  const nodes = [
    node("start", "trigger.manual", {}, at(0, 0)),
    node("tag", "leeloo.person.addTag", { person_id, tag_id: "Оплатив курс" }, { ...at(320, 0), credential }),
  ];
  await openNew(page, document("Tagging", nodes, chain("start", "tag")));
  await page.getByTestId("toolbar-rehearse").click();
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  await expect(drawer.getByTestId("step-tag").getByTestId("rehearsed-names")).toHaveText(
    "In your account this name will be looked up: Оплатив курс",
  );
});

test("all pages of a list count up in the run, and come as one list", async ({ page }) => {
  const { people } = await call(page, "GET", "/sandbox/state");
  const credential = await sandboxOf(page);
  await call(page, "POST", "/sandbox/faults", { with: "slow", ms: 700, times: 20, match: { path: "/people" } });
  const nodes = [
    node("in", "trigger.manual", {}, at(0, 0)),
    node("all", "leeloo.person.list", { limit: 1, pages: "all" }, { ...at(320, 0), credential }),
  ];
  const id = await openNew(page, document("Everybody", nodes, chain("in", "all")));
  await page.getByTestId("toolbar-run").click();
  const step = page.getByTestId("run-drawer").getByTestId("step-all");
  await expect(step).toContainText(new RegExp(`[12] of ${people.length}`));
  await call(page, "DELETE", "/sandbox/faults");
  await expect(step).toHaveAttribute("data-status", "succeeded");
  await expect(step).not.toContainText(`of ${people.length}`);
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  const { output } = await call(page, "GET", `/runs/${items[0].id}/steps/all`);
  expect(output.data).toHaveLength(people.length);
});
