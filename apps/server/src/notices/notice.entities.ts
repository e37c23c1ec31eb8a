import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Who is told of what: of a workspace (`workflowId` empty), or of one workflow instead. */
@Entity("notice_rules")
export class NoticeRuleEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @Column({ type: "text" }) rule: string;
}

/** Every trouble of the workspace up to this one is dealt with. */
@Entity("notice_cursors")
export class NoticeCursorEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "integer" }) cursor: number;
}

/** A workflow that fails, for one channel: there as long as it does. */
@Entity("notice_states")
export class NoticeStateEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  /** The channel as JSON: another address is another channel. */
  @PrimaryColumn({ type: "varchar" }) channel: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** When it began to fail. */
  @Column({ type: "bigint" }) since: number;
  /** The newest run that failed: one that began after it and succeeded ends this. */
  @Column({ type: "varchar", name: "run_id" }) runId: string;
  /** Failures that nobody was told of yet. */
  @Column({ type: "integer" }) waiting: number;
  /** Of the newest failure. */
  @Column({ type: "text" }) facts: string;
  /** What went wrong in those that wait, with how often. */
  @Column({ type: "text" }) errors: string;
  /** The next digest goes no sooner. */
  @Column({ type: "bigint", name: "due_at" }) dueAt: number;
  /** 1: it worked again, and that was told; 2: it failed once more after that. */
  @Column({ type: "integer" }) calm: number;
}

/** What is to be sent, and was. */
@Entity("notices")
@Index("notices_due", ["dueAt"], { where: "due_at IS NOT NULL" })
@Index("notices_workspace", ["workspaceId", "id"])
export class NoticeEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @Column({ type: "text" }) channel: string;
  @Column({ type: "varchar" }) kind: string;
  @Column({ type: "varchar" }) language: string;
  @Column({ type: "text" }) facts: string;
  /** waiting, sent or failed. */
  @Column({ type: "varchar" }) state: string;
  @Column({ type: "integer" }) tries: number;
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  /** Why the latest try failed. */
  @Column({ type: "text", nullable: true }) error: string | null;
  @Column({ type: "bigint", name: "made_at" }) madeAt: number;
  @Column({ type: "bigint", name: "sent_at", nullable: true }) sentAt: number | null;
}
