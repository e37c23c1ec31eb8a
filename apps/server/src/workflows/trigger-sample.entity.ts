import { Column, Entity, PrimaryColumn } from "typeorm";

/** The payload kept for a trigger: fills the picker, the preview and test runs. */
@Entity("trigger_samples")
export class TriggerSampleEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "text" }) payload: string;
  @Column({ type: "bigint", name: "updated_at" }) updatedAt: number;
}
