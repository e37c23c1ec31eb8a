import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** An erasure of one person: on disk before it begins, so that a crash ends none halfway. */
@Entity("erasures")
@Index("erasures_workspace", ["workspaceId", "id"])
@Index("erasures_open", ["createdAt"], { where: "finished_at IS NULL" })
export class ErasureEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "user_id", nullable: true }) userId: string | null;
  /** What the person is known by, as a JSON list; null once it is done. */
  @Column({ type: "text", nullable: true }) marks: string | null;
  @Column({ type: "integer" }) runs: number;
  @Column({ type: "integer" }) events: number;
  @Column({ type: "integer" }) files: number;
  @Column({ type: "integer" }) unfinished: number;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "looked_at", nullable: true }) lookedAt: number | null;
  @Column({ type: "bigint", name: "finished_at", nullable: true }) finishedAt: number | null;
}
