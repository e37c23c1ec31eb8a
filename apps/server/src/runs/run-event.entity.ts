import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** One batch of a run's log: what one decision produced outside of loops or for one item, numbered `seq` to `lastSeq`. */
@Entity("run_events")
@Index("run_events_item", ["runId", "item", "seq"], { where: "item IS NOT NULL" })
@Index("run_events_outside", ["runId", "seq"], { where: "(item IS NULL OR stays = 1) AND seq > 1" })
export class RunEventEntity {
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "integer" }) seq: number;
  @Column({ type: "integer", name: "last_seq" }) lastSeq: number;
  /** The item of a loop to which it belongs, `000012.000003`: the third inside the twelfth. Null outside of loops. */
  @Column({ type: "varchar", nullable: true }) item: string | null;
  /** Matters even after its item has ended. */
  @Column({ type: "boolean", nullable: true }) stays: boolean | null;
  /** JSON list of events. */
  @Column({ type: "text" }) body: string;
}
