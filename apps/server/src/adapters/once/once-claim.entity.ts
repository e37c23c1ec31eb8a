import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** What has been done for whom, for `logic.once`. Times are milliseconds since 1970. */
@Entity("once_claims")
@Index("once_claims_expires", ["expiresAt"], { where: "expires_at IS NOT NULL" })
export class OnceClaimEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @PrimaryColumn({ type: "boolean" }) rehearsal: boolean;
  /** A hash: whose phone it is stands in the run, and is forgotten with it. */
  @PrimaryColumn({ type: "varchar" }) key: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "run_id" }) runId: string;
  @Column({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "bigint", name: "claimed_at" }) claimedAt: number;
  /** Null = never. */
  @Column({ type: "bigint", name: "expires_at", nullable: true }) expiresAt: number | null;
}
