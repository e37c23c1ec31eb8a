import { Column, Entity, PrimaryColumn } from "typeorm";

/** A workflow, or all of a workspace, that has been stopped: nothing of it is sent until it is resumed. */
@Entity("brakes")
export class BrakeEntity {
  /** The id of the workflow, or of the workspace. */
  @PrimaryColumn({ type: "varchar" }) subject: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** null = the whole workspace. */
  @Column({ type: "varchar", name: "workflow_id", nullable: true }) workflowId: string | null;
  @Column({ type: "bigint" }) since: number;
  /** The user; null = an API key, which is nobody's. */
  @Column({ type: "varchar", nullable: true }) by: string | null;
}
