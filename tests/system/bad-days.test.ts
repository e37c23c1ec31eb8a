import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badDays, read } from "./bad-days.js";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, eventually, freePort } from "./leeway.js";

/** What a person is told when a run meets a bad day: the far end is the built-in Leeloo, or nothing at all. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

interface Told {
  code: string;
  message: string;
  hint: string;
  param?: string;
  position?: number;
}
const tokens = { next: 0 };
/** A Leeloo credential with a pool of its own, unless it is the built-in Leeloo's. */
const access = async (baseUrl: string, token = `token-${++tokens.next}`): Promise<string> => {
  const data = { token, baseUrl };
  return (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
};
const inOneTry = { retry: { maxAttempts: 1 } };

/** Runs manual → the node once, and answers how the node's step ended. */
const runOne = async (type: string, params: Record<string, unknown>, extra: Record<string, unknown>) => {
  const one = document(
    "One call",
    [node("in", "trigger.manual"), node("call", type, params, extra)],
    chain("in", "call"),
  );
  const { id } = await leeway.api("POST", "/workflows", { document: one });
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { name: "Ada", phone: "+380" } });
  const run = await leeway.settled(runId);
  return { run, runId };
};
const stepIn = async (runId: string, language: string) => {
  const answer = await leeway.call("GET", `/runs/${runId}/steps/call`, undefined, { "accept-language": language });
  return (await answer.json()) as { status: string; attempts: number; error: Told; input: unknown; output: unknown };
};
/** Ports differ from run to run. */
const said = ({ message, hint }: Told) => [message, hint].map((text) => text.replace(/127\.0\.0\.1:\d+/, "HOST"));
const fail = (fault: Record<string, unknown>) => leeway.api("POST", "/sandbox/faults", fault);

const sandbox = (fault?: Record<string, unknown>) => async () => {
  await leeway.api("DELETE", "/sandbox/requests");
  if (fault) await fail(fault);
  return access("sandbox:", "sandbox");
};
const days = badDays(access, sandbox);

describe("a run that meets", () => {
  test.each(days)("$what says so, and what to do", async ({ type, params, extra, before, status, error, en, uk }) => {
    const credential = await before();
    const { run, runId } = await runOne(type, params ?? {}, { credential, ...inOneTry, ...extra });
    const english = await stepIn(runId, "en");
    const ukrainian = await stepIn(runId, "uk");
    expect(run.status).toBe(status === "unknown" ? "needs_attention" : "failed");
    if (run.status === "failed") expect(run.error).toEqual(english.error);
    expect(english).toMatchObject({ status: status ?? "failed", attempts: 1, output: null, error });
    expect(said(english.error)).toEqual(en);
    expect(said(ukrainian.error)).toEqual(uk);
  });
});

describe("a run that meets 429", () => {
  test("waits for as long as the far end asks, without counting an attempt, and then succeeds", async () => {
    const far = await new FarEnd((nth, response) => {
      response.setHeader("content-type", "application/json");
      if (nth === 1) response.setHeader("retry-after", "1").writeHead(429).end("Too many requests");
      else response.end(JSON.stringify({ data: [], status: 1 }));
    }).open();
    const credential = await access(`${far.url}/api/v2`);
    const { run, runId } = await runOne(read, {}, { credential, ...inOneTry });
    far.close();
    expect(run.status).toBe("succeeded");
    expect(await stepIn(runId, "en")).toMatchObject({ status: "succeeded", attempts: 1, output: { data: [] } });
    const [first, second, ...more] = far.arrivals.map(({ at }) => at);
    expect(more).toEqual([]);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  test("without a time to come back shows who waits for what and until when, and can be cancelled", async () => {
    const credential = await sandbox({ with: 429 })();
    const from = Date.now();
    const one = document(
      "Wait",
      [node("in", "trigger.manual"), node("call", read, {}, { credential })],
      chain("in", "call"),
    );
    const { id } = await leeway.api("POST", "/workflows", { document: one });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    const waiting = await eventually("a step that waits", async () => {
      const step = await leeway.api("GET", `/runs/${runId}/steps/call`);
      return step.waitingFor && step;
    });
    expect(waiting).toMatchObject({ status: "waiting", error: null, waitingFor: { reason: "freeze" } });
    const limits = (await leeway.api("GET", "/limits")).items as {
      credentialIds: string[];
      frozenUntil: string | null;
    }[];
    const pool = limits.find(({ credentialIds }) => credentialIds.includes(credential));
    const until = Date.parse(pool?.frozenUntil ?? "");
    expect(until).toBeGreaterThanOrEqual(from + 60_000);
    expect(until).toBeLessThanOrEqual(Date.now() + 60_000);
    await leeway.api("POST", `/runs/${runId}/cancel`);
    await leeway.settled(runId, ["cancelled"]);
  });
});

describe("the test of a credential", () => {
  const tried = async (id: string) => {
    const answer = await leeway.call("POST", `/credentials/${id}/test`, undefined, { "accept-language": "uk" });
    return (await answer.json()) as { ok: boolean; error?: Told };
  };

  test("says that the token is wrong, and what to do", async () => {
    expect(await tried(await access("sandbox:"))).toEqual({
      ok: false,
      error: {
        code: "service.tokenRefused",
        message: "Leeloo не приймає токен доступу «Shop».",
        hint: expect.stringContaining("Налаштування → Інтеграції → API"),
      },
    });
  });

  test("says that nothing listens", async () => {
    const { ok, error } = await tried(await access(`http://127.0.0.1:${await freePort()}/api/v2`));
    expect({ ok, code: error?.code }).toEqual({ ok: false, code: "request.notSent" });
  });

  test("says that it leads to a web page", async () => {
    const far = await new FarEnd((_nth, response) =>
      response.setHeader("content-type", "text/html").end("<h1>Hi"),
    ).open();
    const { ok, error } = await tried(await access(far.url));
    far.close();
    expect({ ok, code: error?.code }).toEqual({ ok: false, code: "service.notJson" });
  });

  test("never shows the token", async () => {
    const id = await access("sandbox:", "a-secret-of-mine");
    const seen = [
      await tried(id),
      await leeway.api("GET", `/credentials/${id}`),
      await leeway.api("GET", "/credentials"),
    ];
    expect(JSON.stringify(seen)).not.toContain("a-secret-of-mine");
  });
});
