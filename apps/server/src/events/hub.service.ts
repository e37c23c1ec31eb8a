import { randomBytes } from "node:crypto";
import { sayFieldFault, type LeelooHub } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { same } from "../adapters/secrets/same.js";
import { DATABASE, Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { EventCounts } from "./event-counts.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** Where the address begins. */
const HUB_PATH = "/hooks/leeloo/";
/** 256 bits. */
const newKey = () => randomBytes(32).toString("base64url");

interface HubRow {
  key: string;
  forwardTo: string | null;
}

/** The workspace's one address for Leeloo: its secret is all that says who calls. */
@Injectable()
export class HubService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: Settings,
    private readonly counts: EventCounts,
  ) {}

  /** With an address made at the first look. */
  async get(workspaceId: string): Promise<LeelooHub> {
    if (!this.#row(workspaceId))
      await this.database.queue.write((db) =>
        db
          .prepare(
            `INSERT INTO leeloo_hubs (workspace_id, key, forward_to, created_at) VALUES (?, ?, NULL, ?)
             ON CONFLICT (workspace_id) DO NOTHING`,
          )
          .run(workspaceId, newKey(), Date.now()),
      );
    const row = this.#row(workspaceId);
    if (!row) throw new Problem("notFound");
    const last = this.database.handle
      .prepare("SELECT received_at FROM leeloo_events WHERE workspace_id = ? ORDER BY id DESC LIMIT 1")
      .pluck()
      .get(workspaceId) as number | undefined;
    return {
      url: `${this.settings.publicUrl}${HUB_PATH}${row.key}`,
      forwardTo: row.forwardTo,
      lastEventAt: last === undefined ? null : new Date(last).toISOString(),
      refused: this.counts.refusedAt(row.key),
    };
  }

  /** Another address; the old one is unknown from now on. */
  async renew(who: WorkspaceUser): Promise<LeelooHub> {
    const { workspaceId } = who;
    await this.get(workspaceId);
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare("UPDATE leeloo_hubs SET key = ? WHERE workspace_id = ?").run(newKey(), workspaceId);
        audit(db, { ...who, action: "leelooHub.renewed" });
      }),
    );
    return this.get(workspaceId);
  }

  /** Sends what comes from now on to a further address, or with null no longer. */
  async forwardTo(who: WorkspaceUser, url: string | null): Promise<LeelooHub> {
    const { workspaceId } = who;
    const hub = await this.get(workspaceId);
    if (url !== null && this.#isOwn(url))
      throw new Problem("request.invalid", {}, (locale) => [
        { path: "forwardTo", message: sayFieldFault("ownAddress", {}, locale), code: "ownAddress" },
      ]);
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare("UPDATE leeloo_hubs SET forward_to = ? WHERE workspace_id = ?").run(url, workspaceId);
        // The address may hold a secret of its own: the log names the host alone.
        const detail = { host: url === null ? "" : new URL(url).host };
        audit(db, { ...who, action: "leelooHub.forwarded", detail });
      }),
    );
    return { ...hub, forwardTo: url };
  }

  /** Whose address it is. */
  workspaceOf(key: string): string | undefined {
    const row = this.database.handle
      .prepare<[string], { key: string; workspaceId: string }>(
        `SELECT h.key, h.workspace_id AS workspaceId FROM leeloo_hubs h JOIN workspaces w ON w.id = h.workspace_id
         WHERE h.key = ? AND w.deleted_at IS NULL`,
      )
      .get(key);
    return row && same(row.key, key) ? row.workspaceId : undefined;
  }

  #row(workspaceId: string): HubRow | undefined {
    return this.database.handle
      .prepare<[string], HubRow>("SELECT key, forward_to AS forwardTo FROM leeloo_hubs WHERE workspace_id = ?")
      .get(workspaceId);
  }

  /** An event that comes back to where it came from would go round for ever. */
  #isOwn(url: string): boolean {
    const { host, pathname } = new URL(url);
    const own = [this.settings.publicUrl, this.settings.localOrigin].map((origin) => new URL(origin).host);
    return own.includes(host) && pathname.startsWith(HUB_PATH);
  }
}
