import { createSign } from "node:crypto";
import type { serviceAccountOf } from "@leeway/api";

/** What a spreadsheet needs: to read and write all that the account may see. */
export const SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets";
/** Google takes an hour at most. */
const LIFE_SECONDS = 3_600;

/**
 * What a service account shows to get a token: its claims, signed with its key
 * (https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests). By hand, because
 * Google's own library wants a newer Node and brings its own HTTP client. Throws where the key is none.
 */
export function assertionOf(account: NonNullable<ReturnType<typeof serviceAccountOf>>, now: number): string {
  const { client_email: iss, private_key: key, private_key_id: kid, token_uri: aud } = account;
  const iat = Math.floor(now / 1000);
  const head = { alg: "RS256", typ: "JWT", ...(kid !== undefined && { kid }) };
  const claims = { iss, scope: SHEETS_SCOPE, aud, iat, exp: iat + LIFE_SECONDS };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}
