import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { document, edge, node } from "../system/documents.js";
import { call, choose, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

const SECRET = "the-secret-of-the-shop";
const hook = node("in", "trigger.webhook", {}, at(0, 0));
const set = node(
  "set",
  "logic.set",
  { fields: [{ name: "order", value: "{{ trigger.body.orderReference }}" }] },
  at(320, 0),
);
const payments = document("Payments", [hook, set], [edge("in", "set")]);

/** A payment as WayForPay tells of it, signed with this secret. */
function pay(url: string, secret: string) {
  const signed = ["shop", "1042", 1490, "UAH", "5", "44****44", "Approved", 1100];
  const names = "merchantAccount orderReference amount currency authCode cardPan transactionStatus reasonCode".split(
    " ",
  );
  const fields = Object.fromEntries(names.map((name, index) => [name, signed[index]]));
  const merchantSignature = createHmac("md5", secret).update(signed.join(";")).digest("hex");
  const body = JSON.stringify({ ...fields, merchantSignature });
  return fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
}
const listening = (page: Page) => page.getByTestId("webhook-listen");

test("the sender is chosen first, and the next call to the test address becomes the sample", async ({
  page,
  leeway,
}) => {
  const data = { type: "webhookSecret", name: "WayForPay shop", data: { secret: SECRET } };
  await call(page, "POST", "/credentials", data);
  const id = await openNew(page, payments);
  await choose(page, "in");
  await page.getByRole("combobox", { name: "Who sends the data" }).click();
  await page.getByRole("option", { name: "WayForPay" }).click();
  await page.getByRole("combobox", { name: "Credential" }).click();
  await page.getByRole("option", { name: "WayForPay shop" }).click();
  await expect(page.getByTestId("webhook-guide")).toContainText("serviceUrl");
  await expect(page.getByTestId("webhook-curl")).toContainText("openssl dgst -md5");

  await listening(page).getByRole("button", { name: "Listen for a call" }).click();
  await expect(listening(page)).toContainText("Send a call to the test address now");
  const url = await page.getByTestId("webhook-test-url").innerText();
  expect(url).toContain(`${leeway.origin}/hooks-test/`);
  expect((await pay(url, "another secret")).status).toBe(401);
  await expect(page.getByTestId("webhook-heard")).toContainText("The signature or the secret is not the right one");
  const taken = await pay(url, SECRET);
  expect(await taken.json()).toMatchObject({ orderReference: "1042", status: "accept" });
  await expect(page.getByTestId("webhook-heard")).toContainText("A call came");
  await expect(listening(page)).toContainText("44****44");
  await expect(listening(page).getByRole("button", { name: "Listen again" })).toBeVisible();
  expect((await pay(url, SECRET)).status).toBe(404);

  // The next step works with it at once.
  await choose(page, "set");
  await expect(page.getByTestId("inspector")).toContainText("1042");
  await saved(page);
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  const output = async () => (await call(page, "GET", `/runs/${runId}/steps/set`)).output;
  await expect.poll(output).toEqual({ order: "1042" });
});

test("what a published webhook turned away stands at its trigger, with what to do", async ({ page }) => {
  const { id: credential } = await call(page, "POST", "/credentials", {
    type: "webhookSecret",
    name: "Shop",
    data: { secret: SECRET },
  });
  const guarded = { ...hook, params: { auth: "wayforpay" }, credential };
  const id = await openNew(page, document("Live", [guarded, set], [edge("in", "set")]));
  await call(page, "POST", `/workflows/${id}/publish`, {});
  const { url } = (await call(page, "GET", `/workflows/${id}`)).triggers[0];
  expect((await pay(url, "another secret")).status).toBe(401);
  expect((await fetch(url, { method: "POST" })).status).toBe(401);
  await page.reload();
  await choose(page, "in");
  const refused = page.getByTestId("webhook-refused");
  await expect(refused).toContainText("Calls were turned away");
  await expect(refused).toContainText("Compare the secret in the credential with the one at the sender");
  await expect(refused).toContainText("Nothing in the call proves the sender");
});

test("a file that came with a form is downloaded from the run's page", async ({ page }) => {
  const id = await openNew(page, document("Form", [hook, set], [edge("in", "set")]));
  await call(page, "POST", `/workflows/${id}/publish`, {});
  const { url } = (await call(page, "GET", `/workflows/${id}`)).triggers[0];
  const body = new FormData();
  body.append("orderReference", "1042");
  body.append("cv", new File(["a short life"], "резюме.txt", { type: "text/plain" }));
  const { runId } = (await (await fetch(url, { method: "POST", body })).json()) as { runId: string };
  await page.goto(`/runs/${runId}`);
  await page.getByTestId("step-in").getByRole("button").first().click();
  const download = page.waitForEvent("download");
  await page.getByTestId("run-files").getByRole("link", { name: "резюме.txt" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("резюме.txt");
  expect(await readFile(await file.path(), "utf8")).toBe("a short life");
});
