import { amount, patience, seedOf } from "@leeway/engine/testing";
import Database from "better-sqlite3";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "./cli.js";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** How many orders were accepted when the backup begins: drawn for each round. The machine adds its own. */
const SEED = 20261122;
const ROUNDS = { short: 1, long: 10 };
const CALLERS = 4;
const leeway = new Leeway();
const folder = mkdtempSync(join(tmpdir(), "leeway-load-"));
let hook = "";
beforeAll(async () => {
  await leeway.start({ LEEWAY_MAX_STRANGER_CALLS: "0" });
  const flow = document(
    "Orders",
    [
      node("in", "trigger.webhook", { respond: "accepted", dedupe: "{{ trigger.body.id }}" }),
      node("keep", "logic.set", { fields: [{ name: "id", value: "{{ trigger.body.id }}" }] }),
    ],
    chain("in", "keep"),
  );
  ({ hook } = await leeway.publish(flow));
});
afterAll(async () => {
  await leeway.close();
  rmSync(folder, { recursive: true, force: true });
});

const contentOf = (id: string) => Buffer.from(`what ${id} wrote `.repeat(500));
/** An order with a file, which is told apart by its content. */
async function order(id: string): Promise<string> {
  const body = new FormData();
  body.append("id", id);
  body.append("cv", new File([contentOf(id)], `${id}.txt`, { type: "text/plain" }));
  const answer = await fetch(hook, { method: "POST", body });
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { runId: string }).runId;
}

/** Every order that was accepted, by its run. */
const accepted = new Map<string, string>();

/** Orders from several sides until it is told to end. */
function load(round: number): { end: () => Promise<void> } {
  let going = true;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; going; n++) {
      const id = `o-${round}-${caller}-${n}`;
      accepted.set(await order(id), id);
    }
  });
  return {
    end: async () => {
      going = false;
      await Promise.all(callers);
    },
  };
}

const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Everything in the restored folder is whole, and has these runs, which were accepted before the backup. */
function expectWhole(data: string, before: string[]): void {
  const db = new Database(join(data, "leeway.db"), { readonly: true });
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const runs = db.prepare<[], { id: string; last: number }>("SELECT id, last_seq AS last FROM runs").all();
  const there = new Set(runs.map(({ id }) => id));
  expect(before.filter((id) => !there.has(id))).toEqual([]);
  expect(runs.length).toBeLessThan(accepted.size);
  const batches = db.prepare<[string], { first: number; last: number }>(
    "SELECT seq AS first, last_seq AS last FROM run_events WHERE run_id = ? ORDER BY seq",
  );
  const uploadOf = db.prepare<[string], string>("SELECT id FROM uploads WHERE run_id = ?").pluck();
  const halves = runs.filter(({ id, last }) => {
    const [log, upload] = [batches.all(id), uploadOf.all(id)];
    const isWhole = log.reduce((end, one) => (one.first === end + 1 ? one.last : -1), 0) === last;
    const name = accepted.get(id);
    const path = join(data, "uploads", upload[0] ?? "none");
    // One that came in as the backup began, and was answered after the load had ended, is nobody's.
    const hasFile = name === undefined || sha(readFileSync(path)) === sha(contentOf(name));
    return !isWhole || upload.length !== 1 || !hasFile;
  });
  db.close();
  expect(halves).toEqual([]);
  const modes = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name !== "leeway.lock")
    .map((one) => statSync(join(one.parentPath, one.name)).mode & 0o077);
  expect(new Set(modes)).toEqual(new Set([0]));
}

test(
  "a backup that is made while orders with files come in has each of them wholly or not at all, and all that were accepted before",
  async () => {
    const seed = seedOf(SEED);
    const sizes = fc.sample(fc.integer({ min: 20, max: 120 }), { seed, numRuns: amount(ROUNDS) });
    for (const [round, more] of sizes.entries()) {
      const enough = accepted.size + more;
      const { end } = load(round);
      await eventually("orders that are accepted", () => Promise.resolve(accepted.size >= enough));
      const before = [...accepted.keys()];
      const file = join(folder, `${round}.tar.gz`);
      const made = await command(leeway, "backup", file);
      const during = accepted.size - before.length;
      await end();
      expect(during, `seed ${seed}`).toBeGreaterThan(0);
      expect(made).toMatchObject({ file, size: statSync(file).size, withKey: false, audited: true });
      expect(made.uploads).toBeGreaterThanOrEqual(before.length);

      const data = join(folder, String(round));
      const target = { data, origin: leeway.origin };
      expect(await command(target as Leeway, "restore", file)).toMatchObject({ uploads: made.uploads, previous: null });
      expectWhole(data, before);
    }
  },
  patience(ROUNDS),
);
