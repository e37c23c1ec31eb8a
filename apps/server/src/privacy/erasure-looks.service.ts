import type { ErasureLook } from "@leeway/api";
import type { Json, RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Uploads } from "../uploads/uploads.service.js";
import { recordTables } from "./column-rules.js";
import { isAboutThem } from "./erase-json.js";
import type { Marks } from "./marks.js";
import { namesOthers } from "./others.js";
import { RowsNaming } from "./rows-naming.js";

/** Runs that are shown by themselves. */
const MOST_OTHERS = 20;

type Written = ErasureLook["written"][number];
/** Where the team writes by hand, and what a row is called there. Triggers' own tables repeat what workflows say. */
export const PLACES: readonly { kind: Written["kind"]; table: string; columns: readonly string[]; called: string }[] = [
  { kind: "workflow", table: "workflows", columns: ["name", "document"], called: "SELECT id, name FROM workflows" },
  {
    kind: "workflow",
    table: "workflow_documents",
    columns: ["document"],
    // Of earlier versions nobody can change a word.
    called: `SELECT w.id, w.name FROM workflow_documents JOIN workflows w ON w.published_document_id = workflow_documents.id`,
  },
  {
    kind: "variable",
    table: "variables",
    columns: ["name", "value"],
    called: "SELECT name AS id, name FROM variables",
  },
  { kind: "field", table: "fields", columns: ["name", "default_value"], called: "SELECT name AS id, name FROM fields" },
  {
    kind: "credential",
    table: "credentials",
    columns: ["name", "public_data"],
    called: "SELECT id, name FROM credentials",
  },
  { kind: "label", table: "labels", columns: ["name"], called: "SELECT id, name FROM labels" },
  {
    kind: "notices",
    table: "notice_rules",
    columns: ["rule"],
    called: `SELECT workflow_id AS id, coalesce((SELECT name FROM workflows w WHERE w.id = workflow_id), '') AS name
      FROM notice_rules`,
  },
  {
    kind: "forward",
    table: "leeloo_hubs",
    columns: ["forward_to"],
    called: "SELECT '' AS id, '' AS name FROM leeloo_hubs",
  },
];

/** Says before an erasure what it will take away and what it will leave. */
@Injectable()
export class ErasureLooks {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly rows: RowsNaming,
    private readonly uploads: Uploads,
  ) {}

  async of(workspaceId: string, marks: Marks): Promise<ErasureLook> {
    const runs = new Map<string | null, boolean>();
    for await (const { runId, ended } of this.rows.inRuns(workspaceId, marks)) runs.set(runId, ended);
    const look = { whole: 0, withOthers: 0, partly: 0, unfinished: 0, files: 0, events: 0 };
    const others: string[] = [];
    for (const [runId, ended] of runs) {
      if (runId === null || !ended) look.unfinished += 1;
      else {
        const payload = this.#payloadOf(runId);
        const whole = isAboutThem(payload, marks);
        look[whole ? "whole" : "partly"] += 1;
        look.files += this.uploads.ofRun(workspaceId, runId).filter(({ name }) => whole || marks.name(name)).length;
        if (whole && namesOthers(payload, marks)) others.push(runId);
      }
    }
    for (const { table, columns } of recordTables)
      for await (const _ of this.rows.inTable(table, [...columns.keys()], workspaceId, marks)) look.events += 1;
    return {
      ...look,
      withOthers: others.length,
      others: this.#shown(workspaceId, others.slice(-MOST_OTHERS).reverse()),
      written: await this.#written(workspaceId, marks),
    };
  }

  /** What the run began with. */
  #payloadOf(runId: string): Json {
    const body = this.database.handle
      .prepare<[string], string>("SELECT body FROM run_events WHERE run_id = ? ORDER BY seq LIMIT 1")
      .pluck()
      .get(runId);
    const [created] = body === undefined ? [] : (JSON.parse(body) as RunEventBody[]);
    return created?.type === "run.created" ? created.payload : null;
  }

  #shown(workspaceId: string, runIds: readonly string[]): ErasureLook["others"] {
    const run = this.database.handle.prepare<[string, string], { id: string; workflow: string | null; at: number }>(
      `SELECT r.id, w.name AS workflow, r.created_at AS at FROM runs r LEFT JOIN workflows w ON w.id = r.workflow_id
       WHERE r.id = ? AND r.workspace_id = ?`,
    );
    return runIds.flatMap((runId) => {
      const { at, ...facts } = run.get(runId, workspaceId) ?? {};
      return at === undefined ? [] : [{ ...(facts as { id: string; workflow: string | null }), createdAt: iso(at) }];
    });
  }

  async #written(workspaceId: string, marks: Marks): Promise<Written[]> {
    const found = new Map<string, Written>();
    for (const { kind, table, columns, called } of PLACES) {
      const name = this.database.handle.prepare<[number, string], Omit<Written, "kind">>(
        `${called} WHERE ${table}.rowid = ? AND workspace_id = ?`,
      );
      for await (const { rowid, named } of this.rows.inTable(table, columns, workspaceId, marks)) {
        const row = [...named.values()].some((text) => marks.name(text)) ? name.get(rowid, workspaceId) : undefined;
        if (row) found.set(`${kind} ${row.id}`, { kind, ...row });
      }
    }
    return [...found.values()];
  }
}

const iso = (at: number) => new Date(at).toISOString();
