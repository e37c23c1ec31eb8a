import { expect, test } from "vitest";
import type { NewRun } from "../ports.js";
import { admissionOf } from "../run/admission.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const document = graph("in:trigger a:read", "in>a");
const statuses = async (bench: Bench, runs: NewRun[]) =>
  Promise.all(runs.map(async ({ id }) => (await bench.state(id)).status));
const scope = (values: object) => () => ({ values: values as never, now: 0, timezone: "UTC" });

async function begin(bench: Bench, life: ReturnType<Bench["start"]>, admission: NonNullable<NewRun["admission"]>) {
  bench.farEnd.script("a", "lagging");
  await bench.pass(1);
  const run = { ...bench.newRun(document), admission };
  return { run, made: await life.worker.begin(run, document) };
}

test("runs of one workflow go one after another, whoever makes them, and each is woken by the one before", async () => {
  const bench = new Bench();
  const life = bench.start();
  const made = [];
  for (let index = 0; index < 3; index++) made.push(await begin(bench, life, { limit: 1, policy: "queue" }));
  const runs = made.map(({ run }) => run);
  expect(made.map((one) => one.made.held)).toEqual([undefined, "queued", "queued"]);
  await bench.pass(120_000);
  expect(await statuses(bench, runs)).toEqual(["succeeded", "succeeded", "succeeded"]);
  const logs = await Promise.all(runs.map(({ id }) => bench.log(id)));
  for (const [index, log] of logs.entries()) {
    const before = logs[index - 1]?.at(-1)?.at ?? 0;
    expect(log[1]?.at).toBeGreaterThanOrEqual(before);
    // Woken, not found by the sweep.
    if (index > 0) expect((log[1]?.at ?? 0) - before).toBeLessThan(100);
  }
});

test("a newer run takes the place of an older one, which is told so", async () => {
  const bench = new Bench();
  const life = bench.start();
  const old = await begin(bench, life, { limit: 1, policy: "cancelOld" });
  const young = await begin(bench, life, { limit: 1, policy: "cancelOld" });
  expect(young.made).toMatchObject({ held: "queued", replaces: [{ runId: old.run.id }] });
  await bench.pass(120_000);
  expect(await statuses(bench, [old.run, young.run])).toEqual(["cancelled", "succeeded"]);
  expect(await bench.log(old.run.id)).toContainEqual(
    expect.objectContaining({ type: "run.cancelRequested", because: "replaced" }),
  );
  expect((await bench.log(old.run.id)).at(-1)).toMatchObject({ status: "cancelled", error: { code: "run.replaced" } });
});

test("a newer run takes the place of an older one though the server dies as soon as it is made", async () => {
  const bench = new Bench();
  const dying = bench.start({ crash: { at: "create", number: 2, when: "after" } });
  const old = await begin(bench, dying, { limit: 1, policy: "cancelOld" });
  const run: NewRun = { ...bench.newRun(document), admission: { limit: 1, policy: "cancelOld" } };
  void dying.worker.begin(run, document);
  await bench.pass(1);
  bench.kept.voidLeases();
  bench.start();
  await bench.pass(120_000);
  expect(await statuses(bench, [old.run, run])).toEqual(["cancelled", "succeeded"]);
});

test("a run without a place that is to be skipped does nothing, and is told of", async () => {
  const bench = new Bench();
  const life = bench.start();
  const told: string[] = [];
  bench.feed.listen({ workflowId: "wf" }, ({ runId, status }) => told.push(`${runId} ${status}`));
  await begin(bench, life, { limit: 1, policy: "skip" });
  const { run, made } = await begin(bench, life, { limit: 1, policy: "skip" });
  expect(made.held).toBe("skipped");
  expect(told).toContain(`${run.id} cancelled`);
  expect(await bench.story(run.id)).toEqual(["run.created", "run.finished"]);
});

test("a waiting run that is cancelled ends, and begins nothing", async () => {
  const bench = new Bench();
  const life = bench.start();
  await begin(bench, life, { limit: 1, policy: "queue" });
  const { run } = await begin(bench, life, { limit: 1, policy: "queue" });
  await bench.cancel(run.id);
  await bench.pass(10);
  expect((await bench.state(run.id)).status).toBe("cancelled");
  expect(await bench.story(run.id)).not.toContain("started a");
});

test("the key comes from what started the run; an empty one is none, and one that cannot be made says why", () => {
  const settings = (key?: string) => ({ concurrency: { limit: 2, policy: "queue" as const, ...(key && { key }) } });
  const phone = "{{ trigger.body.phone }}";
  const values = { trigger: { body: { phone: "+380", empty: "" } } };
  expect(admissionOf({}, scope(values))).toEqual({});
  expect(admissionOf(settings(), scope(values))).toEqual({ admission: { limit: 2, policy: "queue" } });
  expect(admissionOf(settings(phone), scope(values)).admission).toEqual({ limit: 2, policy: "queue", key: "+380" });
  expect(admissionOf(settings("all"), scope(values)).admission).toMatchObject({ key: "all" });
  expect(admissionOf(settings("{{ trigger.body.empty }}"), scope(values))).toEqual({
    admission: { limit: 2, policy: "queue" },
  });
  const without = admissionOf(settings("{{ trigger.body.phon }}"), scope(values));
  expect(without.admission).toEqual({ limit: 2, policy: "queue" });
  expect(without.keyError).toMatchObject({
    code: expect.stringMatching(/^expression\./),
    param: "settings.concurrency.key",
  });
});
