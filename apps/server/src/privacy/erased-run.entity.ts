import { Entity, PrimaryColumn } from "typeorm";

/** Runs that lack what they were made of: replayed, they would do something else. */
@Entity("erased_runs")
export class ErasedRunEntity {
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
}
