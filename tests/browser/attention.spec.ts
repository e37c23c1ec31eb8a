import type { Page } from "@playwright/test";
import { chain, document, edge, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { channelOf, credentialOf, loseMessages } from "./lost-messages.js";
import { whereTimeStands } from "./time-stands.js";

// A list that does not come is an error in the console as well.
test.use({ expected: [/ERR_FAILED/] });

const badge = (page: Page) => page.getByTestId("attention-count");

async function askApproval(page: Page) {
  const made = document(
    "Discounts",
    [
      node("in", "trigger.manual"),
      {
        ...node("ok", "logic.wait", { mode: "approval", message: "Olena asks for 40 %.\nMay she have it?" }),
        name: "Discount of 40 %?",
      },
      node("end", "logic.stop", { outcome: "success" }),
    ],
    chain("in", "ok", "end"),
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("waiting");
  return runId as string;
}

/** How far each place's icon stands from its top, and how high it is apart from its name. */
async function heightsOfPlaces(page: Page): Promise<string[]> {
  return page.getByRole("navigation").evaluate((bar) =>
    [...bar.querySelectorAll("a")].map((place) => {
      const { top, height } = place.getBoundingClientRect();
      const icon = place.querySelector("svg")?.getBoundingClientRect();
      const words = place.querySelector("span span, .mantine-NavLink-body")?.getBoundingClientRect();
      return `${Math.round((icon?.top ?? 0) - top)} ${Math.round(height - (words?.height ?? 0))}`;
    }),
  );
}

test("nothing waits at first, and the page says what would", async ({ page }) => {
  await page.goto("/attention");
  await expect(page.getByRole("heading", { name: "Nothing needs you" })).toBeVisible();
  await expect(badge(page)).toHaveCount(0);
  await expectAccessible(page, "nothing waits");
});

test("what waits is counted live, told with what was sent and found, and answered where it stands", async ({
  page,
}) => {
  await page.goto("/attention");
  const { id, runs } = await loseMessages(page, "Shop orders", ["Are you there?"]);
  await expect(badge(page)).toContainText("1");
  const entry = page.getByTestId("waits-send");
  await expect(entry).toContainText("Write to the customer");
  await expect(entry).toContainText("Are you there?");
  await expect(entry).toContainText("Leeway looked and saw nothing of it");
  await expect(entry.getByRole("definition").filter({ hasText: "Are you there?" })).toBeVisible();
  await expect(entry.getByRole("group", { name: "What was sent" })).toHaveCount(0);
  await entry.getByRole("button", { name: "Raw" }).click();
  await expect(entry.getByRole("group", { name: "What was sent" })).toContainText("account_id");
  // One entry is no several, and its count makes no place of the bar taller than its neighbours.
  await expect(page.getByRole("checkbox", { name: /shown/ })).toHaveCount(0);
  expect(new Set(await heightsOfPlaces(page))).toHaveProperty("size", 1);
  await expectAccessible(page, "a doubt");
  await entry.getByTestId("say-retry").click();
  await expect(page.getByRole("dialog")).toContainText("Send 1 call again?");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.route("**/api/v1/attention/resolve", (route) => route.abort());
  await entry.getByTestId("say-done").click();
  await expect(page.getByRole("alert").filter({ hasText: "The server does not answer" })).toBeVisible();
  await page.unroute("**/api/v1/attention/resolve");
  await entry.getByTestId("say-done").click();
  await expect(page.getByText("Answered", { exact: true })).toBeVisible();
  await expect(entry).toHaveCount(0);
  await expect.poll(async () => (await call(page, "GET", `/runs/${runs[0]}`)).status).toBe("succeeded");
  await expect(badge(page)).toHaveCount(0);
  expect((await call(page, "GET", `/attention?workflowId=${id}`)).total).toBe(0);
});

test("“It arrived” is asked about where a later step reads what came back", async ({ page }) => {
  const reads = node("keep", "logic.set", { fields: [{ name: "id", value: "{{ steps.send.data.id }}" }] });
  const { runs } = await loseMessages(page, "Read later", ["one", "two"], { ...reads, name: "Keep the number" });
  await page.goto("/attention");
  const entries = page.getByRole("listitem").filter({ hasText: "Read later" });
  await expect(entries).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Choose all 2 shown" }).check();
  await page.getByTestId("all-done").click();
  await expect(page.getByRole("dialog")).toContainText("The step Keep the number reads it and will fail without it.");
  await expect(page.getByTestId("ask-yes")).toHaveText("Go on without it (2)");
  await page.getByRole("button", { name: "Cancel" }).click();
  await entries.first().getByTestId("say-done").click();
  await page.getByRole("dialog").getByRole("button", { name: "Open the run" }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runs[1]}$`));
  await page.getByLabel("What came back, if you know it (JSON)").fill('{ "data": { "id": "m-1" } }');
  await page.getByTestId("resolve-done").click();
  await expect.poll(async () => (await call(page, "GET", `/runs/${runs[1]}`)).status).toBe("succeeded");
  await page.goto("/attention");
  await entries.getByTestId("say-done").click();
  await page.getByTestId("ask-yes").click();
  await expect.poll(async () => (await call(page, "GET", `/runs/${runs[0]}`)).status).toBe("failed");
});

test("a loop that waits for a person says so instead of when it will be done, and leads to what is unclear", async ({
  browser,
  page,
}) => {
  const credential = await credentialOf(page);
  const channel = await channelOf(page, credential);
  const write = { account_id: channel, text: "Вітаємо, {{ item }}!" };
  const made = document(
    "Greet all",
    [
      node("in", "trigger.manual"),
      node("people", "logic.each", { items: ["Олена", "Іван", "Марта"] }),
      node("write", "leeloo.message.send", write, { credential, parent: "people" }),
    ],
    [edge("in", "people"), edge("people", "write", "item")],
  );
  const { id } = await call(page, "POST", "/workflows", { document: made });
  const match = { method: "POST", path: "/messages/send-message" };
  await call(page, "POST", "/sandbox/faults", { match, with: "cutBefore", times: 1 });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  // Until Leeway has looked for it: by then the pace of the other two could be told.
  const waits = async () => (await call(page, "GET", `/attention?workflowId=${id}`)).items[0];
  await expect.poll(async () => (await waits())?.check?.times).toBe(1);
  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("step-people");
  await expect(loop.getByTestId("loop-waits-people")).toHaveText("Waits for you: decide about the unclear items");
  await expect(loop.getByTestId("loop-progress")).toHaveText("2 of 3");
  await page.getByRole("button", { name: "Show the unclear items" }).click();
  await expect(loop.getByTestId("items-filter")).toHaveValue("Unclear");
  await expect(loop.getByRole("button", { name: /^people/ })).toBeFocused();
  await expect(loop.getByRole("row").filter({ hasText: /Олена|Іван|Марта/ })).toHaveCount(1);
  await expectAccessible(page, "a loop that waits for a person");
  const still = await whereTimeStands(browser, page);
  await still.goto(`/runs/${runId}`);
  await expect(still.getByTestId("loop-waits-people")).toBeVisible();
  await expect(still.getByTestId("loop-progress")).toHaveText("2 of 3");
  await still.context().close();
  const { key } = await waits();
  await call(page, "POST", `/runs/${runId}/steps/${encodeURIComponent(key)}/resolve`, { as: "done" });
  await expect(page.getByTestId("run-status")).toContainText("Done");
  await expect(loop.getByTestId("loop-waits-people")).toHaveCount(0);
});

test("a person is told by name, as the run knows them that asks, whatever run was looked at before", async ({
  page,
}) => {
  const credential = await credentialOf(page);
  const match = { method: "POST", path: "/messages/send-message" };
  const names = ["Daryna Melnyk", "Iryna Koval"];
  await call(page, "POST", "/sandbox/faults", { match, with: "cutBefore", times: names.length });
  const person = { name: "{{ trigger.name }}", leadgentool_id: "5e1f119d6c384804b31e945e" };
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      "Greetings",
      [
        node("in", "trigger.manual"),
        node("make", "leeloo.person.create", person, { credential }),
        node("send", "leeloo.message.send", { account_id: "{{ steps.make.data.id }}", text: "Hello!" }, { credential }),
      ],
      chain("in", "make", "send"),
    ),
  });
  const runs: string[] = [];
  for (const name of names) runs.push((await call(page, "POST", `/workflows/${id}/runs`, { payload: { name } })).runId);
  for (const run of runs)
    await expect.poll(async () => (await call(page, "GET", `/runs/${run}`)).status).toBe("needs_attention");
  // A run is open, and left by a link of the page itself.
  await page.goto(`/runs/${runs[0]}`);
  await expect(page.getByText(names[0] ?? "").first()).toBeVisible();
  await badge(page).click();
  for (const name of names)
    await expect(
      page.getByRole("definition").filter({ hasText: new RegExp(`^${name} · [0-9a-f]{24}$`) }),
    ).toBeVisible();
  await expectAccessible(page, "a doubt about somebody");
  // The tests of this file share a server, and count what waits there.
  for (const run of runs) await call(page, "POST", `/runs/${run}/steps/send/resolve`, { as: "fail" });
  await expect(badge(page)).toHaveCount(0);
});

test("several take one answer after a question with their number, by keyboard as well", async ({ page }) => {
  const { runs } = await loseMessages(page, "A wave", ["one", "two", "three"]);
  const approval = await askApproval(page);
  await page.goto("/attention");
  await expect(page.getByRole("listitem").filter({ hasText: "A wave" })).toHaveCount(3);
  await page.getByRole("combobox", { name: "What is asked" }).click();
  await page.getByRole("option", { name: "Arrived or not?" }).click();
  await expect(page).toHaveURL(/kind=unknown/);
  await expect(page.getByText("Discount of 40 %?")).toHaveCount(0);
  const all = page.getByRole("checkbox", { name: "Choose all 3 shown" });
  await all.focus();
  await page.keyboard.press("Space");
  await page.getByTestId("all-fail").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Take 3 steps as failed?");
  const words: string[] = [];
  page.on("request", (one) => one.method() === "POST" && words.push(new URL(one.url()).pathname));
  // The question takes the focus when it has opened.
  await expect(page.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByTestId("ask-yes").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Answered 3 steps")).toBeVisible();
  await expect(page.getByText("Nothing waits for you with this filter.")).toBeVisible();
  expect(words).toEqual(["/api/v1/attention/resolve"]);
  for (const run of runs)
    await expect.poll(async () => (await call(page, "GET", `/runs/${run}`)).status).toBe("failed");
  await page.getByRole("button", { name: "Show everything" }).click();
  const asked = page.getByTestId("waits-ok");
  await expect(asked).toContainText("Olena asks for 40 %.");
  await expect(asked).not.toContainText("timeout");
  await expectAccessible(page, "an approval");
  await asked.getByTestId("say-approve").click();
  await expect.poll(async () => (await call(page, "GET", `/runs/${approval}`)).status).toBe("succeeded");
  await expect(page.getByRole("heading", { name: "Nothing needs you" })).toBeVisible();
});

test("a list that does not come says so, and is asked for again", async ({ page }) => {
  await page.route("**/api/v1/attention?limit=50*", (route) => route.abort());
  await page.goto("/attention");
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await page.unroute("**/api/v1/attention?limit=50*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Nothing needs you" })).toBeVisible();
});

test("speaks Ukrainian and Russian", async ({ page }) => {
  await loseMessages(page, "Мовами", ["Ви тут?"]);
  for (const [locale, title, word] of [
    ["uk", "Чекає на вас", "Надіслати ще раз"],
    ["ru", "Ждёт вас", "Отправить ещё раз"],
  ] as const) {
    const speak = await page.addInitScript(`localStorage.setItem("leeway.locale", "${locale}")`);
    await page.goto("/attention");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByTestId("waits-send").getByRole("button", { name: word })).toBeVisible();
    await speak.dispose();
  }
});

test("two equal messages that both arrived show what was seen in words, each by its number in the list", async ({
  page,
}) => {
  const credential = await credentialOf(page);
  const channel = await channelOf(page, credential);
  const match = { method: "POST", path: "/messages/send-message" };
  await call(page, "POST", "/sandbox/faults", { match, with: "cutAfter", times: 2 });
  const write = { account_id: channel, text: "{{ item }}" };
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      "Invitations",
      [
        node("in", "trigger.manual"),
        node("people", "logic.each", { items: ["Вітаємо!", "Вітаємо!"], concurrency: 2 }),
        node("write", "leeloo.message.send", write, { credential, parent: "people" }),
      ],
      [edge("in", "people"), edge("people", "write", "item")],
    ),
  });
  await call(page, "POST", `/workflows/${id}/runs`, {});
  await page.goto(`/attention?workflow=${id}`);
  const first = page.getByTestId("waits-write[0]");
  await expect(first).toContainText("Item 1");
  await expect(page.getByTestId("waits-write[1]")).toContainText("Item 2");
  await expect(first.getByTestId("found")).toHaveText([/^Вітаємо! · .+/, /^Вітаємо! · .+/]);
  await expect(first).not.toContainText("createdAt");
});
