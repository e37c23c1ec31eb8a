import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A key of a workspace for programs; kept as a hash only. */
@Entity("api_keys")
@Index("api_keys_hash", ["hash"], { unique: true })
@Index("api_keys_workspace", ["workspaceId"])
export class ApiKeyEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) name: string;
  /** The first characters, to tell keys apart. */
  @Column({ type: "varchar" }) prefix: string;
  @Column({ type: "varchar" }) hash: string;
  @Column({ type: "varchar", default: "admin" }) role: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "expires_at", nullable: true }) expiresAt: number | null;
  /** The person; the key goes on when they leave. */
  @Column({ type: "varchar", name: "made_by", nullable: true }) madeBy: string | null;
  @Column({ type: "bigint", name: "last_used_at", nullable: true }) lastUsedAt: number | null;
  /** From where then, and what the program says of itself. */
  @Column({ type: "varchar", name: "last_used_address", nullable: true }) lastUsedAddress: string | null;
  @Column({ type: "varchar", name: "last_used_agent", nullable: true }) lastUsedAgent: string | null;
  /** Since a restore: it opens nothing until a person confirms it. */
  @Column({ type: "bigint", name: "resting_since", nullable: true }) restingSince: number | null;
  /** The key with the new secret, of one that was renewed and goes on to its end. */
  @Column({ type: "varchar", name: "renewed_as", nullable: true }) renewedAs: string | null;
  /** For how long it was made; null: for good. Its end moves forward when it is renewed, this stays. */
  @Column({ type: "bigint", name: "life_ms", nullable: true }) lifeMs: number | null;
}
