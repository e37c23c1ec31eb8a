import type { RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { HiddenFields } from "./hidden-fields.js";
import { PrivacyRules } from "./privacy-rules.js";

/** The run that an answer is about, and the items of loops: `000012.000003`, none outside of loops. */
export interface AboutRun {
  runId: string;
  itemsOf: (answer: unknown) => readonly string[];
}

/** Which fields an answer hides, with their values as its run has them: a step may have one under another name. */
@Injectable()
export class FieldsToHide {
  readonly #rows: readonly Statement<[object], string>[];

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly rules: PrivacyRules,
  ) {
    const rows = (index: string, which: string) =>
      handle
        .prepare<[object], string>(
          `SELECT body FROM run_events ${index} WHERE run_id = @runId AND ${which}
             AND EXISTS (SELECT 1 FROM runs WHERE id = @runId AND workspace_id = @workspaceId) ORDER BY seq`,
        )
        .pluck();
    // By these indexes: else each answer would read the log of every item. What is nearest first: so many values count.
    this.#rows = [
      rows("INDEXED BY run_events_item", "item IS NOT NULL AND item IN (SELECT value FROM json_each(@items))"),
      rows("", "seq = 1 AND item IS NULL"),
      rows("INDEXED BY run_events_outside", "(item IS NULL OR stays = 1) AND seq > 1 AND item IS NULL"),
    ];
  }

  /** Asked with each answer, or each message of a stream: what an admin names meanwhile counts from the next one on. */
  of(workspaceId: string, about: AboutRun | undefined): (answer: unknown) => HiddenFields {
    let [names, fields] = ["", new HiddenFields([])];
    return (answer) => {
      const { maskedFields } = this.rules.of(workspaceId);
      if (maskedFields.join("\n") !== names) {
        [names, fields] = [maskedFields.join("\n"), new HiddenFields(maskedFields)];
        if (about) this.#seeRun(fields, workspaceId, about.runId, about.itemsOf(answer));
      }
      fields.see(answer);
      return fields;
    };
  }

  #seeRun(fields: HiddenFields, workspaceId: string, runId: string, of: readonly string[]): void {
    const items = JSON.stringify(of.flatMap(withAround));
    for (const statement of this.#rows)
      for (const body of statement.iterate({ workspaceId, runId, items }))
        if (fields.mayBeIn(body)) fields.see(JSON.parse(body) as RunEventBody[]);
  }
}

/** An item, and those around it. */
function withAround(item: string): string[] {
  const parts = item.split(".");
  return parts.map((_, depth) => parts.slice(0, depth + 1).join("."));
}
