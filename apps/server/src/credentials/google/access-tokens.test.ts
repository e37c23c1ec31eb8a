import type { Clock, OpenSecret } from "@leeway/engine";
import { expect, test } from "vitest";
import type { Vault } from "../../adapters/secrets/vault.js";
import type { CredentialRow } from "../credential.rows.js";
import { AccessTokens } from "./access-tokens.js";
import type { TokenEndpoint } from "./token-endpoint.js";

const data = { clientId: "app", clientSecret: "app-secret", refreshToken: "refresh-1" };
const row = { id: "cred_1", workspaceId: "ws_1", type: "googleOAuth", sealed: Buffer.from("sealed") } as CredentialRow;

test("a fault of ours while a token is asked for is nobody's but who waits: the next one asks anew", async () => {
  let faults = 1;
  const endpoint = {
    exchange: () =>
      faults-- > 0
        ? Promise.reject(new Error("a fault of ours"))
        : Promise.resolve({ body: { access_token: "ya29.token" } }),
  };
  const vault = { open: () => JSON.stringify(data) };
  const tokens = new AccessTokens(
    vault as unknown as Vault,
    endpoint as unknown as TokenEndpoint,
    {
      now: () => 0,
    } as Clock,
  );
  const secret = { censor: [] as string[] } as unknown as OpenSecret;
  const waiting = [tokens.of(row, secret), tokens.of(row, secret)];
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await tokens.of(row, secret)).toEqual({ token: "ya29.token" });
  expect(secret.censor).toContain("ya29.token");
});
