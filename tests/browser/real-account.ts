import type { Page } from "@playwright/test";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "../system/documents.js";
import { anotherAccount } from "./another-account.js";
import { call, signedIn as test } from "./leeway.js";
import { at } from "./small-workflows.js";

export const token = "token-of-the-real-account";

/** A second Leeloo, which stands for the real one. */
interface Shop {
  account: Sandbox;
  served: ServedSandbox;
  /** The same account with ids of its own. */
  own: Awaited<ReturnType<typeof anotherAccount>>;
}

/** Opens one for all tests of a file; it is at home here, so the file's server must be allowed to reach it. */
export function realAccount(): Shop {
  const shop = {} as Shop;
  test.beforeAll(async () => {
    const account = new Sandbox({ tokens: [token] });
    const served = await serveSandbox(account);
    Object.assign(shop, { account, served, own: await anotherAccount(served.origin) });
  });
  test.afterAll(async () => {
    shop.own.close();
    await shop.served.close();
  });
  return shop;
}

/** A credential of this account. */
export const real = (page: Page, shop: Shop, name = "My shop", origin = shop.served.origin) =>
  call(page, "POST", "/credentials", { type: "leelooToken", name, data: { token, baseUrl: `${origin}/api/v2` } });

export const sandboxOf = async (page: Page): Promise<string> => {
  const { items } = await call(page, "GET", "/credentials");
  return items.find(({ sandbox }: { sandbox: boolean }) => sandbox).id;
};
export const valueOf = async (page: Page, variable: string) => {
  const { items } = await call(page, "GET", "/variables");
  return items.find(({ name }: { name: string }) => name === variable)?.value;
};
export const setVariable = async (page: Page, name: string, value: string) => {
  const { items, revision } = await call(page, "GET", "/variables");
  const rest = items.filter((one: { name: string }) => one.name !== name);
  await call(page, "PUT", "/variables", { items: [...rest, { name, type: "text", value }], revision });
};

export const channel = "5dc97d4cfe61233aed69e3f1";
export const greeting = (credential: string, url: string) =>
  document(
    "Greeting",
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("hello", "leeloo.message.send", { account_id: channel, text: "Вітаємо" }, { ...at(320, 0), credential }),
      node("crm", "http.request", { method: "POST", url, body: { id: 7 } }, at(640, 0)),
    ],
    chain("start", "hello", "crm"),
  );
