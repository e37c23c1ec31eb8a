import { describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { eventually } from "./leeway.js";
import { replaying } from "./replaying.js";

const { leeway, far, call, start } = replaying();

interface Bulk {
  count: number;
  jobId?: string;
  runIds?: string[];
}
const bulk = (action: "replay" | "cancel" | "resolve", body: object): Promise<Bulk> =>
  leeway.api("POST", `/runs/${action}`, body);

describe("many runs at once", () => {
  const one = () => document("One", [start, call("a", "{{ trigger.who }}")], chain("in", "a"));

  test("failed ones are replayed once each, by a filter, after a count", async () => {
    const { id } = await leeway.publish(one());
    const begin = async (who: string) =>
      (await leeway.api("POST", `/workflows/${id}/runs`, { payload: { who } })).runId as string;
    for (const who of ["m", "n", "o"]) far.broken.add(who);
    const failing = await Promise.all(["m", "n", "o", "fine"].map(begin));
    await Promise.all(failing.map((runId) => leeway.settled(runId)));
    far.broken.clear();
    far.calls.length = 0;
    const filter = { workflowId: id };
    expect(await bulk("replay", { filter, dryRun: true })).toEqual({ count: 3 });
    expect(far.calls).toEqual([]);
    const wish = { filter, requestKey: "the one press" };
    const [done, again] = await Promise.all([bulk("replay", wish), bulk("replay", wish)]);
    expect([done.count, again.count, done.jobId]).toEqual([3, 3, again.jobId]);
    const { runIds = [] } = done.runIds ? done : again;
    const runs = await Promise.all(runIds.map((runId) => leeway.settled(runId)));
    expect(runs.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(far.calls.toSorted()).toEqual(["m", "n", "o"]);
    expect(await bulk("replay", { filter })).toEqual({ count: 0 });
    expect(await leeway.api("GET", `/run-jobs/${done.jobId}`)).toMatchObject({
      action: "replay",
      count: 3,
      done: 3,
      refused: 0,
    });
  });

  test("hundreds are replayed in the background, each once, though the server dies in between", async () => {
    const { id } = await leeway.publish(one());
    const begin = () => leeway.api("POST", `/workflows/${id}/runs`, { payload: { who: "many" } });
    far.broken.add("many");
    const began = await Promise.all(Array.from({ length: 180 }, begin));
    await Promise.all(began.map(({ runId }) => leeway.settled(runId)));
    far.broken.clear();
    far.calls.length = 0;
    const { count, jobId, runIds } = await bulk("replay", { filter: { workflowId: id } });
    expect([count, runIds]).toEqual([180, undefined]);
    await leeway.kill();
    await leeway.start();
    await eventually("the end of the job", async () => (await leeway.api("GET", `/run-jobs/${jobId}`)).finishedAt);
    const replays: string[] = [];
    for (let cursor = ""; ;) {
      const page = await leeway.api("GET", `/runs?workflowId=${id}&limit=200${cursor && `&cursor=${cursor}`}`);
      for (const run of page.items) if (run.replayOf !== null) replays.push(run.replayOf);
      if (page.nextCursor === undefined) break;
      cursor = page.nextCursor;
    }
    expect([replays.length, new Set(replays).size]).toEqual([180, 180]);
  });

  test("open ones are cancelled without an end of what they wait for", async () => {
    const wait = node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "hours" });
    const { id } = await leeway.publish(document("Waits", [start, wait, call("a", "never")], chain("in", "wait", "a")));
    const began = await Promise.all(Array.from({ length: 20 }, () => leeway.api("POST", `/workflows/${id}/runs`, {})));
    await Promise.all(began.map(({ runId }) => leeway.settled(runId, ["waiting"])));
    expect((await bulk("cancel", { filter: { workflowId: id } })).count).toBe(20);
    await Promise.all(began.map(({ runId }) => leeway.settled(runId, ["cancelled"])));
    expect(await bulk("cancel", { filter: { workflowId: id } })).toEqual({ count: 0 });
  });

  test("are those that the list shows with the same words: states, what started them, time", async () => {
    const hook = node("hook", "trigger.webhook");
    const broken = document("Two ways in", [start, hook, call("a", "both")], [edge("in", "a"), edge("hook", "a")]);
    const { id, hook: address } = await leeway.publish(broken);
    far.broken.add("both");
    const before = new Date().toISOString();
    const runs: string[] = [];
    for (let index = 0; index < 3; index++) {
      const answer = await fetch(address, { method: "POST" });
      runs.push(((await answer.json()) as { runId: string }).runId);
    }
    runs.push((await leeway.api("POST", `/workflows/${id}/runs`, { node: "in" })).runId);
    for (const run of runs) expect(await leeway.settled(run)).toMatchObject({ status: "failed" });
    far.broken.clear();
    const listed = async (words: string) =>
      (await leeway.api("GET", `/runs?workflowId=${id}&${words}`)).items.map((run: { id: string }) => run.id);
    expect(await listed("status=failed,cancelled&trigger=trigger.webhook")).toEqual(runs.slice(0, 3).toReversed());
    expect(await listed("trigger=in")).toEqual([runs[3]]);
    expect(await listed(`status=succeeded,running`)).toEqual([]);
    expect(await listed(`to=${encodeURIComponent(before)}`)).toEqual([]);
    const filter = { workflowId: id, status: ["failed", "cancelled"], trigger: "trigger.webhook", from: before };
    expect(await bulk("replay", { filter: { ...filter, to: before }, dryRun: true })).toEqual({ count: 0 });
    expect(await bulk("replay", { filter })).toMatchObject({ count: 3 });
    expect(await bulk("replay", { filter })).toEqual({ count: 0 });
    expect(await bulk("replay", { filter: { workflowId: id, status: "failed" }, dryRun: true })).toEqual({ count: 1 });
  });

  test("with a filter that means nothing are refused", async () => {
    for (const [path, body] of [
      ["replay", { filter: { status: "running" } }],
      ["cancel", { filter: { status: "failed" } }],
      ["replay", { filter: { from: "yesterday" } }],
      ["replay", { filter: { status: ["failed", "running"] } }],
      ["replay", { filter: { workflow: "x" } }],
      ["resolve", { filter: {} }],
      ["cancel", {}],
    ] as const)
      expect([path, (await leeway.call("POST", `/runs/${path}`, body)).status]).toEqual([path, 422]);
    expect((await leeway.call("GET", "/run-jobs/job_none")).status).toBe(404);
    expect(await bulk("replay", { filter: { workflowId: "wf_of_nobody" } })).toEqual({ count: 0 });
  });
});
