import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** How far a schedule has got: one row for each schedule trigger of a published workflow. */
@Entity("schedules")
@Index("schedules_due", ["dueAt"], { where: "due_at IS NOT NULL" })
export class ScheduleEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** Of the trigger, as published. */
  @Column({ type: "text" }) params: string;
  /** Every time at or before this is dealt with. */
  @Column({ type: "bigint" }) cursor: number;
  /** When its next time comes; null: paused, not published, or there is none. */
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  /** Since when people hold it. */
  @Column({ type: "bigint", name: "paused_at", nullable: true }) pausedAt: number | null;
}

/** Times that were let go, from one moment to another. */
@Entity("schedule_gaps")
export class ScheduleGapEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @PrimaryColumn({ type: "bigint", name: "from_at" }) from: number;
  @Column({ type: "bigint" }) until: number;
  /** `missed`: nobody looked. `paused`: people held it. */
  @Column({ type: "varchar" }) why: string;
}
