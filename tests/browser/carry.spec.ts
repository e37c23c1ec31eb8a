import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.js";
import { chooses } from "./choosing-file.js";
import { call, expect, openNew, signedIn as test } from "./leeway.js";

test.use({ expected: [/status of 422/] });

const asks = {
  schemaVersion: 1,
  name: "Asks the shop",
  nodes: [{ id: "start", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
  edges: [],
  notes: [],
  settings: {},
};

const pictures = process.env["TEST_PICTURES"];
const jsonFile = (name: string, buffer: Buffer) => ({ name, mimeType: "application/json", buffer });
/** For whoever wants to look at it. */
const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${pictures}/carry-${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: "light" });
};

test("a workspace is taken along as a file, and taken in where one is: shown first, then done, then completed", async ({
  page,
}) => {
  await openNew(page, asks);
  const data = { token: "token-of-the-shop", allowedHosts: ["shop.example"] };
  const { id } = await call(page, "POST", "/credentials", { type: "httpBearer", name: "Shop API", data });
  let file = jsonFile("", Buffer.from(""));
  chooses(page, () => file);
  await page.goto("/settings");
  await page.getByTestId("carry").scrollIntoViewIfNeeded();
  await picture(page, "section");
  const saving = page.waitForEvent("download");
  await page.getByTestId("carry-export").click();
  const text = readFileSync(await (await saving).path(), "utf8");
  expect(text).toContain("Shop API");
  expect(text).not.toContain(data.token);

  await call(page, "DELETE", `/credentials/${id}`);
  const take = async (name: string, buffer: Buffer) => {
    file = jsonFile(name, buffer);
    await page.getByTestId("carry-import").press("Enter");
  };
  await take("newer.json", Buffer.from(text.replace('"schemaVersion": 1', '"schemaVersion": 2')));
  const dialog = page.getByTestId("import-dialog");
  await expect(dialog.getByRole("alert")).toContainText("A newer Leeway wrote this file");
  await expect(page.getByTestId("import-yes")).toBeDisabled();
  await picture(page, "refused");
  await page.keyboard.press("Escape");

  await take("cut.json", Buffer.from(text.slice(0, 200)));
  const refusal = page.getByRole("alert").filter({ hasText: "“cut.json” is no JSON: line" });
  await expect(refusal).toBeVisible();
  await take("old.json", Buffer.from([0x22, 0xcf, 0xf0, 0x22]));
  await expect(page.getByRole("alert").filter({ hasText: "“old.json” is no text in UTF-8" })).toBeVisible();
  const wrong = JSON.parse(text) as { workflows: { labels: string[]; document: { name: string } }[] };
  wrong.workflows.find(({ document }) => document.name === asks.name)?.labels.push("None");
  await take("wrong.json", Buffer.from(JSON.stringify(wrong)));
  await expect(dialog.getByRole("alert")).toContainText("“wrong.json” cannot be taken in");
  await expect(dialog.getByRole("alert")).toContainText(/workflows\[\d+\]\.labels\[0\] \(“Asks the shop”\): /);
  await expect(dialog.getByRole("alert")).toContainText("Mend the file at these places, or export it anew.");
  await picture(page, "wrong");
  await page.keyboard.press("Escape");

  await take("workspace.json", Buffer.from(text));
  await expect(page.getByTestId("import-credentials")).toContainText("1 new");
  await page.getByTestId("import-credentials-names").press("Enter");
  await expect(page.getByTestId("import-credentials")).toContainText("Shop API");
  await expect(dialog).toContainText("1 credential needs its secret");
  await picture(page, "plan");
  await page.getByTestId("import-yes").press("Enter");
  await expect(page.getByTestId("import-next")).toBeVisible();
  await picture(page, "done");
  await page.getByTestId("import-secrets").getByRole("link", { name: "Shop API" }).press("Enter");
  await page.getByTestId("credential-field-token").fill("token-of-this-shop");
  const row = page.getByRole("row", { name: /Shop API/ });
  await page.getByTestId("credential-save").press("Enter");
  await expect(row).toBeVisible();
  await expect(row).not.toContainText("needs its secret");
});

test("what of a file is other than here is looked at, and chosen for each workflow by itself; the draft is kept", async ({
  page,
}) => {
  const id = await openNew(page, { ...asks, name: "Asks the stock" });
  const file = (await call(page, "GET", "/workspace/export")) as {
    workflows: { id: string; document: typeof asks & { nodes: { name?: string }[] } }[];
  };
  const one = file.workflows.find((workflow) => workflow.id === id);
  Object.assign(one?.document.nodes[0] ?? {}, { name: "Asked by hand" });
  file.workflows.push({ id: "wf_new", document: { ...asks, name: "Only in the file" } });
  chooses(page, () => jsonFile("workspace.json", Buffer.from(JSON.stringify(file))));
  await page.goto("/settings");
  await page.getByTestId("carry-import").press("Enter");

  const mine = page.getByTestId("import-one-Asks the stock");
  await expect(mine).toContainText("differs · under a new name");
  await mine.getByRole("button", { name: "What is different?" }).press("Enter");
  await expect(mine.getByTestId("difference")).toContainText("Asked by hand");
  await mine.getByRole("combobox").selectOption("Take theirs");
  await expect(mine).toContainText("Your draft is kept as version 1");
  await picture(page, "difference");
  await expectAccessible(page, "what a file brings");
  const fresh = page.getByTestId("import-one-Only in the file");
  await fresh.getByRole("combobox").selectOption("Leave out");
  await expect(fresh).toContainText("left out");
  // A server that is slow says so itself nowhere: the dialog does.
  let goOn = () => {};
  const seen = new Promise<void>((resolve) => (goOn = resolve));
  await page.route("**/workspace/import", async (route) => {
    await seen;
    await route.continue();
  });
  await page.getByTestId("import-yes").press("Enter");
  await expect(page.getByTestId("import-waits")).toContainText("A large file takes a few seconds");
  goOn();
  const came = page.getByTestId("import-came");
  await expect(came).toContainText("Asks the stock");
  await expect(came).not.toContainText("Only in the file");
  await picture(page, "came");
  await expectAccessible(page, "what has come");
  await came.getByRole("link", { name: "Your draft is version 1" }).press("Enter");
  await expect(page.getByTestId("version-1")).toContainText("Draft, kept when a file came in");
  await picture(page, "versions");
  await page.getByTestId("restore-1").press("Enter");
  await expect(page.getByTestId("canvas")).toBeVisible();
  const draft = async () => (await call(page, "GET", `/workflows/${id}`)).document.nodes[0].name;
  await expect.poll(draft).toBeUndefined();
});

test("what a file brings is said in every language, on a small and on a wide screen", async ({ page }) => {
  await openNew(page, { ...asks, name: "Sorts orders" });
  const file = await call(page, "GET", "/workspace/export");
  for (const { document } of file.workflows) Object.assign(document.nodes[0], { name: "Changed" });
  file.credentials.push({
    id: "c",
    type: "httpBearer",
    name: "Stock of the shop",
    data: { allowedHosts: ["a.example"] },
  });
  chooses(page, () => jsonFile("workspace.json", Buffer.from(JSON.stringify(file))));
  const words = { en: "under a new name", uk: "під новою назвою", ru: "под новым названием" };
  for (const [locale, said] of Object.entries(words)) {
    await page.evaluate(`localStorage.setItem("leeway.locale", "${locale}")`);
    await page.setViewportSize(locale === "ru" ? { width: 1920, height: 1080 } : { width: 1280, height: 720 });
    await page.goto("/settings");
    await page.getByTestId("carry-import").press("Enter");
    await expect(page.getByTestId("import-one-Sorts orders")).toContainText(said);
    const dialog = page.getByTestId("import-dialog");
    expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true);
    await picture(page, `plan-${locale}`);
    await page.keyboard.press("Escape");
  }
  await page.evaluate('localStorage.removeItem("leeway.locale")');
});

test("a step whose credential lacks its secret says so, keeps the workflow from going live, and leads to where it is entered", async ({
  page,
}) => {
  const data = { token: "token-of-the-shop", allowedHosts: ["shop.example"] };
  await openNew(page, asks);
  const made = await call(page, "POST", "/credentials", { type: "httpBearer", name: "Stock", data });
  const file = await call(page, "GET", "/workspace/export");
  await call(page, "DELETE", `/credentials/${made.id}`);
  const brought = await call(page, "POST", "/workspace/import", { file, choices: { workflows: "mine" } });
  const { id: credential } = brought.credentials.find(({ name }: { name: string }) => name === "Stock");
  const ask = { id: "ask", type: "http.request", credential, params: { url: "https://shop.example/" } };
  await openNew(page, {
    ...asks,
    name: "Needs a secret",
    nodes: [...asks.nodes, { ...ask, position: { x: 300, y: 0 } }],
    edges: [{ id: "e", source: "start", sourceHandle: "main", target: "ask" }],
  } as never);
  await page.getByTestId("toolbar-publish").press("Enter");
  const problem = page.getByTestId("problem-ask");
  await expect(problem).toContainText("The credential “Stock” came without its secret. Enter it under “Credentials”.");
  await picture(page, "problem");
  await problem.press("Enter");
  const field = page.getByTestId("param-credential");
  await expect(field).toContainText("came without its secret");
  await picture(page, "step");
  const opening = page.context().waitForEvent("page");
  await field.getByRole("link", { name: "Enter its secret" }).press("Enter");
  const tab = await opening;
  await tab.getByTestId("credential-field-token").fill("token-of-this-shop");
  await tab.getByTestId("credential-save").press("Enter");
  await expect(tab.getByTestId("credential-field-token")).toBeHidden();
  await tab.close();
  // Every page of a browser without a screen is visible all the time: it is not told that one has come back.
  await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
  await expect(field).not.toContainText("came without its secret");
});

test("a file that brings nothing says so, and can be loaded once something of it is wanted", async ({ page }) => {
  await openNew(page, { ...asks, name: "Is here already" });
  const file = await call(page, "GET", "/workspace/export");
  chooses(page, () => jsonFile("same.json", Buffer.from(JSON.stringify(file))));
  await page.goto("/settings");
  await page.getByTestId("carry-import").press("Enter");
  const dialog = page.getByTestId("import-dialog");
  await expect(dialog).toContainText("Nothing would change: all of it is here already.");
  await expect(page.getByTestId("import-yes")).toBeDisabled();
  await dialog.getByRole("combobox", { name: /^Credentials/ }).selectOption({ label: "Keep both" });
  await expect(page.getByTestId("import-yes")).toBeEnabled();
  await expect(dialog).not.toContainText("Nothing would change");
});
