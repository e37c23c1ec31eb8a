import { describe, expect, test } from "vitest";
import { execFileSync } from "node:child_process";
import { bodyOf, curlOf, payloadOf } from "./webhook-sample.js";

describe("a webhook's sample", () => {
  test("is wrapped where only the body was pasted, and kept where it is whole", () => {
    const payload = payloadOf({ name: "Олена" }, "POST", 0);
    expect(payload).toMatchObject({ body: { name: "Олена" }, method: "POST", receivedAt: "1970-01-01T00:00:00.000Z" });
    expect(payloadOf(payload, "GET", 5)).toBe(payload);
    expect(payloadOf({ body: "a field called body" }, "POST", 0)).toMatchObject({
      body: { body: "a field called body" },
    });
    expect(bodyOf(payload)).toEqual({ name: "Олена" });
  });

  test("becomes a line that a shell reads as it was meant", () => {
    const body = { comment: `it's "urgent" $HOME \\ \`now\`` };
    const line = curlOf("https://x.test/hooks/k", "POST", payloadOf(body, "POST", 0));
    const said = execFileSync("sh", ["-c", line.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" }).split("\n");
    expect(said.slice(0, 3)).toEqual(["-X", "POST", "https://x.test/hooks/k"]);
    expect(JSON.parse(said[6] ?? "")).toEqual(body);
  });

  test("goes into the address where the method carries no body", () => {
    expect(curlOf("https://x.test/k", "GET", { body: { a: 1 }, query: { city: "Київ", n: 2 } })).toBe(
      "curl -X GET 'https://x.test/k?city=%D0%9A%D0%B8%D1%97%D0%B2&n=2'",
    );
  });
});
