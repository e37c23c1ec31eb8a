import { describe, expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import { CENSORED } from "./censor.js";

const credential = "cred";
const SECRET = "tok-secret-1";

describe("a secret", () => {
  const kinds = ["ok", "bad"] as const;
  test.each(kinds)("reaches the far end, and is in no event of the log (%s)", async (manner) => {
    const bench = new Bench();
    bench.secrets.set(credential, token());
    bench.farEnd.script("a", "later", manner);
    const params = { say: `Bearer ${SECRET}` };
    const runId = await bench.accept(graph("in:trigger a:read b:set", "in>a a>b", { a: { credential, params } }));
    bench.start();
    await bench.pass(60_000);
    expect(bench.farEnd.to("a").map(({ headers, body }) => [headers["authorization"], body])).toEqual([
      [SECRET, `"Bearer ${SECRET}"`],
      [SECRET, `"Bearer ${SECRET}"`],
    ]);
    const log = JSON.stringify(await bench.log(runId));
    expect(log).not.toContain(SECRET);
    expect(log).toContain(CENSORED);
  });

  test("is in no event of a step that does not have it either, though its far end says it", async () => {
    const bench = new Bench();
    bench.secrets.set(credential, token());
    const params = { say: `I know of ${SECRET}` };
    const runId = await bench.accept(graph("in:trigger a:read", "in>a", { a: { params } }));
    bench.start();
    await bench.pass(60_000);
    expect(bench.farEnd.to("a").map(({ headers, body }) => [headers["authorization"], body])).toEqual([
      [undefined, `"I know of ${SECRET}"`],
    ]);
    expect((await bench.state(runId)).steps.get("a")?.status).toBe("succeeded");
    const log = JSON.stringify(await bench.log(runId));
    expect([log.includes(SECRET), log.includes(CENSORED)]).toEqual([false, true]);
  });

  test("that is refused is named by what people call it", async () => {
    const bench = new Bench();
    bench.secrets.set(credential, { ...token(), name: "Shop" });
    bench.farEnd.script("a", "bad");
    const runId = await bench.accept(graph("in:trigger a:read", "in>a", { a: { credential } }));
    bench.start();
    await bench.pass(60_000);
    expect((await bench.state(runId)).error?.values).toMatchObject({ credential: "Shop" });
  });

  test("of the wrong type is not sent", async () => {
    const bench = new Bench();
    bench.secrets.set(credential, { ...token(), type: "other" });
    const runId = await bench.accept(graph("in:trigger a:read", "in>a", { a: { credential } }));
    bench.start();
    await bench.pass(1_000);
    expect((await bench.state(runId)).error?.code).toBe("credential.wrongType");
    expect(bench.farEnd.arrivals).toEqual([]);
  });
});
