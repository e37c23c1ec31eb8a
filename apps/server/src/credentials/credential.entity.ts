import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A credential: what may be shown as JSON text, and the secrets sealed. */
@Entity("credentials")
@Index("credentials_workspace", ["workspaceId"])
export class CredentialEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) type: string;
  @Column({ type: "varchar" }) name: string;
  @Column({ type: "text", name: "public_data" }) publicData: string;
  @Column({ type: "blob" }) sealed: Buffer;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "updated_at" }) updatedAt: number;
  @Column({ type: "bigint", name: "tested_at", nullable: true }) testedAt: number | null;
  /** What is sealed is all but the secret, which nobody has entered yet. */
  @Column({ type: "boolean", name: "secret_missing", nullable: true }) secretMissing: boolean | null;
}
