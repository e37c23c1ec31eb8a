import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Who did what that matters for safety, and when. */
@Entity("audit_log")
@Index("audit_log_workspace_at", ["workspaceId", "at"])
export class AuditEntryEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id", nullable: true }) workspaceId: string | null;
  @Column({ type: "varchar", name: "user_id", nullable: true }) userId: string | null;
  @Column({ type: "bigint" }) at: number;
  @Column({ type: "varchar" }) action: string;
  @Column({ type: "varchar", nullable: true }) subject: string | null;
  @Column({ type: "text", nullable: true }) detail: string | null;
}
