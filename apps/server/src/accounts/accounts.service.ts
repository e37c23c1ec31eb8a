import type { setupSchema } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable, Logger, Optional } from "@nestjs/common";
import type { z } from "zod";
import type { OpenDatabase } from "../adapters/database/database.js";
import type { Environment } from "../config/environment.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { bySelf, fromOpenPage } from "./audit.js";
import type { Device } from "./device.js";
import { insertKey } from "./api-key.rows.js";
import { NEW_WORKSPACE, type NewWorkspace } from "./new-workspace.js";
import { insertOwner, isEmpty } from "./owners.js";
import { assertHardToGuess } from "./password-rules.js";
import { hashPassword } from "./passwords.js";
import { openSession } from "./sessions.service.js";
import { timezoneSchema } from "./timezone.js";

/** A body of `POST /auth/setup`. */
export type Setup = z.output<typeof setupSchema>;

/** What a workspace is called until its people name it. */
const WORKSPACE_NAME = "Leeway";

/** The first start: the owner, the workspace and what is in it. */
@Injectable()
export class AccountsService {
  readonly #log = new Logger("accounts");

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Optional() @Inject(NEW_WORKSPACE) private readonly newWorkspace?: NewWorkspace,
  ) {}

  /** Whether the first person has yet to come. */
  setupNeeded(): boolean {
    return isEmpty(this.database.handle);
  }

  /** Makes owner and workspace and signs in: answers the session's cookie value. Only while there is nobody. */
  async setup({ email, password, name, workspace, locale, timezone }: Setup, device: Device): Promise<string> {
    // Before the expensive hash: anybody may call this at any time.
    if (!this.setupNeeded()) throw new Problem("setup.alreadyDone");
    await assertHardToGuess(password, [email, name, workspace ?? ""]);
    const passwordHash = await hashPassword(password);
    const owner = {
      email,
      name,
      locale,
      passwordHash,
      workspace: workspace ?? WORKSPACE_NAME,
      timezone,
      from: fromOpenPage(device),
    };
    const { token, workspaceId } = await this.database.queue.write((db) => {
      const now = Date.now();
      const ids = insertOwner(db, owner, now);
      return { ...ids, token: openSession(db, ids.userId, ids.workspaceId, now, device) };
    });
    await this.fill(workspaceId, locale);
    return token;
  }

  /**
   * The owner and the API key that the environment names, at the first start. Later starts change nothing, so a
   * password that was changed and a key that was deleted stay so.
   */
  async ensureOwner(environment: Environment): Promise<void> {
    const { LEEWAY_OWNER_EMAIL: email, LEEWAY_OWNER_PASSWORD: password, LEEWAY_API_KEY: key } = environment;
    if (email === undefined || password === undefined || !this.setupNeeded()) return;
    const passwordHash = await hashPassword(password);
    const lowered = email.trim().toLowerCase();
    const zone = timezoneSchema.safeParse(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const owner = {
      email: lowered,
      name: lowered.split("@", 1)[0] ?? lowered,
      locale: "en" as const,
      passwordHash,
      firstPassword: true,
      workspace: WORKSPACE_NAME,
      timezone: zone.success ? zone.data : "UTC",
      from: bySelf,
    };
    const { workspaceId } = await this.database.queue.write((db) => {
      const now = Date.now();
      const ids = insertOwner(db, owner, now);
      // The owner's automation: it may all that a key can.
      const about = { name: "LEEWAY_API_KEY", role: "admin" as const, expiresAt: null };
      if (key !== undefined) insertKey(db, { ...ids, from: bySelf, ...about, key }, now);
      return ids;
    });
    await this.fill(workspaceId, owner.locale);
  }

  /** The demo is a present: where it cannot be made, the account stands all the same. */
  async fill(workspaceId: string, locale: Locale): Promise<void> {
    try {
      await this.newWorkspace?.fill(workspaceId, locale);
    } catch (error) {
      this.#log.error("a new workspace could not be filled", error instanceof Error ? error.stack : String(error));
    }
  }
}
