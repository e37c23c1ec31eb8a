import { createHash, createHmac } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import type { Json } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { describe, expect, test } from "vitest";
import { curlOf } from "./curl.js";

const SECRET = 'it\'s "a" $ecret';
const URL = "https://x.test/hooks/k";

/** What curl would be called with, by a real shell, with the secret filled in as a person would. */
function said(lines: string): string[] {
  const filled = lines
    .replace("SECRET='…'", `SECRET='${SECRET.replaceAll("'", `'\\''`)}'`)
    .replaceAll("…", SECRET.replaceAll("'", `'\\''`));
  const script = `curl() { printf '%s\\0' "$@"; }\n${filled}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
/** The values that follow an option. */
const after = (words: string[], option: string) => words.filter((_, index) => words[index - 1] === option);
const exampleOf = (auth: string): Json => catalogue.get("trigger.webhook")?.samples?.by[auth] ?? null;

describe("lines that call a webhook", () => {
  test("are read by a shell as they were meant", () => {
    const body = { comment: `it's "urgent" $HOME \\ \`now\`` };
    const words = said(curlOf(URL, "POST", { body, query: {}, method: "POST" }));
    expect(words.slice(0, 3)).toEqual(["-X", "POST", URL]);
    expect(JSON.parse(after(words, "-d")[0] ?? "")).toEqual(body);
  });

  test("put everything into the address where the method carries no body", () => {
    expect(curlOf("https://x.test/k", "GET", { body: { a: 1 }, query: { city: "Київ", n: 2 } })).toBe(
      "curl -X GET 'https://x.test/k?city=%D0%9A%D0%B8%D1%97%D0%B2&n=2'",
    );
  });

  test.each<[string, Record<string, Json>, string, string]>([
    ["header", { authHeader: "X-Key" }, "-H", `X-Key: ${SECRET}`],
    ["bearer", {}, "-H", `Authorization: Bearer ${SECRET}`],
    ["basic", { authUser: "shop" }, "-u", `shop:${SECRET}`],
  ])("show the secret as %s callers do", (auth, params, option, value) => {
    expect(after(said(curlOf(URL, "POST", { body: 1, method: "POST" }, { auth, ...params })), option)).toContain(value);
  });
});

// Whoever signs by hand has it; a machine without it has no use for these lines.
describe.skipIf(spawnSync("sh", ["-c", "command -v openssl"]).status !== 0)(
  "lines that sign as the sender does",
  () => {
    const body = { name: "Олена", note: `it's "50 %" \\ $5` };
    const payload = { body, query: {}, method: "POST" };
    const text = JSON.stringify(body);
    const hmac = (algorithm: string, over: string, encoding: "hex" | "base64" = "hex") =>
      createHmac(algorithm, SECRET).update(over).digest(encoding);

    test("by HMAC of any make", () => {
      const params = { auth: "hmac", authHeader: "X-Sign", hmacPrefix: "sha512=", hmacAlgorithm: "sha512" };
      const words = said(curlOf(URL, "POST", payload, params));
      expect(after(words, "--data-raw")).toEqual([text]);
      expect(after(words, "-H")).toContain(`X-Sign: sha512=${hmac("sha512", text)}`);
      const base64 = said(curlOf(URL, "POST", payload, { auth: "hmac", authHeader: "X-Sign", hmacEncoding: "base64" }));
      expect(after(base64, "-H")).toContain(`X-Sign: ${hmac("sha256", text, "base64")}`);
    });

    test("over the time as well", () => {
      const params = { auth: "hmac", authHeader: "X-Sign", hmacTimeHeader: "X-Time", hmacSigned: "v0:{time}:{body}" };
      const from = Math.floor(Date.now() / 1_000);
      const headers = after(said(curlOf(URL, "POST", payload, params)), "-H");
      const time = headers.find((one) => one.startsWith("X-Time: "))?.slice(8) ?? "";
      expect([Number(time) >= from, Number(time) <= Date.now() / 1_000]).toEqual([true, true]);
      expect(headers).toContain(`X-Sign: ${hmac("sha256", `v0:${time}:${text}`)}`);
    });

    test("as Stripe and GitHub", () => {
      const stripe = after(said(curlOf(URL, "POST", payload, { auth: "stripe" })), "-H").at(-1) ?? "";
      const [, time = "", signature] = /^Stripe-Signature: t=(\d+),v1=(\w+)$/.exec(stripe) ?? [];
      expect(signature).toBe(hmac("sha256", `${time}.${text}`));
      const github = after(said(curlOf(URL, "POST", payload, { auth: "github" })), "-H");
      expect(github).toContain(`X-Hub-Signature-256: sha256=${hmac("sha256", text)}`);
    });

    test("as WayForPay, over fields of the example", () => {
      const words = said(curlOf(URL, "POST", exampleOf("wayforpay"), { auth: "wayforpay" }));
      const sent = JSON.parse(after(words, "--data-raw")[0] ?? "") as Record<string, unknown>;
      expect(sent).toMatchObject({ orderReference: "1042", amount: 1490, transactionStatus: "Approved" });
      const over = "test_merch_n1;1042;1490;UAH;541963;44****4444;Approved;1100";
      expect(sent["merchantSignature"]).toBe(hmac("md5", over));
    });

    test("as LiqPay, with the payment wrapped up", () => {
      const words = after(said(curlOf(URL, "POST", exampleOf("liqpay"), { auth: "liqpay" })), "--data-urlencode");
      const [data = "", signature = ""] = words.map((word) => word.slice(word.indexOf("=") + 1));
      expect(JSON.parse(Buffer.from(data, "base64").toString("utf8"))).toMatchObject({ order_id: "1042" });
      const made = createHash("sha1").update(SECRET + data + SECRET);
      expect(signature).toBe(made.digest("base64"));
    });
  },
);
