import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A word that workflows of a workspace are sorted by. */
@Entity("labels")
@Index("labels_workspace", ["workspaceId", "key"], { unique: true })
export class LabelEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) name: string;
  /** The name in small letters: nobody means two labels by it. */
  @Column({ type: "varchar" }) key: string;
  @Column({ type: "varchar" }) color: string;
}

/** Which workflow has which label. */
@Entity("workflow_labels")
@Index("workflow_labels_label", ["labelId"])
export class WorkflowLabelEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "label_id" }) labelId: string;
}
