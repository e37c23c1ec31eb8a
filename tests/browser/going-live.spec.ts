import { chain, document, node } from "../system/documents.js";
import { call, demoId, expect, open, openNew, saved, signedIn as test } from "./leeway.js";
import { greeting, real, realAccount, sandboxOf, setVariable, token, valueOf } from "./real-account.js";
import { at } from "./small-workflows.js";

// The second Leeloo is at home here: the server may reach it.
test.use({ settings: { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } });

const shop = realAccount();

test("the path leads the demo from the sandbox to the real account, and says what it changes", async ({ page }) => {
  await real(page, shop, "My school", shop.own.origin);
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
  shop.account.failNext({ with: 401 });
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
  const before = shop.account.requests().length;
  await path.getByTestId("live-rehearse").getByRole("button").click();
  await done("rehearse");
  expect(shop.account.requests().length).toBe(before);
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
  const { id: credential } = await real(page, shop);
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
  await page.getByTestId("publish-yes").click();
  await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  expect(await published()).toBe(1);
});

test("a token gets a name of its own, and the path publishes what has nothing of the sandbox", async ({ page }) => {
  await real(page, shop);
  await openNew(page, greeting("", `${shop.served.origin}/crm`));
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
  await real(page, shop, "My school", shop.own.origin);
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
    await real(page, shop, `Shop ${language}`);
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
      data: { token, baseUrl: `${shop.own.origin}/api/v2` },
    });
    shop.account.failNext({ with: 401 });
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
    const before = shop.account.requests().length;
    await step("rehearse").getByRole("button").click();
    await done("rehearse");
    expect(shop.account.requests().length).toBe(before);
    await expect(path.getByTestId("live-left")).toHaveCount(0);
    await path.getByTestId("live-publish-button").click();
    await done("publish");
    await expect(page.getByTestId("publish-state")).toHaveAttribute("data-state", "current");
  });
