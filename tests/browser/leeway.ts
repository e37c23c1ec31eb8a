import { test as base, expect, type Page } from "@playwright/test";
import { Leeway } from "../system/leeway.js";

export { expect };

/** A fresh server without an owner for each test file's worker, and helpers that do what people do. */
export const test = base.extend<object, { leeway: Leeway }>({
  leeway: [
    // Playwright reads the names of fixtures from this pattern.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const leeway = new Leeway();
      await leeway.start({
        LEEWAY_OWNER_EMAIL: "",
        LEEWAY_OWNER_PASSWORD: "",
        LEEWAY_API_KEY: "",
        LEEWAY_ALLOW_PRIVATE_HOSTS: "",
      });
      await use(leeway);
      await leeway.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ leeway }, use) => use(leeway.origin),
});

export const owner = { name: "Олена", email: "olena@leeway.example", password: "correct horse battery" };

export async function signUp(page: Page) {
  await page.goto("/");
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel(/^Password/).fill(owner.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
}

/** Drags a step from the palette to a place on the canvas, given from its upper left corner. */
export async function dragStep(page: Page, type: string, x: number, y: number) {
  const canvas = page.getByTestId("canvas");
  await page.getByTestId(`palette-item-${type}`).dragTo(canvas, { targetPosition: { x, y } });
}

/** Draws a link with the mouse, from a port to the entry of another step. */
export async function connect(page: Page, from: string, port: string, to: string) {
  const centre = async (id: string) => {
    // The view glides: a place counts when it has not moved since the last look.
    let last: string | undefined;
    for (;;) {
      const box = await page.getByTestId(id).boundingBox();
      if (!box) throw new Error(`${id} is not to be seen`);
      const now = JSON.stringify(box);
      if (now === last) return [box.x + box.width / 2, box.y + box.height / 2] as const;
      last = now;
      await page.waitForTimeout(60);
    }
  };
  await page.mouse.move(...(await centre(`port-${from}-${port}`)));
  await page.mouse.down();
  const [x, y] = await centre(`port-${to}-in`);
  await page.mouse.move(x - 12, y, { steps: 8 });
  await page.mouse.move(x, y);
  await page.mouse.up();
}
