import "reflect-metadata";
import { afterEach, expect, test } from "vitest";
import { request } from "node:http";
import { hostname } from "node:os";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

let server: AccountsServer;
afterEach(() => server.close());

/** `fetch` sets `Host` itself. */
function post(path: string, body: unknown, headers: Record<string, string>) {
  return new Promise<{ status: number; code: unknown; detail: string }>((resolve, reject) => {
    const call = request(`${server.url}/api/v1${path}`, { method: "POST", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, ...JSON.parse(text || "{}") }));
    });
    call.on("error", reject).setHeader("content-type", "application/json");
    call.end(JSON.stringify(body));
  });
}

test("under a name that may be anybody's nobody makes the owner, signs in or changes anything", async () => {
  server = await startAccounts();
  const rebound = { host: "attacker.example:3000", origin: "http://attacker.example:3000" };
  const refused = await post("/auth/setup", owner, rebound);
  expect([refused.status, refused.code]).toEqual([403, "auth.unknownHost"]);
  expect(refused.detail).toMatch(/attacker\.example.*LEEWAY_PUBLIC_URL/);
  expect((await post("/auth/setup", owner, { host: "attacker.example" })).code).toBe("auth.unknownHost");
  expect(server.accounts.setupNeeded()).toBe(true);
  const { cookie } = await server.call("POST", "/auth/setup", owner);
  const { email, password } = owner;
  expect((await post("/auth/sign-in", { email, password }, rebound)).code).toBe("auth.unknownHost");
  expect((await post("/probe", {}, { ...rebound, cookie })).code).toBe("auth.unknownHost");
});

test.each([
  "localhost",
  "LOCALHOST:80",
  "a.localhost",
  "[::1]:3000",
  "10.1.2.3",
  `${hostname()}:3000`,
  "flows.example",
])("the owner is made under %s", async (host) => {
  server = await startAccounts({ LEEWAY_PUBLIC_URL: "https://flows.example" });
  expect((await post("/auth/setup", owner, { host })).status).toBe(201);
});

test("a page at the public address is known behind a proxy that changes the host", async () => {
  server = await startAccounts({ LEEWAY_PUBLIC_URL: "https://flows.example" });
  expect((await post("/auth/setup", owner, { host: "inner:3000", origin: "https://flows.example" })).status).toBe(201);
});
