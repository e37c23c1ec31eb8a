import { LONGEST_OVERLAP_HOURS, renewApiKeySchema, type ApiKey } from "@leeway/api";
import type { Database } from "better-sqlite3";
import type { Command } from "commander";
import { confirmKeys, deleteKey, LISTED, newKey, renewKey, shownKey, type KeyRow } from "../accounts/api-key.rows.js";
import { fromCommand, type Actor } from "../accounts/audit.js";
import { CommandRefused } from "./command-refused.js";
import { folderEnvironment } from "./data-folder-env.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";
import { JSON_OPTION, tell, type Surroundings } from "./surroundings.js";

interface ListedKey extends ApiKey {
  workspaceId: string;
}

/** `api-keys …`: the keys by which programs come in, also of a server that nobody can sign in to yet. */
export function addApiKeys(program: Command, surroundings: Surroundings): void {
  const keys = program
    .command("api-keys")
    .description("the keys by which programs come in; works while the server runs, or not");
  const folder = () => folderEnvironment(surroundings.env).LEEWAY_DATA_DIR;
  keys
    .command("list")
    .description("what there is: for what, with which role, by whom, used when and from where")
    .option(...JSON_OPTION)
    .action(async ({ json }: { json?: true }) => {
      const all = await inFolder(folder(), listed);
      tell(surroundings, json, all, all.map(line).join("\n") || "There are no API keys.");
    });
  keys
    .command("confirm")
    .description("lets keys that rest since a restore work again")
    .argument("[id...]", "as `api-keys list` shows them")
    .option("--all", "every key that rests")
    .option(...JSON_OPTION)
    .action(async (ids: string[], { all, json }: { all?: true; json?: true }) => {
      if ((ids.length === 0) === (all === undefined))
        throw new CommandRefused("Say which keys, or --all.", exitCodes.usage);
      const confirmed = await inFolder(folder(), (db, queue) => {
        if (ids.length > 0) assertThere(db, ids);
        return queue.write((write) =>
          workspaces(write).reduce((sum, id) => sum + confirmKeys(write, actorIn(id), all ? undefined : ids), 0),
        );
      });
      tell(surroundings, json, { confirmed }, `API keys that work again: ${confirmed}.`);
    });
  keys
    .command("renew")
    .description("prints a new key of the same name and role, once; the old one goes on beside it for a while")
    .argument("<id>", "as `api-keys list` shows it")
    .option("--overlap <hours>", `so long the old one goes on: 0 (it ends at once) to ${LONGEST_OVERLAP_HOURS}`, "24")
    .option(...JSON_OPTION)
    .action(async (id: string, { overlap, json }: { overlap: string; json?: true }) => {
      const read = renewApiKeySchema.shape.overlapHours.safeParse(/^\d+$/.test(overlap) ? Number(overlap) : overlap);
      if (!read.success)
        throw new CommandRefused(`--overlap takes whole hours, 0 to ${LONGEST_OVERLAP_HOURS}.`, exitCodes.usage);
      const key = newKey();
      const renewed = await inFolder(folder(), (db, queue) => {
        const [old] = assertThere(db, [id]);
        if (old?.renewedAs) throw new CommandRefused(`It was renewed already, as ${old.renewedAs}.`, exitCodes.refused);
        const who = actorIn(old?.workspaceId ?? "");
        const wish = { key, expiresAt: undefined, overlapMs: read.data * 3_600_000 };
        return queue.write((write) => renewKey(write, who, id, wish, Date.now()));
      });
      tell(surroundings, json, { id: renewed, key }, key);
    });
  keys
    .command("delete")
    .description("ends keys: programs that use them are refused at once")
    .argument("<id...>", "as `api-keys list` shows them")
    .option(...JSON_OPTION)
    .action(async (ids: string[], { json }: { json?: true }) => {
      await inFolder(folder(), (db, queue) => {
        const found = assertThere(db, ids);
        return queue.write((write) => {
          for (const { id, workspaceId } of found) deleteKey(write, actorIn(workspaceId), id);
        });
      });
      tell(surroundings, json, { deleted: ids.length }, `Deleted API keys: ${ids.length}.`);
    });
}

const actorIn = (workspaceId: string): Actor => ({ workspaceId, userId: null, from: fromCommand() });
const workspaces = (db: Database) => db.prepare<[], string>("SELECT id FROM workspaces ORDER BY id").pluck().all();

function listed(db: Database): ListedKey[] {
  return workspaces(db).flatMap((workspaceId) =>
    db
      .prepare<[string], KeyRow>(`${LISTED} WHERE k.workspace_id = ? ORDER BY k.id`)
      .all(workspaceId)
      .map((row) => ({ workspaceId, ...shownKey(row) })),
  );
}

function assertThere(db: Database, ids: readonly string[]): ListedKey[] {
  const all = listed(db);
  const missing = ids.find((id) => all.every((one) => one.id !== id));
  if (missing !== undefined)
    throw new CommandRefused(
      `There is no API key ${missing}. \`api-keys list\` shows them. Nothing was changed.`,
      exitCodes.notFound,
    );
  return all.filter(({ id }) => ids.includes(id));
}

function line({ id, name, prefix, role, workspaceId, expiresAt, lastUsedAt, lastUsedFrom, ...key }: ListedKey): string {
  const from =
    lastUsedFrom && ` from ${lastUsedFrom.address}${lastUsedFrom.program ? ` (${lastUsedFrom.program})` : ""}`;
  return [
    `${id}  ${name} (${prefix}…), ${role} in ${workspaceId}`,
    ...(key.madeBy ? [`by ${key.madeBy.name}${key.madeBy.isMember ? "" : ", who has left"}`] : []),
    lastUsedAt === null ? "never used" : `last used ${lastUsedAt}${from ?? ""}`,
    ...(expiresAt === null ? [] : [`until ${expiresAt}`]),
    ...(key.renewedAs === null ? [] : [`RENEWED as ${key.renewedAs}`]),
    ...(key.restingSince === null ? [] : [`RESTS since the restore of ${key.restingSince}`]),
  ].join(", ");
}
