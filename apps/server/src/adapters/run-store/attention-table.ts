import type { Attention, AttentionChange, Json } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

/** Characters of what was sent or found that lists show; the step itself has all of it. */
const LONGEST_SHOWN = 4_000;
const LONGEST_NAME = 200;

/** What waits for people, over all runs: derived from their logs, so that nobody reads them to know. */
export class AttentionTable {
  readonly #put: Statement;
  readonly #drop: Statement;
  readonly #forget: Statement;

  constructor(db: Database) {
    this.#put = db.prepare(
      `INSERT INTO attention (run_id, step_key, workspace_id, workflow_id, kind, place, entry)
       SELECT id, @key, workspace_id, workflow_id, @kind, @place, @entry FROM runs WHERE id = @runId
       ON CONFLICT DO UPDATE SET kind = excluded.kind, place = excluded.place, entry = excluded.entry`,
    );
    this.#drop = db.prepare("DELETE FROM attention WHERE run_id = ? AND step_key = ?");
    this.#forget = db.prepare("DELETE FROM attention WHERE run_id = ?");
  }

  keep(runId: string, { put, drop }: AttentionChange): void {
    for (const key of drop) this.#drop.run(runId, key);
    for (const one of put) {
      const { key, kind, since } = one;
      const place = `${String(since).padStart(15, "0")} ${runId} ${key}`;
      this.#put.run({ runId, key, kind, place, entry: JSON.stringify(shortened(one)) });
    }
  }

  /** The run has ended: nobody is asked any more. */
  forget(runId: string): void {
    this.#forget.run(runId);
  }
}

/** As a list shows it. */
export type StoredAttention = Omit<Attention, "key" | "kind"> & { truncated?: true };

function shortened({ key: _key, kind: _kind, input, names, check, ...rest }: Attention): StoredAttention {
  const shown = input === undefined ? undefined : cut(input);
  const found = check?.found.map(cut);
  const truncated = shown?.truncated === true || found?.some((one) => one.truncated) === true;
  return {
    ...rest,
    ...(shown && { input: shown.value }),
    ...(names && { names: shortNames(names) }),
    ...(check && found && { check: { ...check, found: found.map(({ value }) => value) } }),
    ...(truncated && { truncated }),
  };
}

const shortNames = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(names).map(([id, name]) => [id, name.slice(0, LONGEST_NAME).toWellFormed()]));

function cut(value: Json): { value: Json; truncated: boolean } {
  const text = JSON.stringify(value);
  if (text.length <= LONGEST_SHOWN) return { value, truncated: false };
  return { value: text.slice(0, LONGEST_SHOWN).replace(/[\uD800-\uDBFF]$/, ""), truncated: true };
}
