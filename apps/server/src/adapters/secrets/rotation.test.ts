import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEnvironment } from "../../config/environment.js";
import type { OpenDatabase } from "../database/database.js";
import { openMigrated } from "../database/testing/migrated.js";
import { WriterQueue } from "../database/writer-queue.js";
import { listKeys } from "./key-list.js";
import { KeyRing, keySourceOf, Unreadable } from "./key-ring.js";
import { openVault, proveKeys } from "./open-keys.js";
import { forgetKey, newKeys, reseal } from "./rotation.js";
import { OF_PEOPLE, type Vault } from "./vault.js";

const ROWS = 250;
const settings = readEnvironment({});
let folder = "";
let db: OpenDatabase;
/** That of the running server. */
let vault: Vault;
/** Those of the command, in a process of its own. */
let ring: KeyRing;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-rotation-"));
  db = await openMigrated(join(folder, "leeway.db"));
  vault = await openVault(folder, proveKeys(folder, settings), db);
  ring = new KeyRing(keySourceOf(folder, settings));
  await db.queue.write(() => {
    for (let index = 0; index < ROWS; index++) keep(`ws_${index % 3}`, `cred_${index}`);
  });
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Inside a write, as the server does it. */
function keep(workspace: string, id: string) {
  const sealed = vault.seal(db.handle, workspace, `credentials:${id}`, `secret of ${id}`);
  db.handle
    .prepare(
      `INSERT INTO credentials (id, workspace_id, type, name, public_data, sealed, created_at, updated_at)
       VALUES (?, ?, 'httpBearer', 'x', '{}', ?, 0, 0)`,
    )
    .run(id, workspace, sealed);
}
const rows = () =>
  db.handle.prepare("SELECT id, workspace_id AS workspace, sealed FROM credentials").all() as {
    id: string;
    workspace: string;
    sealed: Buffer;
  }[];
const expectAllOpen = (by: Vault) => {
  for (const { id, workspace, sealed } of rows())
    expect(by.open(workspace, `credentials:${id}`, sealed)).toBe(`secret of ${id}`);
};
const secrets = () => readFileSync(join(folder, "secret.key"), "utf8").trim().split("\n");
const writeSecrets = (lines: string[]) => writeFileSync(join(folder, "secret.key"), `${lines.join("\n")}\n`);
const restarted = () => openVault(folder, proveKeys(folder, settings), db);
const uses = () => listKeys(db.handle, ring).keys.map(({ use, dataKeys }) => [use, dataKeys]);

describe("a rotation beside a running server", () => {
  test("seals all anew with new data keys under a new key, which the server takes over by itself", async () => {
    const before = rows().map(({ sealed }) => sealed.toString("base64"));
    await newKeys(folder, ring, db.queue);
    expectAllOpen(vault);
    expect(await reseal(db.queue, vault)).toEqual({ rows: ROWS, resealed: ROWS, unreadable: 0 });
    expectAllOpen(vault);
    expect(rows().filter(({ sealed }) => before.includes(sealed.toString("base64")))).toEqual([]);
    // One key for the server's own root, one for each of three workspaces: the old ones are gone.
    expect(uses()).toEqual([
      ["seals", 4],
      ["opens", 0],
    ]);
    await db.queue.write(() => keep("ws_new", "cred_new"));
    writeSecrets([secrets()[0]!]);
    expectAllOpen(await restarted());
  });

  test("seals a letter that waits anew, and leaves one that has gone as it is", async () => {
    await db.queue.write((write) => {
      const insert = write.prepare("INSERT INTO letters (link_id, sealed, state, tries, at) VALUES (?, ?, ?, 0, 0)");
      insert.run("link_waits", vault.seal(write, OF_PEOPLE, "letters:link_waits", "a link"), "waiting");
      insert.run("link_gone", null, "sent");
    });
    await newKeys(folder, ring, db.queue);
    expect(await reseal(db.queue, vault)).toEqual({ rows: ROWS + 1, resealed: ROWS + 1, unreadable: 0 });
    writeSecrets([secrets()[0]!]);
    const sealed = db.handle.prepare("SELECT sealed FROM letters ORDER BY link_id").pluck().all() as [null, Buffer];
    expect(sealed[0]).toBeNull();
    expect((await restarted()).open(OF_PEOPLE, "letters:link_waits", sealed[1])).toBe("a link");
  });

  test("writes the key file for the owner's eyes only, the new key before the old one", async () => {
    const [old] = secrets();
    await newKeys(folder, ring, db.queue);
    expect(secrets()).toEqual([expect.stringMatching(/^lwk1_[\w-]{43}$/), old]);
    expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
  });

  test("loses no key when two of them go on at once", async () => {
    const other = new WriterQueue(db.handle);
    const second = new KeyRing(keySourceOf(folder, settings));
    await Promise.all([newKeys(folder, ring, db.queue), newKeys(folder, second, other)]);
    await Promise.all([reseal(db.queue, vault), reseal(other, vault)]);
    expect(secrets()).toHaveLength(3);
    expectAllOpen(await restarted());
  });

  test("says where it is, and leaves what does not open as it is", async () => {
    await db.queue.write((write) => write.exec("UPDATE credentials SET sealed = x'00' WHERE id = 'cred_7'"));
    await db.queue.write((write) =>
      write.exec(
        `UPDATE credentials SET sealed = (SELECT sealed FROM credentials WHERE id = 'cred_1') WHERE id = 'cred_4'`,
      ),
    );
    await newKeys(folder, ring, db.queue);
    const steps: number[] = [];
    const done = await reseal(db.queue, vault, ({ rows: looked }) => steps.push(looked));
    expect(done).toEqual({ rows: ROWS, resealed: ROWS - 2, unreadable: 2 });
    expect(steps).toEqual([100, 200, 250]);
    expect(() => vault.open("ws_1", "credentials:cred_7", Buffer.from([0]))).toThrow(Unreadable);
  });
});

describe("a rotation that dies", () => {
  test("between the key file and the database leaves both keys, and the next one goes on with the key that is there", async () => {
    const [old] = secrets();
    writeSecrets(["n".repeat(43), old!]);
    expectAllOpen(vault);
    await newKeys(folder, ring, db.queue);
    expect(secrets()).toEqual(["n".repeat(43), old]);
    await reseal(db.queue, vault);
    expectAllOpen(vault);
  });

  test("before the commit keeps nothing of it in the database", async () => {
    const kept = db.handle.prepare("SELECT hex(sealed) FROM data_keys").pluck().all();
    const [, failed] = await Promise.allSettled([
      newKeys(folder, ring, db.queue),
      db.queue.write((write) => write.exec("ROLLBACK")),
    ]);
    expect(failed.status).toBe("rejected");
    expect(db.handle.prepare("SELECT hex(sealed) FROM data_keys").pluck().all()).toEqual(kept);
    expectAllOpen(await restarted());
  });

  test("after any row leaves all to open, and a start or the next rotation ends it", async () => {
    await newKeys(folder, ring, db.queue);
    const cut = reseal(db.queue, vault, ({ rows: looked }) => {
      if (looked === 100) throw new Error("died");
    });
    await expect(cut).rejects.toThrow("died");
    expectAllOpen(await restarted());
    expect(await reseal(db.queue, vault)).toMatchObject({ resealed: ROWS - 100 });
    expectAllOpen(vault);
  });
});

describe("an old key", () => {
  test("opens a copy of before, until it is forgotten", async () => {
    const [old] = ring.ids;
    const copy = rows();
    const keys = db.handle.prepare("SELECT * FROM data_keys").all() as Record<string, unknown>[];
    await newKeys(folder, ring, db.queue);
    await reseal(db.queue, vault);
    const back = () =>
      db.queue.write((write) => {
        write.exec("DELETE FROM data_keys");
        for (const key of keys) write.prepare("INSERT INTO data_keys VALUES (?, ?, ?, ?)").run(...Object.values(key));
        for (const { id, sealed } of copy)
          write.prepare("UPDATE credentials SET sealed = ? WHERE id = ?").run(sealed, id);
      });
    await back();
    expect(await forgetKey(folder, ring, db.queue, old!)).toBe("needed");
    expectAllOpen(await restarted());
    expect(await forgetKey(folder, ring, db.queue, old!)).toBe("done");
    expectAllOpen(await restarted());
    await back();
    expect(() => proveKeys(folder, settings)).toThrow(/is not the key/);
  });

  test("is forgotten by its id alone, and the key that seals never", async () => {
    expect(await forgetKey(folder, ring, db.queue, "00000000")).toBe("unknown");
    expect(await forgetKey(folder, ring, db.queue, ring.ids[0]!)).toBe("seals");
    expect(secrets()).toHaveLength(1);
  });
});
