import type { RunEventBody } from "@leeway/engine";
import { expect, test } from "vitest";
import { masked } from "./mask.js";
import { RunFamilies } from "./run-families.js";
import { calledBy, done, FamilyBench } from "./testing/family-bench.js";
import { ToldValues } from "./told-values.js";

const bench = new FamilyBench();

test("of a family with more runs than are read nothing is kept, nothing more is read, and all that came with its runs is hidden", async () => {
  const few = bench.reading(RunFamilies, 5);
  const top = await bench.runOf([done("a", { passport: "FM 000001" })]);
  const children: string[] = [];
  for (let at = 0; at < 6; at++)
    children.push(await bench.runOf([done("a", { code: "x" })], calledBy(top, `call ${at}`)));
  const family = await few.of("ws", ["passport"], children[3] ?? "");
  expect([family.isTooLarge, family.hasRead(top, 1)]).toEqual([true, true]);
  expect(family.weight).toBeLessThan(1_000);
  const read = bench.rows;
  expect(await few.of("ws", ["passport"], top)).toBe(family);
  expect(bench.rows).toBe(read);
  const hidden = await bench.shownAt("/steps/:key", { id: top, key: "b" }, few)({});
  const error = {
    code: "http.status",
    nodeId: "send",
    message: "It said FM 000001",
    values: { said: "FM 000001", status: 500 },
  };
  const answer = { key: "b", status: "failed", output: { said: "FM 000001", "FM 000001": 1, total: 12_500 }, error };
  expect(masked(answer, { hidden, kept: new Set() })).toEqual({
    key: "b",
    status: "failed",
    output: { "•••": "•••", "•••2": 1, "•••3": "•••" },
    error: { ...error, message: "•••", values: { said: "•••", status: 500 } },
  });
});

test("a stream hides all from the next event on once somebody else has found the family too large", async () => {
  const few = bench.reading(RunFamilies, 3);
  const id = await bench.runOf([done("a", { passport: "FM 000001" })]);
  const fieldsFor = bench.shownAt("/events", { id }, few);
  const message = (seq: number, output: object) => ({ id: String(seq), data: { ...done("a", output), seq } });
  const shown = async (seq: number, output: object) => {
    const one = message(seq, output);
    return masked(one, { hidden: await fieldsFor(one), kept: new Set(), isMessage: true });
  };
  const said = { said: "FM 000001", order: "A-1234" };
  expect(await shown(2, said)).toEqual(message(2, { said: "•••", order: "A-1234" }));
  for (let at = 0; at < 4; at++)
    await bench.runOf([done("a", { passport: `FM 10000${at}` })], calledBy(id, `call ${at}`));
  await bench.say(id, 2, [done("b", {})]);
  expect((await few.of("ws", ["passport"], id)).isTooLarge).toBe(true);
  for (const seq of [2, 3]) expect(await shown(seq, said)).toEqual(message(seq, { "•••": "•••", "•••2": "•••" }));
});

test("nothing stays of the values of a family that is found too large, also where it is found while they are read", async () => {
  const few = bench.reading(RunFamilies, 3);
  let last: string | undefined;
  for (let at = 0; at < 5; at++)
    last = await bench.runOf([done("a", { passport: `FM 00000${at}` })], { ...(last && { replayOf: last }) });
  const family = await few.of("ws", ["passport"], last ?? "");
  expect([family.isTooLarge, family.fields.values.weight]).toEqual([true, 0]);
});

/** A list of failed runs, as it is shown to somebody who may not see all. */
async function listed(items: readonly { id: string; error: object | null }[], by = bench.families) {
  const hidden = await bench.shownAt("", {}, by, "/api/v1/runs")({ items });
  return masked({ items }, { hidden, kept: new Set() });
}
/** A machine that is busy takes longer than a list waits: then the next one knows it. */
const patience = { timeout: 60_000 };
const saying = (said: string) => ({ code: "http.status", message: `It said ${said}`, values: { said } });

/** Families of which one takes as long as the test likes. */
function holding(slow: () => string) {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const asked: string[] = [];
  const under = { way: 0, most: 0 };
  class Slow extends RunFamilies {
    override async of(...[workspaceId, names, id]: Parameters<RunFamilies["of"]>) {
      asked.push(id);
      under.most = Math.max(under.most, ++under.way);
      if (id === slow()) await held;
      return super.of(workspaceId, names, id).finally(() => (under.way -= 1));
    }
  }
  return { families: bench.reading(Slow), goOn, asked, under };
}

test("a list shows of the runs below one that takes long what is known of them", async () => {
  let slow = "";
  const { families, goOn } = holding(() => slow);
  const over = await bench.runOf([done("a", { passport: "FM 000001" })]);
  await bench.say(over, 2, [{ type: "run.finished", at: 2, status: "failed" } as RunEventBody], 2);
  const going = await bench.runOf([done("a", { passport: "FM 000002" })]);
  const below = [
    { id: over, error: saying("FM 000001, order 1234") },
    { id: going, error: saying("FM 000002, order 5678") },
  ];
  const shown = [
    { id: over, error: saying("•••, order 1234") },
    { id: going, error: saying("•••, order 5678") },
  ];
  await expect.poll(() => listed(below, families), patience).toEqual({ items: shown });
  slow = await bench.runOf([done("a", { passport: "FM 000003" })]);
  const top = { id: slow, error: saying("FM 000003") };
  const hidden = { id: slow, error: { code: "http.status", message: "•••", values: { said: "•••" } } };
  await expect.poll(() => listed([top, ...below], families), patience).toEqual({ items: [hidden, ...shown] });
  goOn();
});

test("what a list did not wait for is read on behind it, one after the other, and the next list knows all of it", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 4; at++) ids.push(await bench.runOf([done("a", { passport: `FM 00000${at}` })]));
  const { families, goOn, asked, under } = holding(() => ids[0] ?? "");
  const items = ids.map((id, at) => ({ id, error: saying(`FM 00000${at}`) }));
  for (let look = 0; look < 2; look++) expect(JSON.stringify(await listed(items, families))).not.toContain("FM");
  expect(asked).toEqual(ids.slice(0, 1));
  goOn();
  const areRead = () => ids.every((id) => families.hasRead("ws", ["passport"], id));
  await expect.poll(areRead, patience).toBe(true);
  expect([asked, under.most]).toEqual([ids, 1]);
  const known = ids.map((id) => ({ id, error: saying("•••") }));
  await expect.poll(() => listed(items, families), patience).toEqual({ items: known });
});

test("no more runs wait to be read behind lists than are on some pages", async () => {
  const told = (at: number) => ({ workspaceId: "ws", names: ["passport"], runId: `run ${at}`, texts: [] });
  const values = new ToldValues(() => new Promise(() => {}));
  for (let at = 0; at < 200; at++) void values.readInTurn(told(at));
  expect(await values.readInTurn(told(200))).toBeUndefined();
});

test("what is forgotten while it is read behind a list is read anew by the next one", async () => {
  let slow = "";
  const { families, goOn, asked } = holding(() => slow);
  slow = await bench.runOf([done("a", { passport: "FM 000001" })]);
  await bench.say(slow, 2, [{ type: "run.finished", at: 2, status: "failed" } as RunEventBody], 2);
  const told = { workspaceId: "ws", names: ["passport"], runId: slow, texts: ["FM 000001"] };
  const reading = families.told.readInTurn(told);
  await expect.poll(() => asked, patience).toEqual([slow]);
  families.forget("ws");
  goOn();
  expect([(await reading)?.has("FM 000001"), families.told.kept(told)]).toEqual([true, undefined]);
  expect([(await families.told.read(told))?.has("FM 000001"), families.told.kept(told)?.has("FM 000001")]).toEqual([
    true,
    true,
  ]);
});

test("a list of runs does not wait for a family that takes long: what failed in it is hidden whole until it is known", async () => {
  const known = await bench.runOf([done("a", { passport: "FM 000001" })]);
  const slow = await bench.runOf([done("a", { passport: "FM 000002" })]);
  const { families: slowly, goOn } = holding(() => slow);
  const items = [
    { id: known, error: saying("FM 000001, order 1234") },
    { id: slow, error: saying("FM 000002, order 5678") },
  ];
  const knownShown = { id: known, error: saying("•••, order 1234") };
  const hiddenShown = { id: slow, error: { code: "http.status", message: "•••", values: { said: "•••" } } };
  const list = () => listed(items, slowly);
  await expect.poll(list, patience).toEqual({ items: [knownShown, hiddenShown] });
  goOn();
  await expect.poll(list, patience).toEqual({
    items: [knownShown, { id: slow, error: saying("•••, order 5678") }],
  });
});

test("names with spaces are told from as many names", async () => {
  const id = await bench.runOf([done("a", { "full name": "Olena K", full: "FM 000001" })]);
  await bench.say(id, 2, [{ type: "run.finished", at: 2, status: "succeeded" } as RunEventBody], 2);
  const among = async (names: string[]) => {
    const texts = ["Olena K, FM 000001"];
    const known = await bench.families.told.read({ workspaceId: "ws", names, runId: id, texts });
    return ["Olena K", "FM 000001"].filter((value) => known?.has(value));
  };
  expect(await among(["full name"])).toEqual(["Olena K"]);
  expect(await among(["full", "name"])).toEqual(["FM 000001"]);
});

test("a list of runs reads nothing of those that failed with words of ours alone", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001" })]);
  bench.statements = 0;
  const own = { code: "http.status", message: "It answered 500", values: { status: 500 } };
  for (const error of [null, own, { ...own, values: {} }]) await listed([{ id, error }]);
  expect(bench.statements).toBe(0);
  await listed([{ id, error: saying("anything") }]);
  expect(bench.statements).toBeGreaterThan(0);
});

test("what is hidden in a list of runs that are over is known to the next list, however much their families take", async () => {
  const id = await bench.runOf([done("a", { passport: "FM 000001" })]);
  await bench.say(id, 2, [{ type: "run.finished", at: 2, status: "succeeded" } as RunEventBody], 2);
  const going = await bench.runOf([done("a", { passport: "FM 000002" })]);
  const items = [{ id, error: saying("FM 000001") }];
  const shown = { items: [{ id, error: saying("•••") }] };
  await expect.poll(() => listed(items), patience).toEqual(shown);
  bench.statements = 0;
  expect(await listed(items)).toEqual(shown);
  expect(bench.statements).toBe(0);
  const more = [...items, { id: going, error: saying("FM 000003") }];
  await expect.poll(async () => JSON.stringify(await listed(more)), patience).toContain("FM 000003");
  await bench.say(going, 2, [done("b", { passport: "FM 000003" })]);
  expect(JSON.stringify(await listed(more))).not.toContain("FM 000003");
  bench.families.forget("ws");
  bench.statements = 0;
  await listed(items);
  expect(bench.statements).toBeGreaterThan(0);
});
