import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { call, editorOf, openNew } from "./leeway.js";
import { at } from "./small-workflows.js";

const pictures = process.env["TEST_PICTURES"];
export const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  // What glides into its place has arrived.
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${pictures}/pickers-${name}.png` });
};

export const person = "66fac2b853d5470e1ed207a0";
export const channel = "66fac2b853d5470e1ed207a1";

/** manual → find → template → tag → sms → card, all with the sandbox's credential. */
export async function openSteps(page: Page, signedIn = true): Promise<string> {
  const { items } = await call(page, "GET", "/credentials");
  const credential = items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
  const step = (id: string, type: string, x: number, params = {}) =>
    node(id, type, params, { ...at(x, 0), ...(signedIn && { credential }) });
  return openNew(
    page,
    document(
      "Pickers",
      [
        node("start", "trigger.manual", {}, at(0, 0)),
        step("find", "leeloo.person.list", 320),
        step("template", "leeloo.message.sendTemplate", 640),
        step("tag", "leeloo.person.addTag", 960),
        step("sms", "leeloo.person.addSms", 1280),
        step("card", "leeloo.person.update", 1600),
      ],
      chain("start", "find", "template", "tag", "sms", "card"),
    ),
  );
}

export const field = (page: Page, param: string) => page.getByTestId(`param-${param}`);
export const list = (page: Page) => page.getByTestId("choices").filter({ visible: true });
export const openList = (page: Page, param: string) =>
  field(page, param).getByRole("button", { name: "choose from Leeloo" }).click();
export const option = (page: Page, name: string) => list(page).getByRole("option", { name });

export async function pasteInto(page: Page, param: string, text: string) {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await editorOf(page, param).click();
  await page.keyboard.press("Control+v");
}
