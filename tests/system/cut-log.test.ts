import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amount, patience } from "@leeway/engine/testing";
import Database from "better-sqlite3";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./cli.js";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

const HEADER = 32;
const FRAME = 24 + 4096;
/** At every third frame, or at each; the server is started at so many of the answers. */
const FINENESS = { short: 1, long: 3 };
const STARTS = { short: 2, long: 24 };

const before = new Leeway();
const kept = mkdtempSync(join(tmpdir(), "leeway-cut-"));
const log = join(before.data, "leeway.db-wal");
/** Every accepted run, and how long the log was when its 202 had come. */
const accepted: { runId: string; length: number }[] = [];
let whole: Buffer;

beforeAll(async () => {
  await before.start();
  const { hook } = await before.publish(
    document(
      "Cut",
      [
        node("in", "trigger.webhook", { respond: "accepted" }),
        node("first", "logic.set", { fields: [{ name: "id", value: "{{ trigger.body.id }}" }] }),
        node("pause", "logic.wait", { mode: "duration", amount: 1, unit: "seconds" }),
        node("last", "logic.set", { fields: [{ name: "id", value: "{{ steps.first.id }}" }] }),
      ],
      chain("in", "first", "pause", "last"),
    ),
  );
  const begin = readFileSync(log).subarray(0, HEADER);
  for (let n = 0; n < 24; n++) {
    const answer = await fetch(hook, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: `event ${n}`, much: "x".repeat(n * 200) }),
    });
    const { runId } = (await answer.json()) as { runId: string };
    accepted.push({ runId, length: statSync(log).size });
  }
  await before.kill();
  whole = readFileSync(log);
  // From the first answer on the log has only grown: the database beside it is as old as its beginning.
  expect(whole.subarray(0, HEADER)).toEqual(begin);
  expect(whole.length).toBeLessThan(1_000 * FRAME);
  cpSync(before.data, kept, { recursive: true });
});
afterAll(async () => {
  await before.close();
  rmSync(kept, { recursive: true, force: true });
});

/** The data folder as a power loss leaves it that keeps so much of the log, and this behind it. */
function cutAt(length: number, behind: Buffer = Buffer.alloc(0)): string {
  const folder = mkdtempSync(join(tmpdir(), "leeway-cut-"));
  for (const name of ["leeway.db", "secret.key"]) cpSync(join(kept, name), join(folder, name), { force: true });
  writeFileSync(join(folder, "leeway.db-wal"), Buffer.concat([whole.subarray(0, length), behind]));
  return folder;
}

/** What is wrong with the database of such a folder, by SQLite's own word and by what was accepted. */
function wrongIn(folder: string, length: number): string[] {
  const db = new Database(join(folder, "leeway.db"));
  try {
    // Nothing of this database is to last.
    db.pragma("synchronous = OFF");
    const whole = db.pragma("integrity_check", { simple: true });
    const has = db.prepare("SELECT 1 FROM runs WHERE id = ?");
    const log = db.prepare("SELECT count(*) FROM run_events WHERE run_id = ?").pluck();
    const lost = accepted.filter(
      (one) => one.length <= length && (has.get(one.runId) === undefined || log.get(one.runId) === 0),
    );
    return [...(whole === "ok" ? [] : [String(whole)]), ...lost.map(({ runId }) => `${runId} is lost`)];
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("of a log that a power loss cuts off", () => {
  test(
    "at any frame, and in the middle of one, no accepted run is lost",
    () => {
      const frames = Math.floor((whole.length - HEADER) / FRAME);
      expect(frames).toBeGreaterThan(100);
      const begin = Math.floor(((accepted[0]?.length ?? 0) - HEADER) / FRAME);
      const wrong: unknown[] = [];
      for (let frame = begin; frame <= frames; frame += 3 / amount(FINENESS)) {
        const border = HEADER + frame * FRAME;
        for (const length of [border, border + 12, border + 24 + ((frame * 911) % 4096)]) {
          if (length > whole.length) continue;
          const found = wrongIn(cutAt(length), length);
          if (found.length > 0) wrong.push({ frame, length, found });
        }
      }
      expect(wrong).toEqual([]);
    },
    patience(FINENESS),
  );

  test("with zeros or rubbish where the rest was, no accepted run is lost", () => {
    const wrong: unknown[] = [];
    for (const { length } of accepted)
      for (const behind of [Buffer.alloc(3 * FRAME), Buffer.alloc(2 * FRAME + 99, 0xa7)]) {
        const found = wrongIn(cutAt(length, behind), length);
        if (found.length > 0) wrong.push({ length, found });
      }
    expect(wrong).toEqual([]);
  });

  test(
    "the server goes on with all that it had accepted",
    async () => {
      const places = amount(STARTS);
      for (let place = 1; place <= places; place++) {
        const at = accepted[Math.floor((place * accepted.length) / places) - 1];
        if (!at) throw new Error("no such place");
        const after = new Leeway(cutAt(at.length));
        await after.start();
        try {
          // What a power loss leaves is no copy; this one is, and would wait for a person, as would its keys.
          await command(after, "api-keys", "confirm", "--all");
          await after.api("POST", "/restored/go-on", {});
          for (const { runId, length } of accepted)
            if (length <= at.length) expect(await after.settled(runId)).toMatchObject({ status: "succeeded" });
        } finally {
          await after.close();
        }
      }
    },
    patience(STARTS),
  );
});
