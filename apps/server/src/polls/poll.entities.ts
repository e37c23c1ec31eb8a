import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** How far a trigger that looks in Leeloo has got. Stays while its workflow is not published. */
@Entity("polls")
@Index("polls_due", ["dueAt"], { where: "due_at IS NOT NULL" })
export class PollEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** Of the trigger, as published. */
  @Column({ type: "text" }) params: string;
  @Column({ type: "varchar", name: "credential_id" }) credentialId: string;
  /** What is read, and of whose account: with another one everything begins anew. */
  @Column({ type: "varchar" }) identity: string;
  @Column({ type: "boolean" }) live: boolean;
  /** When it looks next; null: paused or not published. */
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  @Column({ type: "bigint", name: "paused_at", nullable: true }) pausedAt: number | null;
  /** Nothing from before is new, and the newest time seen; by Leeloo's clock. Null before the first look. */
  @Column({ type: "bigint", nullable: true }) since: number | null;
  @Column({ type: "bigint", nullable: true }) high: number | null;
  @Column({ type: "bigint", name: "afresh_at", nullable: true }) afreshAt: number | null;
  @Column({ type: "bigint", name: "last_at", nullable: true }) lastAt: number | null;
  @Column({ type: "text", name: "last_error", nullable: true }) lastError: string | null;
  /** Looks in a row that failed. */
  @Column({ type: "integer" }) failures: number;
  @Column({ type: "integer" }) found: number;
  @Column({ type: "integer" }) requests: number;
  @Column({ type: "boolean" }) cut: boolean;
}

/** An entry that a trigger has seen in its list. */
@Entity("poll_entries")
@Index("poll_entries_at", ["workflowId", "nodeId", "at"])
export class PollEntryEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  /** A hash: an entry may be a person. */
  @PrimaryColumn({ type: "varchar", name: "entry_key" }) entryKey: string;
  @Column({ type: "bigint" }) at: number;
  @Column({ type: "varchar", nullable: true }) status: string | null;
  @Column({ type: "integer" }) changes: number;
  /** A run was made of it, as it is now; null in rows from before that was noted. */
  @Column({ type: "boolean", nullable: true }) started: boolean | null;
}

/** A past period that a trigger makes up for: the latest that was asked for. */
@Entity("poll_backfills")
export class PollBackfillEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) identity: string;
  @Column({ type: "bigint", name: "from_at" }) from: number;
  @Column({ type: "bigint" }) until: number;
  /** counting, counted, running, done, stopped, failed. */
  @Column({ type: "varchar" }) state: string;
  @Column({ type: "integer" }) found: number;
  /** Of those, with a run from before. */
  @Column({ type: "integer" }) had: number;
  @Column({ type: "integer" }) made: number;
  @Column({ type: "integer" }) requests: number;
  @Column({ type: "boolean" }) cut: boolean;
  /** What the runs would send, and how long that takes. */
  @Column({ type: "integer" }) calls: number;
  @Column({ type: "integer" }) seconds: number;
  @Column({ type: "text", nullable: true }) error: string | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "started_at", nullable: true }) startedAt: number | null;
}
