import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A key pair in somebody's device or password manager; we have its public half. */
@Entity("passkeys")
@Index("passkeys_user", ["userId"])
export class PasskeyEntity {
  /** The credential's id as WebAuthn gives it, base64url. */
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "varchar" }) name: string;
  @Column({ type: "blob", name: "public_key" }) publicKey: Buffer;
  /** How often it was used, where its device counts: one that goes back is a copy. */
  @Column({ type: "integer" }) counter: number;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "last_used_at", nullable: true }) lastUsedAt: number | null;
  /** Since a restore: it lets nobody in by itself until it was used once beside another way in. */
  @Column({ type: "bigint", name: "resting_since", nullable: true }) restingSince: number | null;
}
