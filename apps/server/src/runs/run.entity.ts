import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** What lists show of a run and what workers claim it by; always derivable from its log. */
@Entity("runs")
@Index("runs_workspace", ["workspaceId", "id"])
@Index("runs_workflow", ["workflowId", "id"])
@Index("runs_workspace_status", ["workspaceId", "status", "id"], { where: "status <> 'succeeded'" })
@Index("runs_workflow_status", ["workflowId", "status", "id"], { where: "status <> 'succeeded'" })
@Index("runs_unfinished", ["status", "finishedAt"], { where: "finished_at IS NULL" })
@Index("runs_line", ["line", "place", "createdAt", "id"], { where: "place IS NOT NULL" })
@Index("runs_line_key", ["line", "lineKey", "place", "createdAt", "id"], {
  where: "place IS NOT NULL AND line_key IS NOT NULL",
})
@Index("runs_parent", ["parentRunId", "dedupeKey"], { where: "parent_run_id IS NOT NULL" })
@Index("runs_parked", ["workspaceId", "workflowId"], { where: "due_at = 8640000000000000" })
@Index("runs_held", ["worker"], { where: "worker IS NOT NULL" })
@Index("runs_replay_of", ["replayOf"], { where: "replay_of IS NOT NULL" })
@Index("runs_due", ["dueAt"], { where: "due_at IS NOT NULL" })
@Index("runs_dedupe", ["workflowId", "trigger", "dedupeKey"], { unique: true, where: "dedupe_key IS NOT NULL" })
export class RunEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @Column({ type: "varchar", name: "document_id" }) documentId: string;
  /** Null for a draft. */
  @Column({ type: "integer", nullable: true }) version: number | null;
  @Column({ type: "varchar" }) trigger: string;
  @Column({ type: "boolean" }) rehearsal: boolean;
  @Column({ type: "varchar", name: "replay_of", nullable: true }) replayOf: string | null;
  @Column({ type: "varchar", name: "dedupe_key", nullable: true }) dedupeKey: string | null;
  @Column({ type: "varchar" }) status: string;
  /** When it wants to be claimed: 0 = at once, null = never by itself. */
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  /** Who holds it. */
  @Column({ type: "varchar", nullable: true }) worker: string | null;
  @Column({ type: "integer" }) fence: number;
  /** Claims since the last progress. */
  @Column({ type: "integer" }) claims: number;
  @Column({ type: "bigint", name: "lease_until", nullable: true }) leaseUntil: number | null;
  @Column({ type: "integer", name: "last_seq" }) lastSeq: number;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "started_at", nullable: true }) startedAt: number | null;
  @Column({ type: "bigint", name: "finished_at", nullable: true }) finishedAt: number | null;
  @Column({ type: "text", nullable: true }) error: string | null;
  @Column({ type: "integer", name: "handled_errors" }) handledErrors: number;
  /** The run whose step made it, and that goes on when it has ended. */
  @Column({ type: "varchar", name: "parent_run_id", nullable: true }) parentRunId: string | null;
  /** What it waits for may have come while it was held. */
  @Column({ type: "boolean", nullable: true }) woken: boolean | null;
  /** Of a run that counts for its workflow's concurrency: the line in which it stands, its key, and the limit it came with. */
  @Column({ type: "varchar", nullable: true }) line: string | null;
  @Column({ type: "varchar", name: "line_key", nullable: true }) lineKey: string | null;
  @Column({ type: "integer", name: "line_limit", nullable: true }) lineLimit: number | null;
  /** going, resting, next, behind; null where it has ended or counts for nothing. */
  @Column({ type: "varchar", nullable: true }) place: string | null;
  /** What it waited for last, and until when; null: until whenever. */
  @Column({ type: "varchar", name: "waiting_for", nullable: true }) waitingFor: string | null;
  @Column({ type: "bigint", name: "waits_until", nullable: true }) waitsUntil: number | null;
}
