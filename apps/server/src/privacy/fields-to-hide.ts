import type { RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { HiddenFields } from "./hidden-fields.js";
import { PrivacyRules } from "./privacy-rules.js";

/** Which fields an answer hides, with their values as its run has them: a step may have one under another name. */
@Injectable()
export class FieldsToHide {
  readonly #outsideOfLoops: Statement<[string, string], string>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly rules: PrivacyRules,
  ) {
    this.#outsideOfLoops = handle
      .prepare<[string, string], string>(
        `SELECT e.body FROM run_events e JOIN runs r ON r.id = e.run_id
         WHERE r.workspace_id = ? AND e.run_id = ? AND e.item IS NULL ORDER BY e.seq`,
      )
      .pluck();
  }

  /** Asked with each answer, or each message of a stream: what an admin names meanwhile counts from the next one on. */
  of(workspaceId: string, runId: string | undefined): (answer: unknown) => HiddenFields {
    let [names, fields] = ["", new HiddenFields([])];
    return (answer) => {
      const { maskedFields } = this.rules.of(workspaceId);
      if (maskedFields.join("\n") !== names) {
        [names, fields] = [maskedFields.join("\n"), new HiddenFields(maskedFields)];
        if (runId !== undefined) this.#seeRun(fields, workspaceId, runId);
      }
      fields.see(answer);
      return fields;
    };
  }

  #seeRun(fields: HiddenFields, workspaceId: string, runId: string): void {
    for (const body of this.#outsideOfLoops.iterate(workspaceId, runId))
      if (fields.mayBeIn(body)) fields.see(JSON.parse(body) as RunEventBody[]);
  }
}
