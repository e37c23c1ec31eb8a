import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "../system/documents.js";
import { call, demoId, expect, open, openNew, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

test.use({ story: "rehearsal" });

const token = "token-of-the-real-account";
let account: Sandbox;
let served: ServedSandbox;
test.beforeAll(async () => {
  account = new Sandbox({ tokens: [token] });
  served = await serveSandbox(account);
});
test.afterAll(() => served.close());
test.beforeEach(async ({ leeway }) => {
  // The second Leeloo is at home here: the server may reach it.
  await leeway.kill("SIGTERM");
  await leeway.start({
    LEEWAY_OWNER_EMAIL: "",
    LEEWAY_OWNER_PASSWORD: "",
    LEEWAY_API_KEY: "",
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  });
});

const real = (page: Parameters<typeof call>[0]) =>
  call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "My shop",
    data: { token, baseUrl: `${served.origin}/api/v2` },
  });

const channel = "5dc97d4cfe61233aed69e3f1";
const greeting = (credential: string, url: string) =>
  document(
    "Greeting",
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("hello", "leeloo.message.send", { account_id: channel, text: "Вітаємо" }, { ...at(320, 0), credential }),
      node("crm", "http.request", { method: "POST", url, body: { id: 7 } }, at(640, 0)),
    ],
    chain("start", "hello", "crm"),
  );

test("a rehearsal reaches nobody real, is marked, and shows what would have been sent to whom", async ({ page }) => {
  const { id: credential } = await real(page);
  const id = await openNew(page, greeting(credential, `${served.origin}/crm`));
  const before = account.requests().length;
  await page.getByTestId("toolbar-run").click();
  await expect(page.getByRole("dialog")).toContainText("This reaches real people");
  await expect(page.getByRole("dialog")).toContainText("My shop");
  await expect(page.getByTestId("real-rehearse")).toBeFocused();
  await page.keyboard.press("Enter");
  const drawer = page.getByTestId("run-drawer");
  await expect(drawer.getByTestId("run-status")).toContainText("Done");
  await expect(drawer).toContainText("Rehearsal");
  await expect(drawer.getByTestId("step-hello")).toContainText(`would go to ${new URL(served.origin).host}`);
  await expect(drawer.getByTestId("step-crm").getByTestId("rehearsed")).toHaveAttribute("data-sent", "nothing");
  expect(account.requests().length).toBe(before);
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toMatchObject([{ rehearsal: true, status: "succeeded" }]);
  const { items: steps } = await call(page, "GET", `/runs/${items[0].id}/steps`);
  expect(steps.find(({ key }: { key: string }) => key === "hello").rehearsed).toEqual({
    method: "POST",
    url: `${served.origin}/api/v2/messages/send-message`,
    body: { account_id: channel, text: "Вітаємо" },
    sent: "sandbox",
  });
  await page.goto(`/runs/${items[0].id}`);
  await expect(page.getByTestId("run-rehearsal")).toBeVisible();
  await page.getByTestId("step-hello").getByRole("button").first().click();
  await expect(page.getByTestId("rehearsed-request")).toHaveText(`POST ${served.origin}/api/v2/messages/send-message`);
  await page.goto("/runs");
  await expect(page.getByTestId(`run-row-${items[0].id}`)).toContainText("Rehearsal");
});

test("a test run that writes to real people goes there only when it is said so", async ({ page }) => {
  const { id: credential } = await real(page);
  const person = (await (
    await fetch(`${served.origin}/api/v2/people`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-leeloo-authtoken": token },
      body: JSON.stringify({ name: "Олена", leadgentool_id: "5e1f119d6c384804b31e945e" }),
    })
  ).json()) as { data: { id: string } };
  const drawn = greeting(credential, `${served.origin}/crm`);
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
  expect(account.snapshot().messages[0]?.text).toBe("Вітаємо");
});

test("the path leads the demo from the sandbox to the real account, and knows where it was left", async ({ page }) => {
  await real(page);
  await open(page, await demoId(page));
  await page.getByTestId("live-hint").getByRole("button", { name: "Move to your account" }).click();
  const path = page.getByTestId("going-live");
  const done = (name: string) => expect(path.getByTestId(`live-${name}`)).toHaveAttribute("data-done", "true");
  await done("token");
  account.failNext({ with: 401 });
  await path.getByTestId("live-test").getByRole("button").click();
  await expect(path.getByRole("alert")).toContainText("token");
  await path.getByTestId("live-test").getByRole("button").click();
  await done("test");
  const lgt = path.getByTestId("live-lgt");
  await lgt.getByRole("combobox", { name: "Tunnel" }).click();
  await page.getByRole("option", { name: "Безкоштовний вебінар" }).click();
  await lgt.getByRole("combobox", { name: "LGT" }).click();
  await page.getByRole("option", { name: "Реєстрація на вебінар" }).click();
  await lgt.getByRole("button", { name: "Use this LGT" }).click();
  await done("lgt");
  const { items: variables } = await call(page, "GET", "/variables");
  expect(variables).toContainEqual(expect.objectContaining({ name: "site_lgt", value: "609290d3e060416cdea6823e" }));
  await path.getByRole("button", { name: "Replace in all steps" }).click();
  await expect(path.getByTestId("live-replace")).toContainText("Every Leeloo step uses your account.");
  await expect(path.getByTestId("live-stale").getByRole("button").first()).toBeVisible();
  const before = account.requests().length;
  await path.getByTestId("live-rehearse").getByRole("button").click();
  await done("rehearse");
  expect(account.requests().length).toBe(before);
  await page.reload();
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  for (const name of ["token", "test", "lgt", "rehearse"]) await done(name);
  await path.getByTestId("live-publish").getByRole("button").click();
  await done("publish");
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
});
