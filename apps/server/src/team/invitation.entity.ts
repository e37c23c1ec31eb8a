import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** What a one-use link invites to; whom, until when and whether they have come stands with the link. */
@Entity("invitations")
@Index("invitations_workspace", ["workspaceId"])
export class InvitationEntity {
  @PrimaryColumn({ type: "varchar", name: "link_id" }) linkId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) role: string;
  @Column({ type: "varchar", name: "invited_by" }) invitedBy: string;
  @Column({ type: "bigint", name: "withdrawn_at", nullable: true }) withdrawnAt: number | null;
}
