import { Column, Entity, PrimaryColumn } from "typeorm";

/** What everything belongs to. */
@Entity("workspaces")
export class WorkspaceEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar" }) name: string;
  @Column({ type: "varchar" }) timezone: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  /** Its members need more than a password to come in. */
  @Column({ type: "boolean", name: "second_factor", nullable: true }) secondFactor: boolean | null;
  /** Since then it rests, and can be taken back for a while. */
  @Column({ type: "bigint", name: "deleted_at", nullable: true }) deletedAt: number | null;
  @Column({ type: "varchar", name: "deleted_by", nullable: true }) deletedBy: string | null;
}
