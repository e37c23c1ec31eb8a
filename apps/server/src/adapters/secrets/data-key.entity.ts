import { Column, Entity, PrimaryColumn } from "typeorm";

/** A workspace's data key, sealed by the key ring. */
@Entity("data_keys")
export class DataKeyEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "integer" }) version: number;
  @Column({ type: "blob" }) sealed: Buffer;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}
