import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** The secret that a person's authenticator app shares with us, sealed. */
@Entity("second_factors")
export class SecondFactorEntity {
  @PrimaryColumn({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "blob" }) sealed: Buffer;
  /** Of the newest code that was used: no code opens twice. */
  @Column({ type: "integer", name: "last_step", nullable: true }) lastStep: number | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  /** From then on it is asked for: a first code has shown that the app has it. */
  @Column({ type: "bigint", name: "confirmed_at", nullable: true }) confirmedAt: number | null;
}

/** For who has lost the app: good once, kept as a hash. */
@Entity("recovery_codes")
@Index("recovery_codes_user", ["userId"])
export class RecoveryCodeEntity {
  @PrimaryColumn({ type: "varchar" }) hash: string;
  @Column({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "bigint", name: "used_at", nullable: true }) usedAt: number | null;
}

/** Somebody whose password was right and whose second step is to come. It opens nothing but that step. */
@Entity("pending_sign_ins")
@Index("pending_sign_ins_user", ["userId"])
export class PendingSignInEntity {
  @PrimaryColumn({ type: "varchar", name: "id_hash" }) idHash: string;
  @Column({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "integer" }) tries: number;
  @Column({ type: "bigint", name: "expires_at" }) expiresAt: number;
}
