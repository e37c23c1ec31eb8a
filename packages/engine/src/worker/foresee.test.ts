import { expect, test } from "vitest";
import fc from "fast-check";
import { usualBounds } from "../bounds.js";
import type { Birth, NewRun } from "../ports.js";
import { Bench } from "../testing/bench.js";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { scenarios, type Tastes } from "../testing/simulation/scenario.js";
import { runnableCatalogue, tinyRunners } from "../testing/tiny-runners.js";
import { graph } from "../testing/tiny-world.js";
import type { WorkflowDocument } from "../document/document.js";
import { foresee } from "./foresee.js";

const SEED = 20261122;
const settings = { sweepMs: 10_000, leaseMs: 20_000, renewMs: 8_000 };
const none = fc.constant<Manner[]>([]);
const computing: Tastes = {
  types: ["set", "set", "if", "switch", "set", "read"],
  manners: none,
  readManners: none,
  onError: ["stop", "continue", "branch"],
  wild: true,
};

const foreseenBy = (bench: Bench, run: NewRun, document: WorkflowDocument) =>
  foresee(run, document, {
    clock: bench.clock,
    bounds: usualBounds,
    catalogue: runnableCatalogue,
    runners: tinyRunners,
    random: () => 0.5,
    scope: { timezone: "UTC", publicUrl: "https://x", vars: bench.vars, fields: {} },
  });

/** The first write of a run, as its worker makes it. */
async function writtenBy(bench: Bench, run: NewRun, document: WorkflowDocument): Promise<Birth | undefined> {
  let first: Birth | undefined;
  const { kept } = bench;
  bench.store = {
    ...bench.storeWith((...args) => kept.append(...args)),
    create: (one, birth) => {
      first ??= birth;
      return kept.create(one, birth);
    },
  };
  const { worker } = bench.start(settings);
  await bench.pass();
  const begun = worker.begin(run, document);
  await bench.pass();
  await begun;
  await worker.stop(0);
  return first;
}

const told = ({ events, summary, release }: Birth) => ({ events, summary, release });

test(
  "a run is foreseen where it ends with its first write, and as its worker writes that",
  async () => {
    let [foreseen, left] = [0, 0];
    await holds(
      fc.asyncProperty(scenarios(computing), async ({ document }) => {
        const bench = new Bench();
        const run = bench.newRun(document, { total: 1490 });
        const found = await foreseenBy(bench, run, document);
        const written = await writtenBy(bench, run, document);
        if (found) foreseen += 1;
        else left += 1;
        const ends = written?.release === true && written.summary?.finishedAt != null;
        expect(found && told(found.birth)).toEqual(ends ? told(written) : undefined);
        if (found) expect(found.state).toEqual(await bench.state(run.id));
      }),
      { seed: SEED, short: 300, long: 20_000 },
    );
    expect(Math.min(foreseen, left)).toBeGreaterThan(replaying ? -1 : 40);
  },
  patience(60_000),
);

test("nothing is foreseen of a run for which more is needed than is at hand", async () => {
  const bench = new Bench();
  const document = graph("in:trigger a:set b:create", "in>a a>b");
  expect(await foreseenBy(bench, bench.newRun(document), document)).toBeUndefined();
  const waits = graph("in:trigger a:sleep", "in>a");
  expect(await foreseenBy(bench, bench.newRun(waits), waits)).toBeUndefined();
  const says = graph("in:trigger a:set b:set", "in>a a-main>b", {
    a: { onError: "continue", params: { say: "{{ trigger.nothing }}" } },
    b: { params: { say: "{{ steps.a.error.message }}" } },
  });
  expect(await foreseenBy(bench, bench.newRun(says), says)).toBeUndefined();
  expect(bench.surprises).toEqual([]);
});
