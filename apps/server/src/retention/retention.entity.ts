import { Column, Entity, PrimaryColumn } from "typeorm";

/** How long a workspace keeps its runs; without a row as usual. */
@Entity("retention")
export class RetentionEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "integer", name: "succeeded_days" }) succeededDays: number;
  @Column({ type: "integer", name: "succeeded_count" }) succeededCount: number;
  @Column({ type: "integer", name: "failed_days" }) failedDays: number;
  @Column({ type: "integer", name: "failed_count", default: 100_000 }) failedCount: number;
}
