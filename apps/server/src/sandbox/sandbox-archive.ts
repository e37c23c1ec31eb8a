import type { Archive, Change, Language, Past } from "@leeway/leeloo-sandbox";
import BetterSqlite3, { type Database, type Statement } from "better-sqlite3";
import { closeSync, openSync } from "node:fs";

type Row = Past["rows"][number];
type Call = Past["calls"][number];

/** As many as a world shows; whatever is older goes. */
const KEPT_CALLS = 1_000;
const KEPT_DELIVERIES = 50;
/** In characters. */
const HEAVIEST_CALLS = 1_000_000;

const tables = `
  CREATE TABLE IF NOT EXISTS worlds (id TEXT PRIMARY KEY, language TEXT NOT NULL, sequence INTEGER NOT NULL, target TEXT);
  CREATE TABLE IF NOT EXISTS rows (position INTEGER PRIMARY KEY, world TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    row TEXT NOT NULL, UNIQUE (world, kind, id));
  CREATE TABLE IF NOT EXISTS calls (world TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, token INTEGER NOT NULL,
    request TEXT NOT NULL, PRIMARY KEY (world, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (world TEXT NOT NULL, id INTEGER NOT NULL, delivery TEXT NOT NULL,
    PRIMARY KEY (world, id)) WITHOUT ROWID;`;

/**
 * Where the built-in Leeloo is kept: every change is in the file before it is answered, so that what a killed server had
 * told a workflow is still true after its restart. A file of its own, since the server's database is written in batches
 * and a Leeloo answers at once. The end of the process loses nothing; a power cut may take the last calls.
 */
export class SandboxArchive implements Archive {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement<unknown[]>>();
  readonly #save: (owner: string, change: Change, language: Language) => void;

  constructor(file: string) {
    closeSync(openSync(file, "a", 0o600));
    this.#db = new BetterSqlite3(file);
    this.#db.pragma("journal_mode = WAL");
    this.#db.pragma("synchronous = NORMAL");
    this.#db.exec(tables);
    this.#save = this.#db.transaction((owner: string, change: Change, language: Language) => {
      const begin = "INSERT INTO worlds (id, language, sequence) VALUES (?, ?, 0) ON CONFLICT DO NOTHING";
      this.#run(begin, owner, language);
      this.#write(owner, change, language);
    });
  }

  save(owner: string, change: Change, language: Language): void {
    this.#save(owner, change, language);
  }

  load(owner: string): Past | undefined {
    const world = this.#ask("SELECT language, sequence, target FROM worlds WHERE id = ?").get(owner);
    if (!world) return undefined;
    const rows = this.#all("SELECT kind, row FROM rows WHERE world = ? ORDER BY position", owner);
    const deliveries = this.#all("SELECT delivery FROM deliveries WHERE world = ? ORDER BY id", owner);
    return {
      ...(world as Pick<Past, "language" | "sequence" | "target">),
      rows: rows.map(({ kind, row }) => ({ table: kind, row: JSON.parse(row as string) }) as Row),
      calls: this.#calls(owner),
      deliveries: deliveries.map(({ delivery }) => JSON.parse(delivery as string) as Past["deliveries"][number]),
    };
  }

  forget(owner: string): void {
    this.#db.transaction(() => {
      for (const table of ["rows", "calls", "deliveries"]) this.#run(`DELETE FROM ${table} WHERE world = ?`, owner);
      this.#run("DELETE FROM worlds WHERE id = ?", owner);
    })();
  }

  /** What comes after it fails. */
  close(): void {
    this.#db.close();
  }

  #write(owner: string, change: Change, language: Language): void {
    if (change.kind === "reset") this.#empty(owner, language);
    else if (change.kind === "target") this.#run("UPDATE worlds SET target = ? WHERE id = ?", change.url, owner);
    else if (change.kind === "delivery") this.#keepDelivery(owner, change.delivery);
    else {
      this.#run("UPDATE worlds SET sequence = ? WHERE id = ?", change.sequence, owner);
      for (const { table, row } of change.puts)
        this.#run(
          `INSERT INTO rows (world, kind, id, row) VALUES (?, ?, ?, ?)
           ON CONFLICT (world, kind, id) DO UPDATE SET row = excluded.row`,
          owner,
          table,
          row.id,
          JSON.stringify(row),
        );
      if (change.kind === "call") this.#keepCall(owner, change);
    }
  }

  /** Its webhook stays. */
  #empty(owner: string, language: Language): void {
    for (const table of ["rows", "calls", "deliveries"]) this.#run(`DELETE FROM ${table} WHERE world = ?`, owner);
    this.#run("UPDATE worlds SET language = ?, sequence = 0 WHERE id = ?", language, owner);
  }

  #keepCall(owner: string, { at, token, request }: Call): void {
    const id = Number(request.id);
    this.#run("INSERT INTO calls VALUES (?, ?, ?, ?, ?)", owner, id, at, token, JSON.stringify(request));
    this.#run("DELETE FROM calls WHERE world = ? AND id <= ?", owner, id - KEPT_CALLS);
  }

  #keepDelivery(owner: string, delivery: Past["deliveries"][number]): void {
    const id = Number(delivery.id);
    this.#run("INSERT INTO deliveries VALUES (?, ?, ?)", owner, id, JSON.stringify(delivery));
    this.#run("DELETE FROM deliveries WHERE world = ? AND id <= ?", owner, id - KEPT_DELIVERIES);
  }

  /** The latest, as far as a world keeps them in memory: reading them must not hold up the others. */
  #calls(owner: string): Call[] {
    const calls: Call[] = [];
    let left = HEAVIEST_CALLS;
    const newest = this.#ask("SELECT at, token, request FROM calls WHERE world = ? ORDER BY id DESC").iterate(owner);
    for (const { request, ...call } of newest as Iterable<Omit<Call, "request"> & { request: string }>) {
      left -= request.length;
      if (left < 0) break;
      calls.push({ ...call, request: JSON.parse(request) as Call["request"] });
    }
    return calls.reverse();
  }

  #run(sql: string, ...values: unknown[]): void {
    this.#ask(sql).run(...values);
  }

  #all(sql: string, owner: string): Record<string, unknown>[] {
    return this.#ask(sql).all(owner) as Record<string, unknown>[];
  }

  #ask(sql: string): Statement<unknown[]> {
    const known = this.#statements.get(sql) ?? this.#db.prepare<unknown[]>(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
