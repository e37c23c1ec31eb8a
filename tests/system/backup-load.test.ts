import { patience } from "@leeway/engine/testing";
import Database from "better-sqlite3";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "./cli.js";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

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

/** Orders from several sides until it is told to end: answers the runs of what was accepted, in order. */
function load(): { accepted: Map<string, string>; end: () => Promise<void> } {
  let going = true;
  const accepted = new Map<string, string>();
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; going; n++) accepted.set(await order(`o-${caller}-${n}`), `o-${caller}-${n}`);
  });
  return {
    accepted,
    end: async () => {
      going = false;
      await Promise.all(callers);
    },
  };
}

const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

test(
  "a backup that is made while orders with files come in has each of them wholly or not at all, and all that were accepted before",
  async () => {
    const { accepted, end } = load();
    while (accepted.size < 60) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = [...accepted.keys()];
    const file = join(folder, "load.tar.gz");
    const made = await command(leeway, "backup", file);
    const during = accepted.size - before.length;
    await end();
    expect(during).toBeGreaterThan(0);
    expect(made).toMatchObject({ file, size: statSync(file).size, withKey: false, audited: true });
    expect(made.uploads).toBeGreaterThanOrEqual(before.length);

    const data = join(folder, "data");
    const target = { data, origin: leeway.origin };
    expect(await command(target as Leeway, "restore", file)).toMatchObject({ uploads: made.uploads, previous: null });
    const db = new Database(join(data, "leeway.db"), { readonly: true });
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(db.pragma("foreign_key_check")).toEqual([]);
    const runs = db.prepare<[], { id: string; last: number }>("SELECT id, last_seq AS last FROM runs").all();
    expect(before.filter((id) => runs.every((run) => run.id !== id))).toEqual([]);
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
  },
  patience(),
);
