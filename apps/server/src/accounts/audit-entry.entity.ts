import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Who did what that matters for safety, when, and from where. Triggers of the database keep it from being changed. */
@Entity("audit_log")
@Index("audit_log_workspace", ["workspaceId", "id"])
@Index("audit_log_person", ["workspaceId", "userId", "id"])
export class AuditEntryEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id", nullable: true }) workspaceId: string | null;
  @Column({ type: "varchar", name: "user_id", nullable: true }) userId: string | null;
  @Column({ type: "bigint" }) at: number;
  @Column({ type: "varchar" }) action: string;
  @Column({ type: "varchar", nullable: true }) subject: string | null;
  @Column({ type: "text", nullable: true }) detail: string | null;
  @Column({ type: "varchar", name: "user_name", nullable: true }) userName: string | null;
  @Column({ type: "varchar", name: "user_email", nullable: true }) userEmail: string | null;
  @Column({ type: "varchar", nullable: true }) via: string | null;
  @Column({ type: "varchar", name: "via_name", nullable: true }) viaName: string | null;
  @Column({ type: "varchar", nullable: true }) address: string | null;
}
