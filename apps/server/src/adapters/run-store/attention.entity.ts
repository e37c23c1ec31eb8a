import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Steps that wait for a person; always derivable from their runs' logs. */
@Entity("attention")
@Index("attention_workspace", ["workspaceId", "place"])
@Index("attention_workspace_kind", ["workspaceId", "kind", "place"])
@Index("attention_workflow", ["workflowId", "place"])
@Index("attention_workflow_kind", ["workflowId", "kind", "place"])
export class AttentionEntity {
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "workflow_id" }) workflowId: string;
  /** unknown or approval. */
  @Column({ type: "varchar" }) kind: string;
  /** Sorts by the time since when; unique. */
  @Column({ type: "varchar" }) place: string;
  /** What lists show of it, as JSON. */
  @Column({ type: "text" }) entry: string;
}
