import type { Page } from "@playwright/test";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "../system/documents.js";
import { anotherAccount } from "./another-account.js";
import { call, demoId, expect, open, openNew, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

const token = "token-of-the-real-account";
let account: Sandbox;
let served: ServedSandbox;
/** The same account with ids of its own. */
let own: Awaited<ReturnType<typeof anotherAccount>>;
test.beforeAll(async () => {
  account = new Sandbox({ tokens: [token] });
  served = await serveSandbox(account);
  own = await anotherAccount(served.origin);
});
test.afterAll(async () => {
  own.close();
  await served.close();
});
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

const real = (page: Page, name = "My shop", origin = served.origin) =>
  call(page, "POST", "/credentials", { type: "leelooToken", name, data: { token, baseUrl: `${origin}/api/v2` } });

const sandboxOf = async (page: Page): Promise<string> => {
  const { items } = await call(page, "GET", "/credentials");
  return items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
};
const valueOf = async (page: Page, variable: string) => {
  const { items } = await call(page, "GET", "/variables");
  return items.find(({ name }: { name: string }) => name === variable)?.value;
};
const setVariable = async (page: Page, name: string, value: string) => {
  const { items, revision } = await call(page, "GET", "/variables");
  const rest = items.filter((one: { name: string }) => one.name !== name);
  await call(page, "PUT", "/variables", { items: [...rest, { name, type: "text", value }], revision });
};

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
  await expect(drawer.getByTestId("step-hello")).toContainText(`would send it to ${new URL(served.origin).host}`);
  const host = new URL(served.origin).host;
  await expect(drawer.getByTestId("step-crm").getByTestId("rehearsed")).toHaveText(
    `Not sent. A real run would send it to ${host}; the answer below is an example.`,
  );
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
  const crm = page.getByTestId("step-crm");
  await crm.getByRole("button").first().click();
  await expect(crm.getByTestId("rehearsed-request")).toHaveText(`POST ${served.origin}/crm`);
  await expect(crm.getByRole("region", { name: "Body" }).or(crm)).toContainText("7");
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

test("data of one's own can be rehearsed in one click", async ({ page }) => {
  const { id: credential } = await real(page);
  const id = await openNew(page, greeting(credential, `${served.origin}/crm`));
  await page.getByTestId("toolbar-run-menu").click();
  await page.getByRole("menuitem", { name: "With your own data" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill('{ "name": "Ірина" }');
  const before = account.requests().length;
  await page.getByRole("dialog").getByRole("button", { name: "Rehearse" }).click();
  await expect(page.getByTestId("run-drawer").getByTestId("run-status")).toContainText("Done");
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toMatchObject([{ rehearsal: true, status: "succeeded" }]);
  expect(account.requests().length).toBe(before);
});

test("a rehearsal passes by a tag that only the account has, and says that it will be looked up", async ({ page }) => {
  const { id: credential } = await real(page);
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

test("the path leads the demo from the sandbox to the real account, and says what it changes", async ({ page }) => {
  await real(page, "My school", own.origin);
  const fields = [{ name: "lgt", value: "{{ vars.site_lgt }}" }];
  const others = [node("in", "trigger.manual"), node("set", "logic.set", { fields })];
  await call(page, "POST", "/workflows", { document: document("Welcome series", others, chain("in", "set")) });
  await open(page, await demoId(page));
  await page.getByTestId("live-hint").getByRole("button", { name: "Move to your account" }).click();
  const path = page.getByTestId("going-live");
  const done = (name: string, is = true) =>
    expect(path.getByTestId(`live-${name}`)).toHaveAttribute("data-done", String(is));
  await path.getByTestId("live-token").getByRole("combobox").click();
  await page.getByRole("option", { name: "My school" }).click();
  await done("token");
  account.failNext({ with: 401 });
  await path.getByTestId("live-test").getByRole("button").click();
  await expect(path.getByRole("alert")).toContainText("token");
  await path.getByTestId("live-test").getByRole("button").click();
  await done("test");
  const lgt = path.getByTestId("live-lgt");
  // The demo is published, and works with the sandbox: nothing of it is live.
  for (const name of ["lgt", "replace", "rehearse", "publish"]) await done(name, false);
  await expect(lgt.getByRole("button", { name: "LGT", exact: true })).toBeDisabled();
  await lgt.getByRole("button", { name: /^(Tunnel|Funnel)/ }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Безкоштовний вебінар" }).click();
  await lgt.getByRole("button", { name: "LGT", exact: true }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Реєстрація на вебінар" }).click();
  await expect(lgt.getByTestId("live-lgt-will")).toContainText("Variable site_lgt: “Реєстрація на вебінар”");
  await expect(lgt.getByTestId("live-lgt-will")).toContainText("Another workflow uses this variable: Welcome series");
  expect(await valueOf(page, "site_lgt")).toBe("5e1f119d6c384804b31e945e");
  const { items: then } = await call(page, "GET", "/variables");
  await call(page, "PUT", "/variables", { items: [...then, { name: "meanwhile", type: "text", value: "x" }] });
  await lgt.getByRole("button", { name: "Change", exact: true }).click();
  await done("lgt");
  expect(await valueOf(page, "site_lgt")).toBe("b09290d3e060416cdea6823e");
  expect((await call(page, "GET", "/variables")).items).toHaveLength(then.length + 1);
  await path.getByRole("button", { name: "Replace in all steps" }).click();
  await expect(path.getByTestId("live-replace")).toContainText("Every Leeloo step uses your account.");
  const before = account.requests().length;
  await path.getByTestId("live-rehearse").getByRole("button").click();
  await done("rehearse");
  expect(account.requests().length).toBe(before);
  await page.reload();
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  for (const name of ["token", "test", "lgt", "rehearse"]) await done(name);
  const stale = path.getByTestId("live-stale");
  const left = path.getByTestId("live-left");
  await expect(stale).not.toContainText("LGT");
  await expect(left.getByRole("listitem")).toHaveText(await stale.getByRole("listitem").allTextContents());
  await expect(left).toContainText("vars.site_offer");
  await expect(path.getByTestId("live-publish-button")).toBeDisabled();
  const { items: variables, revision } = await call(page, "GET", "/variables");
  const replaced = variables.map((one: { name: string; value: string }) => ({
    ...one,
    value: one.name === "site_tag" ? one.value : one.value.replace(/^[56]/, "c"),
  }));
  await call(page, "PUT", "/variables", { items: replaced, revision });
  await page.reload();
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  await expect(left.getByRole("listitem")).toHaveText([/vars\.site_tag/]);
  await left.getByRole("button", { name: "Publish anyway" }).click();
  await done("publish");
  await done("replace", false);
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
});

test("publishing asks first when a step of the real account holds an id of the sandbox", async ({ page }) => {
  const { id: credential } = await real(page);
  const tag = node(
    "tag",
    "leeloo.person.addTag",
    { person_id: "{{ trigger.person_id }}", tag_id: "595f5d522a934035decc093e" },
    { ...at(320, 0), credential },
  );
  const sandboxed = { ...tag, id: "other", ...at(640, 0), credential: await sandboxOf(page) };
  const nodes = [node("start", "trigger.manual", {}, at(0, 0)), tag, sandboxed];
  const id = await openNew(page, document("Own tag", nodes, chain("start", "tag", "other")));
  const published = async () => (await call(page, "GET", `/workflows/${id}`)).published?.version;
  await page.getByTestId("toolbar-publish").click();
  const asked = page.getByTestId("stale-ids");
  // The step in the sandbox may hold what is the sandbox's.
  await expect(asked.getByRole("listitem")).toHaveText(["tag: Tag"]);
  await expect(page.getByTestId("stale-replace")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("going-live").getByTestId("live-stale")).toContainText("tag: Tag");
  expect(await published()).toBeUndefined();
  await page.getByTestId("toolbar-publish").click();
  await page.getByTestId("stale-publish").click();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  expect(await published()).toBe(1);
});

test("a token gets a name of its own, and the path publishes what has nothing of the sandbox", async ({ page }) => {
  await real(page);
  await openNew(page, greeting("", `${served.origin}/crm`));
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  const path = page.getByTestId("going-live");
  const token = path.getByTestId("live-token");
  const add = async () => {
    await token.getByRole("combobox").click();
    await page.getByRole("option", { name: "Another token…" }).click();
  };
  await add();
  const name = token.getByRole("textbox", { name: "Name" });
  await expect(name).toHaveValue("My Leeloo account");
  await name.fill("my shop");
  await token.getByTestId("live-token-input").fill("t1");
  await expect(token.getByRole("button", { name: "Save the token" })).toBeDisabled();
  await expect(token).toContainText("This name is already there.");
  await name.fill("My Leeloo account");
  await token.getByRole("button", { name: "Save the token" }).click();
  await expect(token.getByRole("combobox")).toHaveValue("My Leeloo account");
  await add();
  await expect(name).toHaveValue("My Leeloo account 2");
  await expect(path.getByTestId("live-left").getByRole("listitem")).toHaveText(["hello"]);
  await path.getByTestId("live-token").getByRole("combobox").click();
  await page.getByRole("option", { name: "My Leeloo account", exact: true }).click();
  await path.getByRole("button", { name: "Replace in all steps" }).click();
  await expect(path.getByTestId("live-left")).toHaveCount(0);
  await path.getByTestId("live-publish-button").click();
  await expect(path.getByTestId("live-publish")).toHaveAttribute("data-done", "true");
});

test("an LGT that another workflow shares can be changed in this workflow alone", async ({ page }) => {
  await real(page, "My school", own.origin);
  await setVariable(page, "shared_lgt", "5e1f119d6c384804b31e945e");
  const fields = [{ name: "lgt", value: "{{ vars.shared_lgt }}" }];
  const others = [node("in", "trigger.manual"), node("set", "logic.set", { fields })];
  await call(page, "POST", "/workflows", { document: document("The other one", others, chain("in", "set")) });
  const person = { name: "Олена", leadgentool_id: "{{ vars.shared_lgt }}" };
  const nodes = [
    node("in", "trigger.manual", {}, at(0, 0)),
    node("person", "leeloo.person.create", person, at(320, 0)),
  ];
  const id = await openNew(page, document("Shares", nodes, chain("in", "person")));
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  const path = page.getByTestId("going-live");
  await path.getByTestId("live-token").getByRole("combobox").click();
  await page.getByRole("option", { name: "My school" }).first().click();
  const lgt = path.getByTestId("live-lgt");
  await lgt.getByRole("button", { name: /^Tunnel/ }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Безкоштовний вебінар" }).click();
  await lgt.getByRole("button", { name: "LGT", exact: true }).click();
  await page.getByTestId("choices").getByRole("option", { name: "Реєстрація на вебінар" }).click();
  await expect(lgt.getByTestId("live-lgt-will")).toContainText("Another workflow uses this variable: The other one");
  await lgt.getByRole("button", { name: "Only in this workflow" }).click();
  await expect(lgt).toHaveAttribute("data-done", "true");
  await saved(page);
  const { document: kept } = await call(page, "GET", `/workflows/${id}`);
  expect(kept.nodes[1].params.leadgentool_id).toBe("b09290d3e060416cdea6823e");
  expect(await valueOf(page, "shared_lgt")).toBe("5e1f119d6c384804b31e945e");
});

const inWords = {
  uk: {
    steps: ["Ваш токен", "Перевірити з’єднання", "Куди потрапляють", "Перевести кроки", "Репетиція", "Опублікувати"],
    another: "Інший токен…",
    save: "Зберегти токен",
    name: "Мій акаунт Leeloo",
    refused: "токен",
    accepted: "Leeloo приймає цей токен.",
    tunnel: /^Тунель/,
    change: "Змінити",
    replace: "Замінити в усіх кроках",
    replaced: "Усі кроки Leeloo працюють з вашим акаунтом.",
  },
  ru: {
    steps: ["Ваш токен", "Проверить соединение", "Куда попадают", "Перевести шаги", "Репетиция", "Опубликовать"],
    another: "Другой токен…",
    save: "Сохранить токен",
    name: "Мой аккаунт Leeloo",
    refused: "токен",
    accepted: "Leeloo принимает этот токен.",
    tunnel: /^Туннель/,
    change: "Изменить",
    replace: "Заменить во всех шагах",
    replaced: "Все шаги Leeloo работают с вашим аккаунтом.",
  },
};
for (const language of ["uk", "ru"] as const)
  test(`the path is walked from the token to the published workflow, ${language}`, async ({ page }) => {
    const said = inWords[language];
    await real(page, `Shop ${language}`);
    await page.goto("/runs");
    await page.evaluate(`localStorage.setItem("leeway.locale", "${language}")`);
    const person = { name: "Олена", leadgentool_id: "5e1f119d6c384804b31e945e" };
    const nodes = [
      node("in", "trigger.manual", {}, at(0, 0)),
      node("person", "leeloo.person.create", person, { ...at(320, 0), credential: await sandboxOf(page) }),
    ];
    await openNew(page, document("Path", nodes, chain("in", "person")));
    await page.getByTestId("live-hint").getByRole("button").first().click();
    const path = page.getByTestId("going-live");
    await expect(path.getByRole("heading", { level: 3 })).toHaveText(said.steps.map((text) => new RegExp(text)));
    const step = (name: string) => path.getByTestId(`live-${name}`);
    const done = (name: string) => expect(step(name)).toHaveAttribute("data-done", "true");

    const first = step("token");
    await first.getByRole("combobox").click();
    await page.getByRole("option", { name: said.another }).click();
    await expect(first.getByRole("textbox").first()).toHaveValue(new RegExp(said.name));
    await first.getByRole("textbox").first().fill(`Школа ${language}`);
    await first.getByTestId("live-token-input").fill(token);
    await first.getByRole("button", { name: said.save }).click();
    await done("token");
    // The one that was just made leads to the other Leeloo.
    const { items } = await call(page, "GET", "/credentials");
    const { id } = items.find(({ name }: { name: string }) => name === `Школа ${language}`);
    await call(page, "PUT", `/credentials/${id}`, {
      name: `Школа ${language}`,
      data: { token, baseUrl: `${own.origin}/api/v2` },
    });
    account.failNext({ with: 401 });
    await step("test").getByRole("button").click();
    await expect(path.getByRole("alert")).toContainText(said.refused);
    await step("test").getByRole("button").click();
    await expect(step("test")).toContainText(said.accepted);
    await done("test");

    const lgt = step("lgt");
    await lgt.getByRole("button", { name: said.tunnel }).click();
    await page.getByTestId("choices").getByRole("option", { name: "Безкоштовний вебінар" }).click();
    await lgt.getByRole("button", { name: "LGT", exact: true }).click();
    await page.getByTestId("choices").getByRole("option", { name: "Реєстрація на вебінар" }).click();
    await expect(lgt.getByTestId("live-lgt-will")).toContainText("«Реєстрація на вебінар»");
    await lgt.getByRole("button", { name: said.change, exact: true }).click();
    await done("lgt");
    await path.getByRole("button", { name: said.replace }).click();
    await expect(step("replace")).toContainText(said.replaced);
    await done("replace");
    const before = account.requests().length;
    await step("rehearse").getByRole("button").click();
    await done("rehearse");
    expect(account.requests().length).toBe(before);
    await expect(path.getByTestId("live-left")).toHaveCount(0);
    await path.getByTestId("live-publish-button").click();
    await done("publish");
    await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  });

test("where the sandbox is off, the path asks it nothing and says that rehearsing needs it", async ({
  page,
  leeway,
}) => {
  await leeway.kill("SIGTERM");
  await leeway.start({ LEEWAY_OWNER_EMAIL: "", LEEWAY_OWNER_PASSWORD: "", LEEWAY_API_KEY: "", LEEWAY_SANDBOX: "off" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await openNew(page, greeting("", "https://crm.example/"));
  await page.getByTestId("toolbar-more").click();
  await page.getByTestId("toolbar-go-live").click();
  const rehearse = page.getByTestId("going-live").getByTestId("live-rehearse");
  await expect(rehearse).toContainText("A rehearsal needs the sandbox, which is off on this server");
  await expect(rehearse.getByRole("button")).toBeDisabled();
  await expect(page.getByTestId("live-left").getByRole("listitem")).toHaveText(["hello"]);
  // Longer than anything would have waited to ask again.
  await page.waitForTimeout(3_500);
  expect(asked.filter((path) => path.includes("/sandbox/"))).toEqual([]);
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
