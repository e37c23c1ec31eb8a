import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A sign-in that lasts. The cookie's value is kept as a hash only. */
@Entity("sessions")
@Index("sessions_user", ["userId"])
export class SessionEntity {
  @PrimaryColumn({ type: "varchar", name: "id_hash" }) idHash: string;
  @Column({ type: "varchar", name: "user_id" }) userId: string;
  /** The workspace used last. */
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "last_seen_at" }) lastSeenAt: number;
  /** Where it was used last, and with what. */
  @Column({ type: "varchar", nullable: true }) address: string | null;
  @Column({ type: "varchar", name: "user_agent", nullable: true }) userAgent: string | null;
  /** By what the person has shown who they are, and when last: 0 and null are never. */
  @Column({ type: "varchar", nullable: true }) how: string | null;
  @Column({ type: "bigint", name: "confirmed_at", nullable: true }) confirmedAt: number | null;
}
