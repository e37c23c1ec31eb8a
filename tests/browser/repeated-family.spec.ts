import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";
import { tabTo } from "./tab-to.js";

// What another run repeats, or may still do again, is refused first, and asked about then.
test.use({ expected: [/status of 409 .*\/replay\)$/] });

const set = node("text", "logic.set", { fields: [{ name: "text", value: "{{ trigger.missing.much }}" }] }, at(320, 0));
const published = async (page: Page, name: string, nodes: { id: string }[]): Promise<string> => {
  const { id } = await call(page, "POST", "/workflows", {
    document: document(name, nodes, chain(...nodes.map((one) => one.id))),
  });
  await call(page, "POST", `/workflows/${id}/publish`);
  return id;
};
const runsOf = async (page: Page, workflowId: string): Promise<{ id: string; status: string }[]> =>
  (await call(page, "GET", `/runs?workflowId=${workflowId}`)).items;
const comesTo = (page: Page, runId: string, status: string) =>
  expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe(status);

/** A run, and the failed one that it has called. `goes`: it does not wait for that one, and has not ended. */
async function family(page: Page, goes = false) {
  const called = await published(page, "Called", [node("in", "trigger.workflow", {}, at(0, 0)), set]);
  const calls = node("calls", "logic.workflow", { workflowId: called, wait: !goes }, at(320, 0));
  const rests = node("rests", "logic.wait", { mode: "duration", amount: 1, unit: "hours" }, at(640, 0));
  const caller = await published(page, "Caller", [
    node("start", "trigger.manual", {}, at(0, 0)),
    calls,
    ...(goes ? [rests] : []),
  ]);
  const { runId } = await call(page, "POST", `/workflows/${caller}/runs`, {});
  await comesTo(page, runId, goes ? "waiting" : "failed");
  await expect.poll(async () => (await runsOf(page, called)).map(({ status }) => status)).toEqual(["failed"]);
  const [first] = await runsOf(page, called);
  return { called, caller, above: runId as string, below: first?.id ?? "" };
}

const words = {
  en: { again: "As it was", yes: "Run again", anyway: "Do it again anyway", look: "Open that run" },
  uk: { again: "Як було", yes: "Запустити ще раз", anyway: "Усе одно повторити", look: "Відкрити той запуск" },
  ru: { again: "Как было", yes: "Запустить ещё раз", anyway: "Всё равно повторить", look: "Открыть тот запуск" },
} as const;
type Language = keyof typeof words;

async function open(page: Page, path: string, language: Language) {
  await page.goto("/runs");
  await page.evaluate(`localStorage.setItem("leeway.locale", ${JSON.stringify(language)})`);
  await page.goto(path);
}

/** Asks for the whole run once more, by keyboard alone. */
async function askAgain(page: Page, language: Language) {
  await page.getByTestId("replay-run").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: words[language].again })).toBeVisible();
  await tabToItem(page, words[language].again);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await tabTo(page, new RegExp(`^${words[language].yes}$`));
  await page.keyboard.press("Enter");
}
async function tabToItem(page: Page, name: string) {
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name })).toBeFocused({ timeout: 200 });
  }).toPass();
}

test("a called run is not repeated before a yes while its caller goes on, by keyboard alone", async ({ page }) => {
  const made = await family(page, true);
  await open(page, `/runs/${made.below}`, "uk");
  await askAgain(page, "uk");
  const question = page.getByRole("dialog", { name: /^Запуск, який викликав цей, ще триває: запуск \w{6}$/ });
  await expect(question).toContainText("Дочекайтеся, поки він завершиться");
  // Who presses Escape has said nothing, and is where they were.
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page.getByTestId("replay-run")).toBeFocused();
  expect(await runsOf(page, made.called)).toHaveLength(1);
  await askAgain(page, "uk");
  await expect(question.getByRole("button", { name: words.uk.look })).toBeFocused();
  await tabTo(page, new RegExp(`^${words.uk.anyway}$`));
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("replay-of")).toContainText(made.below.slice(-6));
  expect(await runsOf(page, made.called)).toHaveLength(2);
  await call(page, "POST", `/runs/${made.above}/cancel`, {});
});

test("a caller is not repeated before a yes once what it called was, by keyboard alone", async ({ page }) => {
  const made = await family(page);
  const other = (await call(page, "POST", `/runs/${made.below}/replay`, {})).runId as string;
  await comesTo(page, other, "failed");
  await open(page, `/runs/${made.above}`, "ru");
  await askAgain(page, "ru");
  const question = page.getByRole("dialog", { name: /^То, что этот запуск вызвал, уже повторили: запуск \w{6}$/ });
  await expect(question).toContainText("Этот запуск вызовет это ещё раз");
  await expect(question).toContainText(other.slice(-6));
  // Enter alone leads to the other run.
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/runs/${other}`);
  expect(await runsOf(page, made.caller)).toHaveLength(1);
  await page.goto(`/runs/${made.above}`);
  await askAgain(page, "ru");
  await expect(question.getByRole("button", { name: words.ru.look })).toBeFocused();
  await tabTo(page, new RegExp(`^${words.ru.anyway}$`));
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("replay-of")).toContainText(made.above.slice(-6));
  expect(await runsOf(page, made.caller)).toHaveLength(2);
});

test("many are repeated but for those that a caller may still call, by keyboard alone", async ({ page }) => {
  const goes = await family(page, true);
  await open(page, `/runs?status=failed&workflow=${goes.called}`, "en");
  const wish = async () => {
    await page.getByTestId("bulk-replay").focus();
    await page.keyboard.press("Enter");
    await tabToItem(page, words.en.again);
    await page.keyboard.press("Enter");
  };
  await wish();
  await expect(
    page.getByText("1 run is left as it is: the run that called it has not ended and may call it again"),
  ).toBeVisible();
  expect(await runsOf(page, goes.called)).toHaveLength(1);
  await call(page, "POST", `/runs/${goes.above}/cancel`, {});

  const since = new Date().toISOString();
  const made = await family(page);
  await page.goto(`/runs?status=failed&from=${encodeURIComponent(since)}`);
  await wish();
  const question = page.getByRole("dialog", { name: "Run 1 run again?" });
  await expect(question).toContainText("1 more is left out: the run that called it goes on or is repeated with these");
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page.getByTestId("bulk-replay")).toBeFocused();
  await wish();
  await expect(question).toBeVisible();
  await tabTo(page, /^Run all of them again$/);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await runsOf(page, made.caller)).length).toBe(2);
  await expect.poll(async () => (await runsOf(page, made.called)).length).toBe(2);
  await expect(page.getByTestId("bulk-progress")).toContainText("1 of 2 done.");
});

const over = {
  en: "2 of 9 done. 1 could not be. 1 had been repeated meanwhile. 2 were left to the runs that called them: once these have ended, run all of them again, and what they have not called follows. 1 was left, as what it had called was repeated by itself: look at it and repeat it on its own page. 2 have been deleted meanwhile.",
  uk: "Зроблено 2 з 9. Не вдалося: 1. Тим часом уже повторено: 1. Залишено запускам, що їх викликали: 2. Коли ті завершаться, запустіть усі ще раз — виконається те, чого вони не викликали. Залишено, бо викликане ним уже повторили окремо: 1. Перегляньте його і повторіть на його сторінці. Тим часом видалено: 2.",
  ru: "Сделано 2 из 9. Не удалось: 1. Тем временем уже повторено: 1. Оставлено запускам, которые их вызвали: 2. Когда те завершатся, запустите все ещё раз — выполнится то, чего они не вызвали. Оставлено, потому что вызванное им уже повторили отдельно: 1. Посмотрите его и повторите на его странице. Тем временем удалено: 2.",
} as const;

for (const language of ["en", "uk", "ru"] as const)
  test(`what became of each of many is said in one sentence for each reason (${language})`, async ({ page }) => {
    const goes = await family(page);
    // Every reason at once: that the server counts each of them is shown where it does.
    const job = { count: 9, done: 2, refused: 1, repeated: 1, above: 2, below: 1 };
    await page.route("**/api/v1/run-jobs/*", async (route) => {
      const real = await (await route.fetch()).json();
      await route.fulfill({ json: { ...real, ...job } });
    });
    await open(page, `/runs?status=failed&workflow=${goes.caller}`, language);
    await page.getByTestId("bulk-replay").click();
    await page.getByRole("menuitem", { name: words[language].again }).click();
    await page.getByTestId("ask-yes").click();
    await expect(page.getByTestId("bulk-progress")).toHaveText(over[language]);
  });
