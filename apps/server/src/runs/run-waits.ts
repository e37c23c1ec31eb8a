import type { Run } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { RunRow } from "./run-telling.js";

/** What runs wait for. */
@Injectable()
export class RunWaits {
  readonly #asked: Statement<[string], { until: number | null }>;

  constructor(@Inject(DATABASE) { handle }: OpenDatabase) {
    this.#asked = handle.prepare(
      "SELECT entry ->> '$.until' AS until FROM attention WHERE run_id = ? AND kind = 'approval' LIMIT 1",
    );
  }

  /** A person's word comes first, else what it has begun to wait for last. */
  of({
    id,
    status,
    waitingFor,
    waitsUntil,
  }: Pick<RunRow, "id" | "status" | "waitingFor" | "waitsUntil">): Pick<Run, "waitingFor"> {
    if (status !== "waiting") return {};
    const asked = this.#asked.get(id);
    const reason = asked ? "approval" : waitingFor;
    if (reason === null) return {};
    const at = asked ? asked.until : waitsUntil;
    return { waitingFor: { reason, until: at === null ? null : new Date(at).toISOString() } };
  }
}
