import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A run that had not ended in a restored copy, and waits for a person's word. */
@Entity("restored_runs")
@Index("restored_runs_workspace", ["workspaceId", "runId"])
export class RestoredRunEntity {
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
}

/** That a workspace comes of a copy, the last time it did. */
@Entity("restorations")
export class RestorationEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "bigint" }) at: number;
  /** When the backup was made; null of a copy that somebody put there by hand. */
  @Column({ type: "bigint", name: "backup_at", nullable: true }) backupAt: number | null;
  /** How many of what were let go, as JSON. */
  @Column({ type: "text" }) told: string;
  /** When a person put the note about it aside. */
  @Column({ type: "bigint", name: "seen_at", nullable: true }) seenAt: number | null;
}
