import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { colleague } from "./colleague.js";
import { call, demoId, expect, openNew, pageOf, signedIn as test } from "./leeway.js";

const email = "anna@example.com";
/** Places by their links at the left, and views of one thing by their addresses, each to the end of what it loads. */
async function walk(theirs: Page, links: readonly string[], addresses: readonly string[]) {
  const loaded = async () => {
    await expect(theirs.getByRole("heading").first()).toBeVisible();
    await expect(theirs.getByRole("status", { name: "Loading…" })).toHaveCount(0);
  };
  await theirs.goto("/workflows");
  for (const name of links) {
    await theirs.getByRole("navigation").first().getByRole("link", { name, exact: true }).click();
    await loaded();
  }
  for (const address of addresses) {
    await theirs.goto(address);
    await loaded();
  }
}

const places = [
  "Runs",
  "Needs you",
  "Leeloo events",
  "Leeloo sandbox",
  "Data",
  "Credentials",
  "Limits",
  "Team",
  "Settings",
];

test("who may look or look after runs finds no button that would be refused", async ({ page, browser, leeway }) => {
  const id = await demoId(page);
  await call(page, "POST", `/workflows/${id}/publish`, {});
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  const { url } = await call(page, "POST", "/invitations", { email, role: "viewer" });
  const theirs = await pageOf(browser, leeway, { storageState: { cookies: [], origins: [] } });
  const refused: string[] = [];
  theirs.on("response", (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
  const token = new URL(url).hash.replace(/^#/, "").replace(/^token=/, "");
  const join = { token, name: "Anna", password: "flowers for everyone 7" };
  const joined = await theirs.request.post(`${leeway.origin}/api/v1/auth/invitation/join`, {
    data: join,
    headers: { origin: leeway.origin },
  });
  expect(joined.status()).toBe(204);
  const workflow = `/workflows/${id}`;

  await test.step("a viewer looks at everything", async () => {
    await walk(theirs, places, [`${workflow}/versions`, "/data?tab=fields", workflow]);
    await expect(theirs.getByTestId("read-only")).toContainText("You can look at everything here");
    for (const button of ["toolbar-run", "toolbar-publish", "toolbar-save", "brake-stop"])
      await expect(theirs.getByTestId(button)).toHaveCount(0);
    await theirs.getByTestId("node-person").click();
    await expect(theirs.getByTestId("inspector-name")).toHaveJSProperty("readOnly", true);
    await theirs.getByTestId("inspector-tab-settings").click();
    await expect(theirs.getByRole("radio").first()).toBeDisabled();
    await theirs.getByTestId("inspector-tab-data").click();
    await theirs.getByTestId("node-person").press("Delete");
    await expect(theirs.getByTestId("node-person")).toBeVisible();
    await theirs.goto("/credentials");
    await expect(theirs.getByTestId("who-may")).toContainText("owner, admin");
    await expect(theirs.getByTestId("credential-new")).toHaveCount(0);
    await theirs.goto(`/runs/${runId}`);
    await expect(theirs.getByTestId("run-status")).toContainText("Done");
    await expect(theirs.getByTestId("replay-run")).toHaveCount(0);
    await theirs.goto("/settings");
    await expect(theirs.getByTestId("timezone")).toBeDisabled();
    await expect(theirs.getByTestId("key-create")).toHaveCount(0);
    expect(refused).toEqual([]);
  });

  await test.step("an operator starts a run and repeats it, and changes no workflow", async () => {
    const { items } = await call(page, "GET", "/members");
    const member = items.find((one: { email: string }) => one.email === email);
    await call(page, "PATCH", `/members/${member.id}`, { role: "operator" });
    await walk(theirs, ["Leeloo events", "Settings"], ["/leeloo?tab=events", workflow]);
    await expect(theirs.getByTestId("read-only")).toContainText("You look after the runs here");
    await expect(theirs.getByTestId("toolbar-publish")).toHaveCount(0);
    await theirs.getByTestId("node-order").click();
    await expect(theirs.getByTestId("webhook-url")).toContainText("/hooks/");
    await theirs.getByTestId("toolbar-run").click();
    await expect(theirs.getByTestId("state-message")).toHaveAttribute("data-state", "succeeded");
    await theirs.goto(`/runs/${runId}`);
    await theirs.getByTestId("replay-run").click();
    await theirs.getByRole("menuitem", { name: "As it was" }).click();
    await theirs.getByTestId("ask-yes").click();
    await expect(theirs.getByTestId("replay-of")).toContainText(runId.slice(-6));
    expect(refused).toEqual([]);
  });
});

test("who gets another role finds it in the pages that are open: other buttons, and nothing that it hides", async ({
  page,
  browser,
}) => {
  const nodes = [
    node("order", "trigger.webhook", { method: "POST" }),
    node("rest", "logic.wait", { mode: "duration", amount: 1, unit: "hours" }),
  ];
  const id = await openNew(page, document("Rests", nodes, chain("order", "rest")));
  const phone = "+380 67 555 12 34";
  const payload = { body: { phone }, query: {}, headers: {}, method: "POST", receivedAt: "2026-11-22T10:00:00.000Z" };
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, { payload, version: "draft" });
  const ivan = await colleague(browser, page, "Ivan Petrenko", "operator");
  await ivan.goto(`/runs/${runId}`);
  await expect(ivan.getByRole("main")).toContainText(phone);
  await expect(ivan.getByRole("button", { name: "Stop the run" })).toBeVisible();

  const { user } = await call(ivan, "GET", "/me");
  await call(page, "PATCH", `/members/${user.id}`, { role: "viewer" });
  await expect(ivan.getByRole("button", { name: "Stop the run" })).toBeHidden();
  await expect(ivan.getByRole("main")).toContainText("•••34");
  await expect(ivan.getByRole("main")).not.toContainText(phone);

  await call(page, "PATCH", `/members/${user.id}`, { role: "operator" });
  await expect(ivan.getByRole("main")).toContainText(phone);
  await ivan.context().close();
});
