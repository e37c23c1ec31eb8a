import { picture, person, openSteps, list, openList, option, pasteInto } from "./choices.js";
import { call, choose, editorOf, expect, openNew, saved, signedIn as test } from "./leeway.js";
import { chain, document, edge, node } from "../system/documents.js";
import { at } from "./small-workflows.js";

// The list that fails answers 424, as it says.
test.use({ expected: [/424 \(Failed Dependency\)/] });

test("a list of a paused credential says so, and comes once that is resumed", async ({ page }) => {
  await openSteps(page);
  await choose(page, "tag");
  await openList(page, "tag_id");
  await expect(option(page, "VIP")).toBeVisible();
  const { items: credentials } = await call(page, "GET", "/credentials");
  const { id: credential, name } = credentials.find(({ sandbox }: { sandbox: boolean }) => sandbox);
  const { items } = await call(page, "GET", "/limits");
  const limit = items.find(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(credential));
  await call(page, "POST", `/limits/${limit.id}/pause`);
  await list(page).getByRole("button", { name: "Reload the list" }).click();
  const why = list(page).getByRole("alert");
  await expect(why).toContainText(`Sending with the credential “${name}” is paused. Resume it`);
  await expect(why.getByRole("link", { name: "Open the credentials" })).toBeVisible();
  await picture(page, "paused");
  await call(page, "POST", `/limits/${limit.id}/resume`);
  await why.getByRole("button", { name: "Try again" }).click();
  await expect(why).toHaveCount(0);
  await expect(option(page, "VIP")).toBeVisible();
});

test("a list waits while our own runs have used up the token's limit, says so, and comes once there is room", async ({
  page,
}) => {
  await openSteps(page);
  const { items: credentials } = await call(page, "GET", "/credentials");
  const { id: credential } = credentials.find(({ sandbox }: { sandbox: boolean }) => sandbox);
  const limit = async () => {
    const { items } = await call(page, "GET", "/limits");
    return items.find(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(credential));
  };
  const nodes = [
    node("start", "trigger.manual", {}, at(0, 0)),
    node("each", "logic.each", { items: Array.from({ length: 290 }, (_, at) => at), concurrency: 20 }, at(320, 0)),
    node("ask", "leeloo.tag.list", {}, { parent: "each", credential, ...at(400, 136) }),
  ];
  const busy = document("Busy", nodes, [edge("start", "each"), edge("each", "ask", "item")]);
  // Other lanes would leave some of the limit to lists.
  const { id } = await call(page, "POST", "/workflows", { document: { ...busy, settings: { lane: "critical" } } });
  await call(page, "POST", `/workflows/${id}/runs`, { version: "draft" });
  await expect.poll(async () => (await limit()).sent60).toBe(290);

  // A list that no other test has read: what was read a moment ago needs no request.
  await choose(page, "template");
  await openList(page, "category_id");
  const why = list(page).getByRole("status");
  await expect(why).toHaveText(
    "This minute’s Leeloo limit is used up. The list appears as soon as there is room; runs go first.",
  );
  await expect(list(page).getByRole("option")).toHaveCount(0);
  // A minute after the first of the requests, and longer than the server waits for one of them.
  await expect.poll(async () => (await limit()).sent60, { timeout: 180_000 }).toBeLessThan(290);
  await expect(option(page, "Orders")).toBeVisible();
  await expect(why).toHaveCount(0);
});

test("with a token that is refused a step reads as it was filled in, and the list says whose token it is", async ({
  page,
}) => {
  const baseUrl = "sandbox:";
  const { id: credential } = await call(page, "POST", "/credentials", {
    type: "leelooToken",
    name: "Old shop",
    data: { token: "sandbox", baseUrl },
  });
  const tag = node("tag", "leeloo.person.addTag", { person_id: person }, { ...at(320, 0), credential });
  await openNew(
    page,
    document("Old token", [node("start", "trigger.manual", {}, at(0, 0)), tag], chain("start", "tag")),
  );
  await choose(page, "tag");
  await openList(page, "tag_id");
  await option(page, "VIP").click();
  await saved(page);
  await call(page, "PUT", `/credentials/${credential}`, { data: { token: "refreshed-in-leeloo", baseUrl } });
  await page.reload();
  await expect(page.getByTestId("node-tag")).toContainText("Tag: VIP");
  await choose(page, "tag");
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
  await openList(page, "tag_id");
  await list(page).getByRole("button", { name: "Reload the list" }).click();
  await expect(list(page).getByRole("alert")).toContainText("“Old shop”");
  await expect(list(page).getByRole("link", { name: "Open the credentials" })).toBeVisible();
  await page.keyboard.press("Escape");
  await pasteInto(page, "tag_id", "595f5d522a934035decc093d");
  await saved(page);
  // Other tests take the first credential that leads to the sandbox.
  await call(page, "DELETE", `/credentials/${credential}`);
});

test("a list that does not come says why, and what to do", async ({ page }) => {
  await openSteps(page);
  await choose(page, "tag");
  const refresh = list(page).getByRole("button", { name: "Reload the list" });
  const why = list(page).getByRole("alert");
  await openList(page, "tag_id");
  await expect(option(page, "VIP")).toBeVisible();

  await call(page, "POST", "/sandbox/faults", { with: 401, times: 1 });
  await refresh.click();
  await expect(why).toContainText("token");
  await expect(why.getByRole("link", { name: "Open the credentials" })).toBeVisible();
  await picture(page, "token");
  await why.getByRole("button", { name: "Try again" }).click();
  await expect(why).toHaveCount(0);

  await call(page, "POST", "/sandbox/faults", { with: 429, times: 1 });
  await refresh.click();
  await expect(why).toContainText("too many requests in a minute");
  await picture(page, "limit");
});

test("without a credential the list leads to where one is chosen", async ({ page }) => {
  await openSteps(page, false);
  await choose(page, "tag");
  await openList(page, "tag_id");
  await expect(list(page)).toContainText("Choose a credential first");
  await expect(list(page).getByRole("button", { name: "Go to: Credential" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Credential" })).toBeFocused();
});
