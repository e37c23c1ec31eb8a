import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Something that is done with many runs, piece by piece; a crash in between loses no more than the piece. */
@Entity("run_jobs")
@Index("run_jobs_request", ["workspaceId", "requestKey"], { unique: true, where: "request_key IS NOT NULL" })
@Index("run_jobs_open", ["createdAt"], { where: "finished_at IS NULL" })
export class RunJobEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) action: string;
  /** Filter and manner, as JSON. */
  @Column({ type: "text" }) wish: string;
  @Column({ type: "varchar", name: "request_key", nullable: true }) requestKey: string | null;
  /** The last run that was looked at. */
  @Column({ type: "varchar" }) cursor: string;
  /** Later runs are not meant. */
  @Column({ type: "varchar" }) upto: string;
  @Column({ type: "integer" }) count: number;
  @Column({ type: "integer" }) done: number;
  @Column({ type: "integer" }) refused: number;
  /** Runs with which nothing had to be done any more, or nothing could be done yet: see `RunJobs`. */
  @Column({ type: "integer", default: 0 }) repeated: number;
  @Column({ type: "integer", default: 0 }) above: number;
  @Column({ type: "integer", default: 0 }) below: number;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "finished_at", nullable: true }) finishedAt: number | null;
}
