import type { Page } from "@playwright/test";
import { LocalServer } from "../system/local-server.js";
import { document, edge, node } from "../system/documents.js";
import { expectAccessible } from "./accessible.js";
import { call, choose, expect, openNew, publish, saved, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

const form = document(
  "Sign up",
  [
    node("in", "trigger.form", {}, at(0, 0)),
    node("set", "logic.set", { fields: [{ name: "who", value: "{{ trigger.answers.phone }}" }] }, at(320, 0)),
  ],
  [edge("in", "set")],
);

const asking = document(
  "Call me",
  [
    node("in", "trigger.form", { title: "Call me", fields: [{ label: "Phone", name: "phone", kind: "phone" }] }),
    node("set", "logic.set", { fields: [] }),
  ],
  [edge("in", "set")],
);

// The tests themselves look at the page by scripts, which it may not run; and what is shown again is no success.
test.use({ expected: [/Blocked script execution|status of (403|422)/] });

test("a form is made of questions, tried as a draft, published, and sent by a person with the keyboard alone", async ({
  page,
}) => {
  const id = await openNew(page, form);
  await choose(page, "in");
  await page.getByTestId("param-title").getByRole("textbox").fill("Free lesson");
  const fields = page.getByTestId("param-fields");
  await fields.getByTestId("cell-fields[0].label").getByRole("textbox").fill("Your phone");
  await fields.getByTestId("cell-fields[0].name").getByRole("textbox").fill("phone");
  await fields.getByRole("combobox", { name: "Kind of answer" }).click();
  await page.getByRole("option", { name: "Phone" }).click();
  await fields.getByRole("button", { name: "Add" }).click();
  await fields.getByTestId("cell-fields[1].label").getByRole("textbox").fill("Lesson");
  await fields.getByTestId("cell-fields[1].name").getByRole("textbox").fill("lesson");
  await expect(fields.getByTestId("cell-fields[1].choices")).toHaveCount(0);
  await fields.getByRole("combobox", { name: "Kind of answer" }).nth(1).click();
  await page.getByRole("option", { name: "One of several" }).click();
  await fields.getByTestId("cell-fields[1].choices").getByRole("textbox").fill("English\nGerman");

  const trying = page.getByTestId("form-try");
  await trying.getByRole("button", { name: "Try it" }).click();
  const opening = page.waitForEvent("popup");
  await trying.getByRole("link", { name: "Open the draft’s form" }).click();
  const draft = await opening;
  await expect(draft.getByText("What you send here starts nothing.")).toBeVisible();
  await draft.getByLabel("Your phone").fill("+380 67 123 45 67");
  await draft.getByLabel("German").check();
  await sendSlowly(draft);
  await expect(draft.getByRole("heading", { name: "Thank you!" })).toBeVisible();
  await draft.close();
  await expect(page.getByTestId("form-heard")).toContainText("The answers came");
  await expect(trying).toContainText("German");

  await saved(page);
  await publish(page);
  const live = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open the form" }).click();
  const visitor = await live;
  await expectCopyAccessible(visitor, "a form");
  await visitor.waitForTimeout(2_000);
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.type("not a number");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByRole("alert")).toContainText("2 answers are not right yet");
  await expect(visitor.getByText("This is no phone number")).toBeVisible();
  await expectCopyAccessible(visitor, "a form with something to mend");
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("ControlOrMeta+a");
  await visitor.keyboard.type("+380 50 765 43 21");
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("ArrowDown");
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("Enter");
  await expect(visitor.getByRole("heading", { name: "Thank you!" })).toBeVisible();
  const output = async () => {
    const { items } = await call(page, "GET", `/runs?workflowId=${id}`);
    return items.length === 1 && (await call(page, "GET", `/runs/${items[0].id}/steps/set`)).output;
  };
  await expect.poll(output).toEqual({ who: "+380507654321" });
});

test("a form is taken from within a page of another site, and not from a form that such a page has made itself", async ({
  page,
}) => {
  const { id } = await call(page, "POST", "/workflows", { document: asking });
  await call(page, "POST", `/workflows/${id}/publish`);
  const { triggers } = await call(page, "GET", `/workflows/${id}`);
  const url = String(triggers[0].url);
  const runs = async () => (await call(page, "GET", `/runs?workflowId=${id}`)).items.length;
  const visitor = await page.context().newPage();
  await visitor.goto(url);
  const seal = String(await visitor.locator("input[name=seal]").getAttribute("value"));
  // It hides where it is, as any page may.
  const copy = `<form method="post" action="${url}"><input name="seal" value="${seal}">
    <input name="a.phone" value="+380507654321"><button>Send</button></form>`;
  const site = new LocalServer(({ url: path }, response) =>
    response
      .writeHead(200, { "content-type": "text/html", "referrer-policy": "no-referrer" })
      .end(path === "/copy" ? copy : `<iframe src="${url}"></iframe>`),
  );
  await site.open();
  await visitor.goto(`${site.url}/copy`);
  await sendSlowly(visitor);
  await expect(visitor.getByText("by a page of another site")).toBeVisible();
  expect(await runs()).toBe(0);
  await visitor.goto(site.url);
  const framed = visitor.frameLocator("iframe");
  await framed.getByLabel("Phone").fill("+380507654321");
  await visitor.waitForTimeout(2_000);
  await framed.getByRole("button", { name: "Send" }).click();
  await expect(framed.getByRole("heading", { name: "Thank you!" })).toBeVisible();
  await expect.poll(runs).toBe(1);
  await visitor.close();
  site.close();
});

/** Its page takes nothing within two seconds. */
async function sendSlowly(form: Page) {
  await form.waitForTimeout(2_000);
  await form.getByRole("button", { name: "Send" }).click();
}

/** Where a page may run no script, what looks at it cannot wait either: its copy is looked at. */
async function expectCopyAccessible(form: Page, screen: string) {
  const copy = await form.context().newPage();
  await copy.setContent(await form.content());
  await expectAccessible(copy, screen);
  await copy.close();
}
