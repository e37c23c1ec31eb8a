import { expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import type { OpenSecret } from "../ports.js";
import { CENSORED } from "./censor.js";

const standIn: OpenSecret = {
  type: "token",
  data: { token: "stand-in" },
  allowedHosts: ["far.example"],
  censor: [],
  standIn: { at: "https://far.example", for: "https://real.example/api", headers: { "x-rehearsal": "1" } },
};

async function rehearsed(bench: Bench, nodes: string, links: string, extra: Record<string, object> = {}) {
  const run = { ...bench.newRun(graph(nodes, links, extra)), rehearsal: true };
  await bench.kept.create(run);
  bench.start();
  await bench.pass(120_000);
  return bench.state(run.id);
}

test("a rehearsal sends to the stand-in what it tells as sent to the real service, marked, without the credential", async () => {
  const bench = new Bench();
  bench.secrets.set("cred", token(1));
  bench.standIn = standIn;
  const a = { credential: "cred", params: { say: { hello: "Олена" } } };
  const state = await rehearsed(bench, "in:trigger a:create b:read", "in>a a>b", { a, b: { params: { reads: 1 } } });
  expect([state.status, state.rehearsal]).toEqual(["succeeded", true]);
  expect(state.steps.get("a")?.rehearsed).toEqual({
    method: "POST",
    url: "https://real.example/api/a",
    body: { hello: "Олена" },
    sent: "sandbox",
  });
  expect(bench.farEnd.arrivals.map(({ key, headers }) => [key, headers])).toEqual([
    ["a", { authorization: "stand-in", "x-rehearsal": "1" }],
    ["b", { authorization: "stand-in", "x-rehearsal": "1" }],
    ["b~", { authorization: "stand-in", "x-rehearsal": "1" }],
  ]);
});

test("without a stand-in what would write is not sent and ends with the definition's sample, what reads goes out", async () => {
  const bench = new Bench();
  bench.secrets.set("cred", token());
  const extra = { a: { credential: "cred", params: { say: "tok-secret-1" } } };
  const state = await rehearsed(bench, "in:trigger a:create b:put c:read", "in>a a>b b>c", extra);
  expect(state.status).toBe("succeeded");
  const step = (id: string) => state.steps.get(id);
  expect(step("a")).toMatchObject({ status: "succeeded", output: {}, rehearsed: { body: CENSORED, sent: "nothing" } });
  expect([step("b")?.rehearsed?.sent, step("c")?.rehearsed?.sent]).toEqual(["nothing", "asIs"]);
  expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["c"]);
});

test("a rehearsal says which credential a real run would have lacked, and a real run rehearses nothing", async () => {
  const bench = new Bench();
  bench.standIn = { ...standIn, standIn: { ...standIn.standIn!, note: "credentialMissing" } };
  const state = await rehearsed(bench, "in:trigger a:create", "in>a");
  expect(state.steps.get("a")?.rehearsed).toMatchObject({ sent: "sandbox", note: "credentialMissing" });
  const real = await bench.accept(graph("in:trigger a:create", "in>a"));
  await bench.pass(10_000);
  expect((await bench.state(real)).steps.get("a")?.rehearsed).toBeUndefined();
  expect(bench.farEnd.arrivals.at(-1)?.headers).toEqual({});
});

test("a rehearsal tells which names a real run would look up, and a real run tells nobody", async () => {
  const bench = new Bench();
  bench.standIn = standIn;
  const a = { params: { named: "Оплатив" } };
  const state = await rehearsed(bench, "in:trigger a:create b:create", "in>a a>b", { a });
  expect([...state.steps.values()].map((step) => step.rehearsed?.names)).toEqual([undefined, ["Оплатив"], undefined]);
  const real = await bench.accept(graph("in:trigger a:create", "in>a", { a }));
  await bench.pass(10_000);
  expect((await bench.state(real)).status).toBe("succeeded");
});
