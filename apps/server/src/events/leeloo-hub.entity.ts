import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** The address for Leeloo's one webhook slot. */
@Entity("leeloo_hubs")
@Index("leeloo_hubs_key", ["key"], { unique: true })
export class LeelooHubEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) key: string;
  /** Where events are sent on to as well. */
  @Column({ type: "varchar", name: "forward_to", nullable: true }) forwardTo: string | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}
