import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Runs that failed or need a person, in the order in which that was stored. */
@Entity("run_troubles")
@Index("run_troubles_workspace", ["workspaceId", "id"])
export class RunTroubleEntity {
  /** Only ever grows: the newest row is never deleted. */
  @PrimaryColumn({ type: "integer" }) id: number;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "run_id" }) runId: string;
  /** failed or needs_attention. */
  @Column({ type: "varchar" }) kind: string;
  @Column({ type: "bigint" }) at: number;
  @Column({ type: "text", nullable: true }) error: string | null;
  /** Of a run that needs a person: the first step that nobody knows the outcome of. */
  @Column({ type: "varchar", name: "step_key", nullable: true }) stepKey: string | null;
}

/** How far a trigger of a published workflow has told of troubles. */
@Entity("trouble_listeners")
export class TroubleListenerEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "boolean" }) live: boolean;
  /** Of the trigger, as published. */
  @Column({ type: "text" }) params: string;
  /** Every trouble up to this one is dealt with. */
  @Column({ type: "integer" }) cursor: number;
  /** It has been settled to tell of those up to this one next. */
  @Column({ type: "integer", nullable: true }) until: number | null;
  /** Since when, and how often, it has started runs. */
  @Column({ type: "bigint", name: "minute_at" }) minuteAt: number;
  @Column({ type: "integer" }) made: number;
}
