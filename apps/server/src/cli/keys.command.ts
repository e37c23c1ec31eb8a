import type { AuditAction } from "@leeway/api";
import type { Database } from "better-sqlite3";
import type { Command } from "commander";
import { audit, fromCommand } from "../accounts/audit.js";
import { WriterQueue } from "../adapters/database/writer-queue.js";
import { identityOf, proofRows } from "../adapters/secrets/data-keys.js";
import { KEY_FILE } from "../adapters/secrets/key-file.js";
import { listKeys, type KeyList } from "../adapters/secrets/key-list.js";
import { KeyRing, keySourceOf } from "../adapters/secrets/key-ring.js";
import { forgetKey, newKeys, reseal, type Forgotten, type Resealed } from "../adapters/secrets/rotation.js";
import { Vault } from "../adapters/secrets/vault.js";
import { CommandRefused } from "./command-refused.js";
import { folderEnvironment } from "./data-folder-env.js";
import { exitCodes } from "./exit-codes.js";
import { openExisting } from "./existing-database.js";
import { JSON_OPTION, tell, type Surroundings } from "./surroundings.js";

/** The keys of the server and its database, as a command has them. */
interface Keys {
  folder: string;
  db: Database;
  ring: KeyRing;
}
type Output = { json?: true };

/** `keys list`, `keys rotate` and `keys forget`: beside a running server as well, which takes over what they change. */
export function addKeys(keys: Command, surroundings: Surroundings): void {
  const { print } = surroundings;
  keys
    .command("list")
    .description("the keys there are, by ids that tell nothing of them, and what each seals")
    .option(...JSON_OPTION)
    .action(({ json }: Output) =>
      withKeys(surroundings, ({ db, ring }) => {
        const list = listKeys(db, ring);
        print(json ? JSON.stringify(list, null, 2) : listed(list));
      }),
    );
  keys
    .command("rotate")
    .description(`makes a new key in ${KEY_FILE} and new data keys, and seals all credentials anew with them`)
    .option(...JSON_OPTION)
    .action(({ json }: Output) => withKeys(surroundings, (open) => rotate(open, json === true, surroundings)));
  keys
    .command("forget")
    .description(`takes an old key out of ${KEY_FILE}: copies of the database from its time open no more`)
    .argument("<id>", "as `keys list` shows it")
    .option(...JSON_OPTION)
    .action((id: string, { json }: Output) =>
      withKeys(surroundings, async ({ folder, db, ring }) => {
        const outcome = await forgetKey(folder, ring, new WriterQueue(db), id, (write) =>
          auditKeys(write, "keys.forgotten", { key: id }),
        );
        if (outcome !== "done")
          throw new CommandRefused(
            unforgotten(outcome, id),
            outcome === "unknown" ? exitCodes.notFound : exitCodes.refused,
          );
        tell(surroundings, json, { forgotten: id }, `The key ${id} is forgotten.`);
      }),
    );
}

async function withKeys(surroundings: Surroundings, work: (keys: Keys) => Promise<void> | void): Promise<void> {
  const environment = folderEnvironment(surroundings.env);
  const folder = environment.LEEWAY_DATA_DIR;
  const db = openExisting(folder);
  try {
    const ring = new KeyRing(keySourceOf(folder, environment));
    refuseUnproved(db, ring, folder);
    await work({ folder, db, ring });
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "EACCES" || code === "EROFS" || code === "EPERM")
      throw new CommandRefused(`${folder} cannot be written (${code}). Run this as who runs the server.`, 1, {
        cause: error,
      });
    throw error;
  } finally {
    db.close();
  }
}

function refuseUnproved(db: Database, ring: KeyRing, folder: string): void {
  const proof = proofRows(db);
  if (proof.some(({ version }) => version === 0))
    throw new CommandRefused("This version of Leeway has not run on this folder yet. Start it once, then try again.");
  const isProved = proof.some((row) => {
    try {
      return ring.unwrap(row.sealed, identityOf(row)).length > 0;
    } catch {
      return false;
    }
  });
  if (isProved) return;
  throw new CommandRefused(
    ring.kind === "file"
      ? `${folder}/${KEY_FILE} does not have the key of this database. If the server has LEEWAY_SECRET_KEY, set it here too.`
      : "LEEWAY_SECRET_KEY is not the key of this database. Set it as the server has it.",
  );
}

/** In every workspace: what they keep is sealed by the same keys. */
function auditKeys(db: Database, action: AuditAction, detail?: Record<string, string>): void {
  const note = { userId: null, from: fromCommand(), action, ...(detail && { detail }) };
  for (const workspaceId of db.prepare("SELECT id FROM workspaces").pluck().all() as string[])
    audit(db, { ...note, workspaceId });
}

async function rotate({ folder, db, ring }: Keys, json: boolean, { print, complain }: Surroundings): Promise<void> {
  const queue = new WriterQueue(db);
  const [before] = ring.ids;
  await newKeys(folder, ring, queue, (write) => auditKeys(write, "keys.rotated"));
  complain(ring.kind === "file" ? `The new key is in ${KEY_FILE}. Sealing anew …` : "Sealing anew …");
  const total = listKeys(db, ring).dataKeys.reduce((sum, { rows }) => sum + rows, 0);
  const done = await reseal(queue, new Vault(ring, db), ({ rows }) => complain(`${rows} of ${total}`));
  const { keys } = listKeys(db, ring);
  const outcome = { before: before ?? null, key: keys[0]?.id ?? null, kept: ring.kind, ...done };
  print(json ? JSON.stringify(outcome, null, 2) : said(outcome, done));
}

function said(
  { key, before, kept }: { key: string | null; before: string | null; kept: string },
  done: Resealed,
): string {
  const lines = [`${done.resealed} of ${done.rows} sealed anew.`];
  if (done.unreadable > 0)
    lines.push(`${done.unreadable} open under no key that is here and were left as they are: save them anew.`);
  if (kept === "file")
    lines.push(
      `The key is now ${key}. Copy ${KEY_FILE} to where you keep it: it still has ${before}, for copies of the database from before.`,
    );
  else
    lines.push(
      "LEEWAY_SECRET_KEY is as it was. To exchange it: stop, set it to a new one and LEEWAY_SECRET_KEY_OLD to this one, start; then unset LEEWAY_SECRET_KEY_OLD.",
    );
  return lines.join("\n");
}

const unforgotten = (outcome: Exclude<Forgotten, "done">, id: string): string =>
  ({
    unknown: `There is no key ${id} in ${KEY_FILE}. \`keys list\` shows them.`,
    seals: `${id} is the key that seals everything. \`keys rotate\` makes another one.`,
    needed: `${id} still seals data keys. \`keys rotate\` seals them anew.`,
  })[outcome];

function listed({ kept, keys, dataKeys }: KeyList): string {
  const where = kept === "file" ? KEY_FILE : "LEEWAY_SECRET_KEY";
  return [
    `Keys in ${where}:`,
    ...keys.map(
      ({ id, use, dataKeys: count }) => `  ${id}  ${use === "seals" ? "seals" : "only opens"}, ${count} data keys`,
    ),
    "Data keys:",
    ...dataKeys.map(
      ({ workspaceId, version, createdAt, key, rows }) =>
        `  ${workspaceId}  version ${version}, made ${createdAt}, sealed by ${key ?? "a key that is not here"}, has sealed ${rows}`,
    ),
  ].join("\n");
}
