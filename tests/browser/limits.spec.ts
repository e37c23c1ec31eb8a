import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { call, editorOf, expect, open, signedIn as test, write } from "./leeway.js";
import { at } from "./small-workflows.js";

// A list that does not come is an error in the console as well.
test.use({ expected: [/ERR_FAILED/] });

const card = (page: Page) => page.getByTestId("limit").filter({ hasText: "Shop" });

/** The one token of these tests: the workspace's own sandbox, so that real requests go through the real limiter. */
async function shop(page: Page): Promise<string> {
  const { items } = await call(page, "GET", "/credentials");
  const known = items.find(({ name }: { name: string }) => name === "Shop");
  if (known) return known.id;
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  return (await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
}

/** A workflow that asks for the tags once, with that token. */
async function asks(page: Page, name: string): Promise<string> {
  const credential = await shop(page);
  const tags = node("tags", "leeloo.tag.list", {}, { credential, ...at(320, 0) });
  const made = document(name, [node("in", "trigger.manual", {}, at(0, 0)), tags], chain("in", "tags"));
  return (await call(page, "POST", "/workflows", { document: made })).id;
}

const statusOf = async (page: Page, runId: string) => (await call(page, "GET", `/runs/${runId}`)).status;

test("a token shows what it has sent and who uses it; paused it holds runs back, resumed they go", async ({ page }) => {
  const id = await asks(page, "Tag report");
  const first = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(() => statusOf(page, first.runId)).toBe("succeeded");
  await page.goto("/limits");
  await expect(card(page)).toContainText("1 of 290 requests");
  await expect(card(page).getByRole("img", { name: "1 of 290" })).toBeVisible();
  await expect(card(page)).toContainText("Nobody waits");
  await expect(card(page).getByRole("link", { name: "Tag report" })).toHaveAttribute("href", `/workflows/${id}`);

  await card(page).getByRole("button", { name: /Shop/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /Pause sending/ }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(card(page)).toContainText("by Олена");
  const second = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect(card(page)).toContainText("Usual: 1");
  await expect(card(page).getByText("Runs that wait")).toBeVisible();
  await expect(card(page).locator(`a[href="/runs/${second.runId}"]`)).toBeVisible();
  expect(await statusOf(page, second.runId)).toBe("waiting");
  await page.goto(`/runs/${second.runId}`);
  // Nobody knows until when.
  await expect(page.getByText("Waits because a person paused the calls", { exact: true })).toBeVisible();
  await page.goto("/limits");

  await card(page).getByRole("button", { name: /Shop/ }).click();
  await page.getByRole("menuitem", { name: /Resume sending/ }).click();
  await expect.poll(() => statusOf(page, second.runId)).toBe("succeeded");
  await expect(card(page)).toContainText("2 of 290 requests");
  await expect(card(page).getByText("Paused", { exact: true })).toHaveCount(0);
});

for (const [locale, word] of [
  ["uk", "Призупинено"],
  ["ru", "Приостановлен"],
  ["en", "Paused"],
] as const) {
  test(`the sign of a paused token is whole beside a long name: ${locale}`, async ({ page }) => {
    await shop(page);
    await call(page, "PATCH", "/me", { locale });
    const name = "Оплати й доставка: магазин на Подолі, резервний доступ для чорної п’ятниці та розпродажів";
    const data = { token: "sandbox", baseUrl: "sandbox:" };
    const { id } = await call(page, "POST", "/credentials", { type: "leelooToken", name, data });
    const { items } = await call(page, "GET", "/limits");
    const limit = items.find(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(id));
    await call(page, "POST", `/limits/${limit.id}/pause`, {});
    await page.goto("/limits");
    const sign = card(page).getByText(word, { exact: true });
    await expect(sign).toBeVisible();
    expect(await sign.evaluate((label) => label.scrollWidth - label.clientWidth)).toBeLessThanOrEqual(0);
    await call(page, "POST", `/limits/${limit.id}/resume`, {});
    await call(page, "DELETE", `/credentials/${id}`);
  });
}

test("a run of which nobody knows how many it reaches says so first, and after a run how many", async ({ page }) => {
  const credential = await shop(page);
  const made = document(
    "To those who were found",
    [
      node("in", "trigger.manual", {}, at(0, 0)),
      node("found", "logic.set", { fields: [{ name: "people", value: "{{ range(1, 60) }}" }] }, at(320, 0)),
      node(
        "each",
        "logic.each",
        { items: "{{ steps.found.people }}", concurrency: 20 },
        { ...at(640, 0), name: "All of them" },
      ),
      node("tags", "leeloo.tag.list", {}, { credential, parent: "each", ...at(720, 136) }),
    ],
    [...chain("in", "found", "each"), edge("each", "tags", "item")],
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  await open(page, id);
  await page.getByTestId("toolbar-run").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("How much this run sends is not known yet");
  await expect(dialog).toContainText("Only the run shows how much the step “All of them” will send");
  await page.getByTestId("ask-yes").click();
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await page.getByTestId("toolbar-run").click();
  await expect(dialog).toContainText("About 60 requests");
  await expect(dialog).not.toContainText("Only the run shows");
});

test("a token that Leeloo has told to hold on says until when", async ({ page }) => {
  const id = await asks(page, "Too many");
  await call(page, "POST", "/sandbox/faults", { match: { method: "GET", path: "/tags" }, with: 429, times: 1 });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto("/limits");
  await expect(card(page)).toContainText("Leeloo asked to hold on, goes on");
  await expect.poll(() => statusOf(page, runId)).toBe("waiting");
  // Paused besides, it does not go on then.
  const { items } = await call(page, "GET", "/limits");
  const [limit] = items.filter(({ frozenUntil }: { frozenUntil: string | null }) => frozenUntil !== null);
  await call(page, "POST", `/limits/${limit.id}/pause`, {});
  await expect(card(page)).toContainText("Paused");
  await expect(card(page)).not.toContainText("Leeloo asked to hold on");
  await page.goto("/credentials");
  await expect(page.getByTestId(`limit-${limit.id}`).first()).toContainText("Paused");
  await expect(page.getByTestId(`limit-${limit.id}`).first()).not.toContainText("Leeloo asked to hold on");
  await call(page, "POST", `/limits/${limit.id}/resume`, {});
});

test("a run of many requests says first how many and how long, by what is on the canvas now", async ({ page }) => {
  const credential = await shop(page);
  const made = document(
    "To everybody",
    [
      node("in", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items: ["Олена"] }, at(320, 0)),
      node("tags", "leeloo.tag.list", {}, { credential, parent: "people", ...at(400, 136) }),
    ],
    [edge("in", "people"), edge("people", "tags", "item")],
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  await open(page, id);
  await page.getByTestId("head-people").click({ position: { x: 60, y: 30 } });
  const many = JSON.stringify(Array.from({ length: 60 }, () => 1));
  await write(editorOf(page, "items"), many);
  await page.getByTestId("toolbar-run").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("About 60 requests");
  await expect(dialog).toContainText(/takes [\d.]+ sec: done at about \d+:\d\d/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
  expect(items).toEqual([]);
});

test("a token is told by its name, never by its id: the list waits for the names", async ({ page }) => {
  await shop(page);
  const held: (() => void)[] = [];
  await page.route(/\/api\/v1\/credentials\?/, (route) => void held.push(() => void route.continue()));
  const listed = page.waitForResponse("**/api/v1/limits");
  await page.goto("/limits");
  await (await listed).finished();
  await expect(page.locator("[aria-busy=true]")).toBeVisible();
  await expect(page.getByTestId("limit")).toHaveCount(0);
  for (const letGo of held) letGo();
  await expect(card(page)).toBeVisible();
});

test("a list that does not come says so, and is asked for again; without a token the page says what would be here", async ({
  page,
}) => {
  await shop(page);
  await page.route("**/api/v1/limits", (route) => route.abort());
  await page.goto("/limits");
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await page.unroute("**/api/v1/limits");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(card(page)).toBeVisible();
  for (const list of ["workflows", "credentials"])
    for (const { id } of (await call(page, "GET", `/${list}`)).items) await call(page, "DELETE", `/${list}/${id}`);
  await expect(page.getByRole("heading", { name: "No token with a limit yet" })).toBeVisible();
  await page.getByRole("link", { name: "To the credentials" }).click();
  await expect(page.getByRole("heading", { name: "Credentials" })).toBeVisible();
});

test("speaks Ukrainian and Russian", async ({ page }) => {
  await shop(page);
  for (const [locale, title, none] of [
    ["uk", "Ліміти", "Ніхто не чекає"],
    ["ru", "Лимиты", "Никто не ждёт"],
  ] as const) {
    const speak = await page.addInitScript(`localStorage.setItem("leeway.locale", "${locale}")`);
    await page.goto("/limits");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(card(page)).toContainText(none);
    await speak.dispose();
  }
});
