import { afterAll, beforeAll, expect, test } from "vitest";
import { amount, patience, seedOf } from "@leeway/engine/testing";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, commandOn } from "./cli.js";
import { CountingReceiver } from "./counting-receiver.js";
import { chain, document, node } from "./documents.js";
import { publishKinds, type Kind } from "./kill-kinds.js";
import { eventually, Leeway } from "./leeway.js";

const SEED = 20261122;
const ROUNDS = { short: 1, long: 20 };
const CALLERS = 2;

const leeway = new Leeway();
const far = new CountingReceiver();
const folder = mkdtempSync(join(tmpdir(), "leeway-restore-"));
let kinds: Kind[] = [];
/** Addresses at which runs wait to be called, which the world outside knows. */
const addresses = new Set<string>();
/** Longer than the sweep that finds runs which are due. */
const slow = document(
  "Slow",
  [
    node("in", "trigger.webhook", { respond: "accepted" }),
    node("wait", "logic.wait", { mode: "duration", amount: 3, unit: "seconds" }),
    node("send", "http.request", {
      method: "POST",
      url: "{{ trigger.body.url }}/{{ trigger.body.id }}",
      bodyFormat: "json",
      body: {},
    }),
  ],
  chain("in", "wait", "send"),
);
let newcomer = "";

beforeAll(async () => {
  await Promise.all([far.open(), leeway.start()]);
  far.also = (key, body) => {
    if (key.startsWith("address-")) addresses.add(new URL((JSON.parse(body) as { url: string }).url).pathname);
  };
  kinds = await publishKinds(leeway, far.url);
  newcomer = (await leeway.publish(slow)).hook;
});
afterAll(async () => {
  await leeway.close();
  far.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const unfinished = async (): Promise<{ id: string; held: string | null }[]> =>
  (await leeway.api("GET", "/runs?status=queued,running,waiting,needs_attention&limit=200")).items;
/** What has arrived; addresses are told again by a call that may be repeated. */
const arrived = () => new Map([...far.arrivals].filter(([key]) => !key.startsWith("address-")));

/** Calls every kind from several sides; stops with the server, or when told. */
function load(round: number): () => Promise<void> {
  let going = true;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; going; n++) {
      const kind = kinds[(n + caller) % kinds.length];
      if (kind) await post(kind.hook, kind.body(`${kind.name}-${round}-${caller}-${n}`)).catch(() => {});
      await pause(10);
    }
  });
  return async () => {
    going = false;
    await Promise.all(callers);
  };
}

/** What people say and the world outside tells to runs that wait for it. */
async function answer(): Promise<void> {
  const words = [...addresses].map((path) => fetch(leeway.origin + path, { method: "POST" }).catch(() => {}));
  const open = await unfinished();
  const approvals = open.map(({ id }) => leeway.call("POST", `/runs/${id}/steps/wait/approve`, { approved: true }));
  await Promise.all([...words, ...approvals]);
}

/** Until nothing is open any more. */
async function help(): Promise<boolean> {
  await answer();
  for (const { id } of (await leeway.api("GET", "/runs?status=needs_attention&limit=200")).items as { id: string }[]) {
    const steps = (await leeway.api("GET", `/runs/${id}/steps`)).items as { key: string; status: string }[];
    for (const { key } of steps.filter(({ status }) => status === "unknown"))
      await leeway.call("POST", `/runs/${id}/steps/${encodeURIComponent(key)}/resolve`, { as: "done" });
  }
  return (await unfinished()).length === 0;
}

test(
  "a restored server sends nothing that was begun before the backup until a person says so, and then all of it ends",
  async () => {
    const seed = seedOf(SEED);
    const moments = fc.sample(fc.noBias(fc.integer({ min: 150, max: 900 })), { seed, numRuns: amount(ROUNDS) });
    for (const [round, ms] of moments.entries()) {
      const file = join(folder, `${round}.tar.gz`);
      const stop = load(round);
      await pause(ms);
      const before = arrived();
      const { uploads } = await command(leeway, "backup", file);
      expect(uploads).toBe(0);
      await pause(400);
      await leeway.kill("SIGKILL");
      await stop();
      const lost = arrived();
      const { unfinishedRuns } = await command(leeway, "restore", file);
      expect(unfinishedRuns, `seed ${seed}`).toBeGreaterThan(0);
      await leeway.start();

      // Whoever has the folder lets in again who is to come in.
      expect(await (await leeway.call("GET", "/restored")).json()).toMatchObject({
        status: 401,
        code: "apiKey.resting",
      });
      expect(await command(leeway, "api-keys", "confirm", "--all")).toEqual({ confirmed: 1 });
      const { restoration } = await leeway.api("GET", "/restored");
      expect(restoration).toMatchObject({ runs: unfinishedRuns, events: 0, apiKeys: 0 });
      const held = (await unfinished()).map(({ id }) => id);
      await answer();
      const { runId } = (await (await post(newcomer, { id: `new-${round}`, url: far.url })).json()) as {
        runId: string;
      };
      expect((await leeway.settled(runId)).status).toBe("succeeded");
      const meanwhile = arrived();
      expect(meanwhile.get(`new-${round}`)).toBe(1);
      meanwhile.delete(`new-${round}`);
      expect({ seed, meanwhile }).toEqual({ seed, meanwhile: lost });
      expect((await leeway.api("GET", "/restored")).restoration.runs).toBe(unfinishedRuns);

      await leeway.api("POST", "/restored/go-on", {});
      await eventually("the end of every run", help);
      for (const id of held) expect((await leeway.api("GET", `/runs/${id}`)).status).toBe("succeeded");
      // Of what had been sent when the backup was made, it knows: nothing of that is sent again, in doubt neither.
      const twice = [...arrived()].filter(([key, count]) => before.has(key) && count > (lost.get(key) ?? 0));
      expect({ seed, twice }).toEqual({ seed, twice: [] });
    }
  },
  patience(ROUNDS),
);

test("a killed backup leaves nothing under its name, and a killed restore the old data or the new", async () => {
  const whole = join(folder, "whole.tar.gz");
  await command(leeway, "backup", whole);
  const { id } = await leeway.api("POST", "/workflows", { document: { ...slow, name: "Later" } });
  const cut = join(folder, "cut.tar.gz");
  const [dying, refused] = [commandOn(leeway, ["backup", cut]), commandOn(leeway, ["restore", whole])];
  dying.child.once("spawn", () => setTimeout(() => dying.child.kill("SIGKILL"), 150));
  const { code } = await dying.ended;
  const there = await commandOn(leeway, ["restore", cut]).ended;
  if (code === null) expect(there).toMatchObject({ code: 3, err: expect.stringContaining(`There is no ${cut}`) });
  expect(await refused.ended).toMatchObject({
    code: 3,
    out: "",
    err: expect.stringContaining("in use by another Leeway"),
  });

  await leeway.kill("SIGKILL");
  for (const ms of [140, 220]) {
    const { child, ended } = commandOn(leeway, ["restore", whole]);
    child.once("spawn", () => setTimeout(() => child.kill("SIGKILL"), ms));
    await ended;
  }
  await leeway.start();
  await command(leeway, "api-keys", "confirm", "--all");
  const names = ((await leeway.api("GET", "/workflows?limit=100")).items as { id: string }[]).map((one) => one.id);
  const isNew = !names.includes(id);
  // The new one knows that it was restored, the old one has what was made after the backup.
  expect(names.length - Number(!isNew)).toBe(kinds.length + 3);
  if (isNew) expect((await leeway.api("GET", "/restored")).restoration).not.toBeNull();
});
