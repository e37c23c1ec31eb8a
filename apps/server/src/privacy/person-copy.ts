import type { Json, RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { Trail } from "../people/person-trails.js";
import { Uploads } from "../uploads/uploads.service.js";
import { isAboutThem, namedParts } from "./erase-json.js";
import type { Marks } from "./marks.js";
import { withoutOthers } from "./others.js";
import { RowsNaming } from "./rows-naming.js";
import { TheirItems } from "./their-items.js";

interface RunRow {
  id: string;
  workflow: string | null;
  status: string;
  startedAt: number | null;
}

/** All that is kept of one person, for them to read: only what is about them, also of runs about many. */
@Injectable()
export class PersonCopy {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly rows: RowsNaming,
    private readonly uploads: Uploads,
  ) {}

  /** Who took one is written down; whose it was is not, so that it can be erased. */
  async note(who: WorkspaceUser): Promise<void> {
    await this.database.queue.write((db) => audit(db, { ...who, action: "person.exported" }));
  }

  /** A JSON document, piece by piece: a person may be in thousands of runs. */
  async *pieces(workspaceId: string, trail: Trail, marks: Marks): AsyncGenerator<string> {
    const { id, channels, card } = trail;
    const about = { exportedAt: new Date().toISOString(), person: { id, ...card, channels } };
    yield `${JSON.stringify(about, null, 2).slice(0, -2)},\n  "runs": [`;
    const runs = new Set<string>();
    for await (const { runId } of this.rows.inRuns(workspaceId, marks)) if (runId !== null) runs.add(runId);
    let between = "\n    ";
    for (const runId of runs) {
      yield between + JSON.stringify(this.#run(workspaceId, runId, marks));
      between = ",\n    ";
    }
    yield `\n  ],\n  "events": [`;
    between = "\n    ";
    for await (const { named } of this.rows.inTable("leeloo_events", ["body"], workspaceId, marks)) {
      yield between + JSON.stringify(partsOf(parsed(named.get("body") ?? ""), marks));
      between = ",\n    ";
    }
    yield "\n  ]\n}\n";
  }

  #run(workspaceId: string, runId: string, marks: Marks): object {
    const { handle } = this.database;
    const { id, workflow, status, startedAt } = handle
      .prepare<[string, string], RunRow>(
        `SELECT r.id, w.name AS workflow, r.status, r.started_at AS startedAt FROM runs r
         LEFT JOIN workflows w ON w.id = r.workflow_id WHERE r.id = ? AND r.workspace_id = ?`,
      )
      .get(runId, workspaceId) ?? { id: runId, workflow: null, status: "", startedAt: null };
    const bodies = handle
      .prepare<[string], string>("SELECT body FROM run_events WHERE run_id = ? ORDER BY seq")
      .pluck()
      .iterate(runId) as Iterable<string>;
    const data: Json[] = [];
    const items = new TheirItems(marks);
    let whole = false;
    for (const body of bodies)
      for (const event of JSON.parse(body) as RunEventBody[]) {
        if (event.type === "run.created") whole = isAboutThem(event.payload, marks);
        items.see(event);
        const all = whole || items.has(event);
        const parts = all ? [event as unknown as Json] : namedParts(event as unknown as Json, marks);
        data.push(...parts.map((part) => withoutOthers(part, marks)));
      }
    const files = whole ? this.uploads.ofRun(workspaceId, runId).map(({ name, size }) => ({ name, size })) : [];
    const began = startedAt === null ? null : new Date(startedAt).toISOString();
    return { id, workflow, status, startedAt: began, whole, data, ...(files.length > 0 && { files }) };
  }
}

const partsOf = (value: Json, marks: Marks): Json =>
  withoutOthers(isAboutThem(value, marks) ? value : namedParts(value, marks), marks);

function parsed(json: string): Json {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return json;
  }
}
