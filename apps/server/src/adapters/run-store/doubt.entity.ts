import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Steps of which nobody knows the outcome, also of runs that ended so; once for their run and once for each run above it. */
@Entity("doubts")
@Index("doubts_run", ["runId", "stepKey"])
export class DoubtEntity {
  /** The run itself, or one that has called it, over however many. */
  @PrimaryColumn({ type: "varchar" }) above: string;
  /** The step of `above` that would do it again: that in doubt, or the one that has called. */
  @PrimaryColumn({ type: "varchar" }) step: string;
  @PrimaryColumn({ type: "varchar", name: "run_id" }) runId: string;
  @PrimaryColumn({ type: "varchar", name: "step_key" }) stepKey: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
}
