import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A link that lets its bearer do one thing, once, for a while; kept as a hash only. */
@Entity("one_use_links")
@Index("one_use_links_hash", ["hash"], { unique: true })
@Index("one_use_links_email", ["purpose", "email"])
export class OneUseLinkEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar" }) hash: string;
  @Column({ type: "varchar" }) purpose: string;
  /** Whom it is for. */
  @Column({ type: "varchar" }) email: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "expires_at" }) expiresAt: number;
  @Column({ type: "bigint", name: "used_at", nullable: true }) usedAt: number | null;
}
