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
}
