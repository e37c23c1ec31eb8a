import { chain, document, node } from "../system/documents.js";
import { list, openList } from "./choices.js";
import { call, choose, editorOf, expect, openNew, signedIn as test } from "./leeway.js";
import { greeting } from "./real-account.js";
import { at } from "./small-workflows.js";

test.use({ settings: { LEEWAY_SANDBOX: "off" }, expected: [/424 \(Failed Dependency\)/] });

test("where the sandbox is off, the path asks it nothing and says that rehearsing needs it", async ({ page }) => {
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

test("a name that was chosen from the sandbox stays to be read, and its list says that the sandbox is off", async ({
  page,
}) => {
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  const { id: credential } = await call(page, "POST", "/credentials", { type: "leelooToken", name: "Practice", data });
  const vip = "595f5d522a934035decc093e";
  const tag = {
    ...node("tag", "leeloo.person.addTag", { tag_id: vip }, { credential, ...at(320, 0) }),
    labels: { tag_id: { [vip]: "VIP" } },
  };
  await openNew(page, document("Kept", [node("start", "trigger.manual", {}, at(0, 0)), tag], chain("start", "tag")));
  await expect(page.getByTestId("node-tag")).toContainText("VIP");
  await choose(page, "tag");
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
  await openList(page, "tag_id");
  await expect(list(page).getByRole("alert")).toContainText("sandbox is off");
  await page.keyboard.press("Escape");
  await expect(editorOf(page, "tag_id")).toHaveText("VIP");
});
