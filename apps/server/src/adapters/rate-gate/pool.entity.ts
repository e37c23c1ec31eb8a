import { Column, Entity, PrimaryColumn } from "typeorm";

/** A token's pool without its tickets and its queue. Times are milliseconds since 1970; 0 = never. */
@Entity("rate_pools")
export class RatePoolEntity {
  /** Keyed hash of the token. */
  @PrimaryColumn({ type: "varchar" }) key: string;
  @Column({ type: "integer", name: "limit_per_minute" }) limit: number;
  @Column({ type: "boolean" }) paused: boolean;
  @Column({ type: "bigint", name: "frozen_until" }) frozenUntil: number;
  @Column({ type: "boolean" }) probing: boolean;
  @Column({ type: "integer", name: "reduced_to", nullable: true }) reducedTo: number | null;
  @Column({ type: "bigint", name: "reduced_since" }) reducedSince: number;
  @Column({ type: "bigint", name: "cold_until" }) coldUntil: number;
  /** Names the start of the machine on which the times were written; null = not known. */
  @Column({ type: "varchar", nullable: true }) boot: string | null;
  /** By how much the wall clock led the machine's own count. */
  @Column({ type: "bigint" }) lead: number;
}

/** One ticket of a pool. */
@Entity("rate_tickets")
export class RateTicketEntity {
  @PrimaryColumn({ type: "varchar", name: "pool_key" }) poolKey: string;
  @PrimaryColumn({ type: "integer" }) slot: number;
  @Column({ type: "bigint" }) serial: number;
  @Column({ type: "bigint", name: "reserved_at" }) reservedAt: number;
  @Column({ type: "bigint", name: "free_at" }) freeAt: number;
  @Column({ type: "boolean" }) held: boolean;
  /** Used by the critical lane. */
  @Column({ type: "boolean", nullable: true }) critical: boolean | null;
  @Column({ type: "varchar", name: "run_id" }) runId: string;
  @Column({ type: "varchar", name: "step_key" }) stepKey: string;
}

/** A step that waits for a ticket. */
@Entity("rate_waiters")
export class RateWaiterEntity {
  @PrimaryColumn({ type: "varchar", name: "pool_key" }) poolKey: string;
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "varchar" }) lane: string;
  @Column({ type: "bigint" }) position: number;
  @Column({ type: "boolean" }) front: boolean;
}
