import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Calls that could be found again at their service, by what makes two of them look alike. Kept for a day. */
@Entity("sent_calls")
@Index("sent_calls_sent", ["sentAt"])
export class SentCallEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar" }) service: string;
  /** A hash. */
  @PrimaryColumn({ type: "varchar" }) mark: string;
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "bigint", name: "sent_at" }) sentAt: number;
}

/** Entries at services that have settled a doubt, each one step's. */
@Entity("claimed_entries")
export class ClaimedEntryEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar" }) service: string;
  /** A hash. */
  @PrimaryColumn({ type: "varchar" }) entry: string;
  @Column({ type: "varchar", name: "run_id" }) runId: string;
  @Column({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "bigint", name: "claimed_at" }) claimedAt: number;
}
