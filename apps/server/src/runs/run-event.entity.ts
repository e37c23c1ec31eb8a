import { Column, Entity, PrimaryColumn } from "typeorm";

/** One batch of a run's log: the events that one decision produced, numbered `seq` to `lastSeq`. */
@Entity("run_events")
export class RunEventEntity {
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "integer" }) seq: number;
  @Column({ type: "integer", name: "last_seq" }) lastSeq: number;
  /** JSON list of events. */
  @Column({ type: "text" }) body: string;
}
