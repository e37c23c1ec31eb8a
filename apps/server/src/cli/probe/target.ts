import { LEELOO_BASE_URL, SANDBOX_BASE_URL } from "@leeway/api";
import BetterSqlite3 from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { KeyRing, keySourceOf } from "../../adapters/secrets/key-ring.js";
import { Vault } from "../../adapters/secrets/vault.js";
import { portOf } from "../../adapters/http-client/addresses.js";
import type { Environment } from "../../config/environment.js";
import { SANDBOX_PATH } from "../../config/settings.js";
import { credentialColumns, openData, type CredentialRow } from "../../credentials/credential.rows.js";
import { CommandRefused } from "../command-refused.js";
import { folderEnvironment } from "../data-folder-env.js";
import type { ProbeTarget } from "./caller.js";

export interface ProbeWish {
  credential?: string;
  tokenStdin?: true;
  baseUrl?: string;
}
type Env = Record<string, string | undefined>;

/** Where the token comes from: a kept credential, standard input or the environment; never the command line. */
export function targetOf(wish: ProbeWish, env: Env, readInput: () => string): ProbeTarget {
  const environment = folderEnvironment(env);
  if (wish.credential !== undefined) {
    if (wish.baseUrl !== undefined || wish.tokenStdin)
      throw new CommandRefused(
        "A credential brings its own token and address: leave --token-stdin and --base-url out.",
        2,
      );
    const { token, baseUrl } = kept(wish.credential, environment);
    const sandbox = `http://127.0.0.1:${environment.PORT}${SANDBOX_PATH}`;
    return allowing(token, baseUrl === SANDBOX_BASE_URL ? sandbox : baseUrl);
  }
  const token = (wish.tokenStdin ? readInput() : (env["LEELOO_TOKEN"] ?? "")).trim();
  if (token === "")
    throw new CommandRefused("There is no token. Give --credential ID, or --token-stdin, or set LEELOO_TOKEN.", 2);
  return allowing(token, wish.baseUrl ?? LEELOO_BASE_URL);
}

/** Whoever may name the address here may name a private one. */
function allowing(token: string, baseUrl: string): ProbeTarget {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw new CommandRefused(`${baseUrl} is no address. It begins with https:// and ends before the operation.`, 2);
  const url = new URL(baseUrl);
  return { token, baseUrl, allowPrivateHosts: [`${url.hostname}:${portOf(url)}`] };
}

function kept(id: string, environment: Environment): { token: string; baseUrl: string } {
  const { LEEWAY_DATA_DIR } = environment;
  const file = join(LEEWAY_DATA_DIR, "leeway.db");
  if (!existsSync(file)) throw new CommandRefused(`There is no ${file}. Set LEEWAY_DATA_DIR as the server has it.`, 2);
  const db = new BetterSqlite3(file, { fileMustExist: true, readonly: true });
  try {
    const row = db.prepare(`SELECT ${credentialColumns} WHERE id = ?`).get(id) as CredentialRow | undefined;
    if (row?.type !== "leelooToken") throw new CommandRefused(`No token of Leeloo is kept as ${id}.`, 2);
    const ring = new KeyRing(keySourceOf(LEEWAY_DATA_DIR, environment));
    const data = openData(new Vault(ring, db), row);
    return { token: String(data["token"] as string).trim(), baseUrl: String(data["baseUrl"] as string) };
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandRefused(`The credential ${id} does not open: ${reason}`, 2, { cause: error });
  } finally {
    db.close();
  }
}
