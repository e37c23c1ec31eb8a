import { noticeRuleSchema, type NoticeRule, type WorkflowNotices } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { languageOf } from "../sandbox/open-sandbox.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** The rule of a whole workspace is kept under no workflow's id. */
const ALL = "";

/** Who is told of the failures of which workflow. */
@Injectable()
export class NoticeRules {
  readonly #languageOf: ReturnType<typeof languageOf>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#languageOf = languageOf(database);
  }

  /** Of a workspace that has set nothing: nobody, in its owner's language. */
  ofWorkspace(workspaceId: string): NoticeRule {
    const language = this.#languageOf(workspaceId);
    return (
      this.#rule(workspaceId, ALL) ?? { channels: [], on: ["failed", "needs_attention"], digestMinutes: 60, language }
    );
  }

  ofWorkflow(workspaceId: string, workflowId: string): WorkflowNotices {
    this.#check(workspaceId, workflowId);
    return { own: this.#rule(workspaceId, workflowId) ?? null };
  }

  /** What counts for a workflow. */
  effective(workspaceId: string, workflowId: string): NoticeRule {
    return this.#rule(workspaceId, workflowId) ?? this.ofWorkspace(workspaceId);
  }

  async setWorkspace(who: Actor, rule: NoticeRule): Promise<NoticeRule> {
    await this.#set(who, ALL, rule);
    return this.ofWorkspace(who.workspaceId);
  }

  async setWorkflow(who: Actor, workflowId: string, { own }: WorkflowNotices): Promise<WorkflowNotices> {
    this.#check(who.workspaceId, workflowId);
    await this.#set(who, workflowId, own);
    return this.ofWorkflow(who.workspaceId, workflowId);
  }

  /** Who is told for the first time is told of what fails from now on. */
  async #set(who: Actor, workflowId: string, rule: NoticeRule | null): Promise<void> {
    const { workspaceId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare(
          `INSERT INTO notice_cursors (workspace_id, cursor)
         VALUES (?, coalesce((SELECT max(id) FROM run_troubles), 0)) ON CONFLICT DO NOTHING`,
        ).run(workspaceId);
        if (rule)
          db.prepare(
            `INSERT INTO notice_rules (workspace_id, workflow_id, rule) VALUES (?, ?, ?)
           ON CONFLICT (workspace_id, workflow_id) DO UPDATE SET rule = excluded.rule`,
          ).run(workspaceId, workflowId, JSON.stringify(rule));
        else
          db.prepare("DELETE FROM notice_rules WHERE workspace_id = ? AND workflow_id = ?").run(
            workspaceId,
            workflowId,
          );
        const workflow = db
          .prepare("SELECT name FROM workflows WHERE id = ? AND workspace_id = ?")
          .get(workflowId, workspaceId) as { name: string } | undefined;
        audit(db, { ...who, action: "notices.changed", subject: workflowId, detail: { ...workflow } });
      }),
    );
  }

  #rule(workspaceId: string, workflowId: string): NoticeRule | undefined {
    const text = this.database.handle
      .prepare<[string, string], string>("SELECT rule FROM notice_rules WHERE workspace_id = ? AND workflow_id = ?")
      .pluck()
      .get(workspaceId, workflowId);
    return text === undefined ? undefined : noticeRuleSchema.parse(JSON.parse(text));
  }

  #check(workspaceId: string, workflowId: string): void {
    const found = this.database.handle
      .prepare("SELECT 1 FROM workflows WHERE workspace_id = ? AND id = ?")
      .get(workspaceId, workflowId);
    if (!found) throw new Problem("notFound");
  }
}
