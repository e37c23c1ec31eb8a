import { expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const full = () => Promise.reject(new Error("database or disk is full"));

test("a call that can be found again leaves once what it looks like can be kept", async () => {
  const bench = new Bench();
  let faults = 2;
  const { doubts } = bench;
  const sending: typeof doubts.sending = (call) => (faults-- > 0 ? full() : doubts.sending(call));
  const runId = await bench.accept(graph("in:trigger send:post", "in>send", { send: { params: { say: "hello" } } }));
  bench.start({ parts: { doubts: { sending, claim: (entry) => doubts.claim(entry) } } });
  await bench.pass(60_000);
  expect([(await bench.state(runId)).status, bench.farEnd.to("send").length]).toEqual(["succeeded", 1]);
  expect((await bench.state(runId)).steps.get("send")).toMatchObject({ status: "succeeded", attempts: 1 });
});

test.each(["create", "put", "read"])("a %s whose later ticket cannot be kept is tried again", async (type) => {
  const bench = new Bench();
  bench.secrets.set("cred", token(50));
  const save = bench.pools.save.bind(bench.pools);
  let faults = 0;
  // The ticket of the second of its calls.
  bench.farEnd.script("a~", "ok");
  bench.pools.save = (change) => {
    if (faults > 0 && change.tickets.some(({ held }) => held)) {
      faults--;
      return full();
    }
    return save(change);
  };
  const send = bench.farEnd.send.bind(bench.farEnd);
  let calls = 0;
  bench.farEnd.send = (call) => {
    if (++calls === 1) faults = 2;
    return send(call);
  };
  const runId = await bench.accept(
    graph(`in:trigger a:${type}`, "in>a", { a: { params: { reads: 2 }, credential: "cred" } }),
  );
  bench.start();
  await bench.pass(60_000);
  expect((await bench.state(runId)).status).toBe("succeeded");
});

test("a cancel ends code that computes elsewhere, though nothing of what the run has to write is kept", async () => {
  const bench = new Bench();
  let isFull = false;
  bench.store = bench.storeWith((runId, request) =>
    // The few bytes of a cancel find room.
    isFull && request.fence !== undefined ? full() : bench.kept.append(runId, request),
  );
  const document = graph("in:trigger c:code x:code y:set", "in>c in>x x>y", {
    c: { params: { ms: 600_000 } },
    x: { params: { ms: 2_000 } },
  });
  const runId = await bench.accept(document);
  bench.start();
  await bench.pass(1_000);
  isFull = true;
  await bench.pass(3_500);
  expect(bench.computing).toBe(1);
  expect((await bench.cancel(runId)).kind).toBe("appended");
  await bench.pass(2_000);
  expect(bench.computing).toBe(0);
});
