import type { Environment } from "../config/environment.js";
import { runBounds } from "../config/bounds.js";
import { Settings } from "../config/settings.js";
import { SandboxCallers } from "../sandbox/sandbox-callers.js";
import { holdWhatIsDoubtful } from "../restored/hold.js";
import { SearchIndex } from "../search/search-index.js";
import { openDataFolder } from "./database/data-folder.js";
import { forgetRestored, restorationIn } from "./database/restored-folder.js";
import { openDatabase, type OpenDatabase } from "./database/database.js";
import type { UpdateWatch } from "./database/updates.js";
import { GuardedHttp } from "./http-client/guarded-http.js";
import { GuardedMail } from "./mail/guarded-mail.js";
import { SystemMail } from "./mail/system-mail.js";
import { openVault, proveKeys } from "./secrets/open-keys.js";
import type { Vault } from "./secrets/vault.js";

/** What must stand before anything can be served: the folder, the database, the keys, the way out. */
export interface Platform {
  settings: Settings;
  database: OpenDatabase;
  search: SearchIndex;
  vault: Vault;
  http: GuardedHttp;
  mail: GuardedMail;
  systemMail: SystemMail;
  callers: SandboxCallers;
  close: () => Promise<void>;
}

/** Opens everything or nothing; a StartRefused says in one line what the person can mend. */
export async function openPlatform(environment: Environment, version: string, watch?: UpdateWatch): Promise<Platform> {
  const settings = new Settings(environment, version);
  const folder = openDataFolder(environment.LEEWAY_DATA_DIR);
  try {
    const ring = proveKeys(folder.path, environment);
    const database = await openDatabase(folder.database, Date.now, watch);
    if (database.restored) await holdWhatIsDoubtful(database, Date.now(), restorationIn(folder.path));
    forgetRestored(folder.path);
    const vault = await openVault(folder.path, ring, database);
    const search = new SearchIndex(database, folder.path);
    const callers = new SandboxCallers();
    const http = new GuardedHttp({
      allowPrivateHosts: environment.LEEWAY_ALLOW_PRIVATE_HOSTS,
      sandbox: () => settings.sandboxUrl,
      sandboxHeaders: (workspaceId) => callers.headers(workspaceId),
      largestAnswer: runBounds(environment).outputSize,
    });
    const mail = new GuardedMail({ allowPrivateHosts: environment.LEEWAY_ALLOW_PRIVATE_HOSTS });
    const systemMail = new SystemMail(environment);
    const close = async () => {
      await http.close();
      search.close();
      await database.close();
      folder.close();
    };
    return { settings, database, search, vault, http, mail, systemMail, callers, close };
  } catch (error) {
    folder.close();
    throw error;
  }
}
