import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Who belongs to which workspace. */
@Entity("memberships")
@Index("memberships_user", ["userId"])
export class MembershipEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "varchar" }) role: string;
  /** Sessions opened before this do not open the workspace any more: somebody here has ended them. */
  @Column({ type: "bigint", name: "signed_out_at", nullable: true }) signedOutAt: number | null;
}

/** Who was a member: when they come back, sessions that were closed to them here stay closed. */
@Entity("former_members")
export class FormerMemberEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "bigint", name: "signed_out_at" }) signedOutAt: number;
}
