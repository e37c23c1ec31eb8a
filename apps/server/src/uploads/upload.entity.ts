import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A file that came with a call. Its bytes lie in the data folder, under its id. */
@Entity("uploads")
@Index("uploads_run", ["runId"])
export class UploadEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** The run whose file it is; none while the call is still being taken. */
  @Column({ type: "varchar", name: "run_id", nullable: true }) runId: string | null;
  @Column({ type: "varchar" }) name: string;
  @Column({ type: "varchar" }) type: string;
  @Column({ type: "integer" }) size: number;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}
