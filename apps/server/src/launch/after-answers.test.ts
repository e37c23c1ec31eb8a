import { constants, PerformanceObserver } from "node:perf_hooks";
import { cachedDataVersionTag } from "node:v8";
import { expect, test } from "vitest";
import { collectAfterAnswers, youngHeap } from "./after-answers.js";

const MEGABYTES = 2 ** 20;

/** Tells of each collection that is made, and of each step of an answer to the last commit, in their order. */
function heard(size = 10 * MEGABYTES) {
  const log: string[] = [];
  const heap = { size: () => size, collect: () => void log.push("collected") };
  const tell = collectAfterAnswers(() => heap);
  const commit = async (writes: number) => {
    tell(writes);
    await Promise.resolve();
    log.push("answered");
    process.nextTick(() => log.push("sent"));
    await new Promise(setImmediate);
  };
  return { log, commit };
}

test("collects once enough was answered together, behind the answers", async () => {
  const { log, commit } = heard();
  await commit(90);
  expect(log.splice(0)).toEqual(["answered", "sent"]);
  await commit(90);
  expect(log.splice(0)).toEqual(["answered", "sent", "collected"]);
  await commit(90);
  expect(log).toEqual(["answered", "sent"]);
});

test.each([
  { where: "few are answered together", writes: 3, size: 10 },
  { where: "little has come together since V8 collected by itself", writes: 60, size: 4 },
])("collects nothing where $where", async ({ writes, size }) => {
  const { log, commit } = heard(size * MEGABYTES);
  for (let commits = 0; commits < 50; commits++) await commit(writes);
  expect(log).not.toContain("collected");
});

test("collects the young generation alone, and leaves V8's flags as they were", async () => {
  const usual = cachedDataVersionTag();
  const heap = youngHeap();
  expect(cachedDataVersionTag()).toBe(usual);
  const kinds = new Promise<number[]>((resolve) => {
    const observer = new PerformanceObserver((list) => {
      observer.disconnect();
      resolve(list.getEntries().map((entry) => (entry as unknown as { detail: { kind: number } }).detail.kind));
    });
    observer.observe({ entryTypes: ["gc"] });
  });
  expect(heap.size()).toBeGreaterThan(0);
  heap.collect();
  expect(await kinds).toContain(constants.NODE_PERFORMANCE_GC_MINOR);
});
