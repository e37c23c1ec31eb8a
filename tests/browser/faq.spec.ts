import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { InFront } from "../system/in-front.js";
import { call, choose, editorOf, expect, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

// What stands in front of Leeloo is at home here: the server may reach it.
test.use({ settings: { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } });

/** The built-in Leeloo behind something that can answer in its place. */
let front: InFront;
test.beforeAll(async ({ leeway }) => {
  front = await new InFront(leeway).open();
});
test.afterAll(() => front.close());

const channel = "66fac2b853d5470e1ed207a1";
const person = "66fac2b853d5470e1ed207a0";

/** What a person reads in the run view. Leeloo's own words stay as they are. */
const words = {
  en: {
    done: "Done",
    use: "Use this",
    pick: "choose from Leeloo",
    all: "Show everything",
    todo: "Stops publishing",
    wrong: "This link leads to something else: tunnel. Needed here: tag.",
    name: ["“Tag”: there is no “VIPs”. The nearest names are VIP", "nothing new was made"],
    token: [
      "Leeloo did not accept the token of the credential “Old shop”",
      "Press “Test connection”",
      "Settings → Integrations → API",
    ],
    open: "Open the credential",
    wait: "Waits because Leeloo asked to slow down",
    waited: /Waited .+ because Leeloo asked to slow down/,
    format: ["The field “People, row 1: Phone” has the value “немає”. Expected: a phone number.", "Nothing was sent"],
    refused: [
      "Leeloo did not accept the data (status 422)",
      "Leeloo answered with 422:",
      "Compare the fields of the step",
    ],
  },
  uk: {
    done: "Готово",
    use: "Використати",
    pick: "вибрати з Leeloo",
    all: "Показати все",
    todo: "Заважає публікації",
    wrong: "Це посилання веде на інше: тунель. Тут потрібен ID: тег.",
    name: ["«Тег»: назви «VIPs» немає. Найближчі назви: VIP", "нічого нового не створено"],
    token: ["Leeloo", "«Old shop»", "«Перевірити з’єднання»", "Налаштування → Інтеграції → API"],
    open: "Відкрити доступ",
    wait: "Чекає, бо Leeloo попросив сповільнитися",
    waited: /Чекав .+ бо Leeloo попросив сповільнитися/,
    format: ["У полі «Люди, рядок 1: Телефон» значення «немає». Очікується: номер телефону.", "Нічого не надіслано"],
    refused: ["422", "Leeloo відповідає з кодом 422:", "Порівняйте поля кроку"],
  },
  ru: {
    done: "Готово",
    use: "Использовать",
    pick: "выбрать из Leeloo",
    all: "Показать всё",
    todo: "Мешает публикации",
    wrong: "Эта ссылка ведёт на другое: туннель. Здесь нужен ID: тег.",
    name: ["«Тег»: названия «VIPs» нет. Ближайшие названия: VIP", "ничего нового не создано"],
    token: ["Leeloo", "«Old shop»", "«Проверить соединение»", "Настройки → Интеграции → API"],
    open: "Открыть доступ",
    wait: "Ждёт, потому что Leeloo попросил сбавить темп",
    waited: /Ждал .+ потому что Leeloo попросил сбавить темп/,
    format: ["В поле «Люди, строка 1: Телефон» значение «немає». Ожидается: номер телефона.", "Ничего не отправлено"],
    refused: ["422", "Leeloo отвечает с кодом 422:", "Сравните поля шага"],
  },
};

const credential = async (page: Page, name: string, token: string): Promise<string> => {
  const data = { token, baseUrl: front.baseUrl };
  return (await call(page, "POST", "/credentials", { type: "leelooToken", name, data })).id;
};

/** Runs one step and opens the run's page, in the step's card. */
async function runStep(page: Page, type: string, params: Record<string, unknown>, credentialId: string) {
  const nodes = [
    node("in", "trigger.manual", {}, at(0, 0)),
    node("it", type, params, { ...at(320, 0), credential: credentialId }),
  ];
  const { id } = await call(page, "POST", "/workflows", { document: document("FAQ", nodes, chain("in", "it")) });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, { version: "draft" });
  await page.goto(`/runs/${runId}`);
  return page.getByTestId("step-it");
}

async function speak(page: Page, language: keyof typeof words) {
  await page.goto("/runs");
  await page.evaluate(`localStorage.setItem("leeway.locale", ${JSON.stringify(language)})`);
}

// First: with one Leeloo account alone a template asks nothing.
for (const language of ["en", "uk", "ru"] as const) {
  const said = words[language];

  test(`“Can’t set up integration”, ${language}: a template, pasted links and choices make a workflow that runs`, async ({
    page,
  }) => {
    await speak(page, language);
    await page.goto("/workflows/templates");
    await page.getByTestId("template-site-order").getByRole("button", { name: said.use }).click();
    await expect(page.getByTestId("problems-list")).toContainText(said.todo);
    await page.keyboard.press("Escape");
    const pick = (param: string) => page.getByTestId(`param-${param}`).getByRole("button", { name: said.pick }).click();
    const option = (name: string) =>
      page.getByTestId("choices").filter({ visible: true }).getByRole("option", { name });
    const paste = async (param: string, link: string) => {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(link)})`);
      await editorOf(page, param).click();
      await page.keyboard.press("Control+v");
    };

    const step = async (id: string) => {
      await page.getByRole("button", { name: said.all }).click();
      await choose(page, id);
    };

    await step("newOrder");
    await paste("offerId", "https://app.leeloo.ai/campaigns-offers/5e3c357bf04b1f000c27b83a/offers/1");
    await expect(editorOf(page, "offerId")).toHaveText("5e3c357bf04b1f000c27b83a");
    const manual = "settings/integrations/payments/credits/payment-credit/manual";
    await paste("paymentCreditsId", `https://app.leeloo.ai/${manual}/5e3c3533f04b1f000c27b534`);
    await expect(editorOf(page, "paymentCreditsId")).toHaveText("5e3c3533f04b1f000c27b534");
    await step("tag");
    await paste("tag_id", "https://app.leeloo.ai/tunnels/5e1f11566c384804b31e9457/tree");
    await expect(page.getByTestId("param-tag_id").getByTestId("link-wrong")).toHaveText(said.wrong);
    await pick("tag_id");
    await option("VIP").click();
    await expect(editorOf(page, "tag_id")).toHaveText("VIP");
    await step("person");
    await pick("tunnel_id");
    await option("Free webinar").click();
    await expect(editorOf(page, "tunnel_id")).toHaveText("Free webinar");
    await pick("leadgentool_id");
    await option("Webinar registration").click();
    await expect(editorOf(page, "leadgentool_id")).toHaveText("Webinar registration");
    await saved(page);
    await expect(page.getByTestId("problems-button")).toHaveAttribute("data-count", "0");
    await page.getByTestId("toolbar-run").click();
    await expect(page.getByTestId("run-status")).toContainText(said.done);
  });
}

for (const language of ["en", "uk", "ru"] as const) {
  const said = words[language];

  test(`“Can’t set up integration”, ${language}: a name that is not there is told with the nearest ones`, async ({
    page,
  }) => {
    const shop = await credential(page, "Shop", "sandbox");
    await speak(page, language);
    const step = await runStep(page, "leeloo.person.addTag", { person_id: person, tag_id: "VIPs" }, shop);
    for (const text of said.name) await expect(step.getByRole("alert")).toContainText(text);
  });

  test(`“Request fails”, ${language}: names the credential, and leads to it`, async ({ page }) => {
    const old = await credential(page, "Old shop", "an-old-token");
    await speak(page, language);
    const step = await runStep(page, "leeloo.tag.list", {}, old);
    for (const text of said.token) await expect(step.getByRole("alert")).toContainText(text);
    await step.getByRole("link", { name: said.open }).click();
    await expect(page.getByTestId("credential-name")).toHaveValue("Old shop");
  });

  test(`“Rate limit exceeded”, ${language}: the call waits, says so, and is sent again`, async ({ page }) => {
    const shop = await credential(page, "Shop", "sandbox");
    await speak(page, language);
    const before = front.arrivals.length;
    const body = "Too many requests, please try again later.";
    front.insteadOfNext({ status: 429, headers: { "retry-after": "4" }, body });
    const text = `Вітаємо, ${language}`;
    const step = await runStep(page, "leeloo.message.send", { account_id: channel, text }, shop);
    await expect(step).toContainText(said.wait);
    await expect(step).toHaveAttribute("data-status", "waiting");
    await expect(step).toHaveAttribute("data-status", "succeeded");
    await expect(page.getByTestId("run-status")).toContainText(said.done);
    await step.getByRole("button").first().click();
    await expect(step).toContainText(said.waited);
    expect(front.arrivals.slice(before)).toEqual(["POST /messages/send-message", "POST /messages/send-message"]);
    const { messages } = await call(page, "GET", "/sandbox/state");
    expect(messages.filter((one: { text: string }) => one.text === text)).toHaveLength(1);
  });

  test(`“Integration doesn’t respond”, ${language}: a wrong field is found before sending, and a refusal quoted`, async ({
    page,
  }) => {
    const shop = await credential(page, "Shop", "sandbox");
    await speak(page, language);
    const before = front.arrivals.length;
    const ids = { connection_id: "a".repeat(24), leadgentool_id: "b".repeat(24) };
    const wrong = await runStep(page, "leeloo.person.addSms", { data: [{ phone: "немає" }], ...ids }, shop);
    for (const text of said.format) await expect(wrong.getByRole("alert")).toContainText(text);
    expect(front.arrivals.length).toBe(before);

    const headers = { "content-type": "application/json" };
    front.insteadOfNext({ status: 422, headers, body: '{"status":0,"message":"comment is too long"}' });
    const params = { person_id: person, comment: "Передзвонити" };
    const refused = await runStep(page, "leeloo.person.addComment", params, shop);
    for (const text of [...said.refused, "comment is too long"])
      await expect(refused.getByRole("alert")).toContainText(text);
    expect(front.arrivals.slice(before)).toEqual([`PUT /people/${person}/add-comment`]);
  });
}
