import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/**
 * Which node of a document is a trigger of which type: runs are found by what started them. What is being done with many
 * runs is told by the filter's new words.
 */
export class DocumentTriggers1763690000017 implements MigrationInterface {
  name = "DocumentTriggers1763690000017";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "document_triggers", { document_id: "id!", node_id: "text!", type: "text" });
    await runner.query(
      `INSERT INTO document_triggers (document_id, node_id, type)
       SELECT d.id, n.value ->> '$.id', n.value ->> '$.type' FROM workflow_documents d, json_each(d.document, '$.nodes') n
       WHERE n.value ->> '$.type' LIKE 'trigger.%' AND true ON CONFLICT DO NOTHING`,
    );
    for (const [old, name] of [
      ["since", "from"],
      ["until", "to"],
    ])
      await runner.query(
        `UPDATE run_jobs SET wish = json_remove(json_set(wish, '$.filter.${name}', wish ->> '$.filter.${old}'), '$.filter.${old}')
         WHERE wish ->> '$.filter.${old}' IS NOT NULL`,
      );
    await runner.query(
      `UPDATE run_jobs SET wish = json_set(wish, '$.filter.status', json_array(wish ->> '$.filter.status'))
       WHERE json_type(wish, '$.filter.status') = 'text'`,
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
