import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** An event of Leeloo's, on disk before it was answered. */
@Entity("leeloo_events")
@Index("leeloo_events_shown", [
  "workspaceId",
  "id",
  "type",
  "orderId",
  "fromSandbox",
  "recovered",
  "receivedAt",
  "dueAt",
  "forwardState",
  "forwardDueAt",
  "forwardTries",
  "forwardResult",
])
@Index("leeloo_events_due", ["dueAt"], { where: "due_at IS NOT NULL" })
@Index("leeloo_events_forward", ["forwardDueAt"], { where: "forward_due_at IS NOT NULL" })
export class LeelooEventEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) type: string;
  /** Null in rows from before it was known. */
  @Column({ type: "boolean", name: "from_sandbox", nullable: true }) fromSandbox: boolean | null;
  /** Made of an order whose event did not come. */
  @Column({ type: "boolean", nullable: true }) recovered: boolean | null;
  @Column({ type: "varchar", name: "order_id", nullable: true }) orderId: string | null;
  /** As it came. */
  @Column({ type: "text" }) body: string;
  @Column({ type: "bigint", name: "received_at" }) receivedAt: number;
  /** Which workflows get it is settled: its deliveries are there. */
  @Column({ type: "boolean" }) planned: boolean;
  /** When it wants to be handed on; null once every delivery is settled. */
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  @Column({ type: "integer" }) tries: number;
  @Column({ type: "varchar", name: "forward_state", nullable: true }) forwardState: string | null;
  @Column({ type: "bigint", name: "forward_due_at", nullable: true }) forwardDueAt: number | null;
  @Column({ type: "integer", name: "forward_tries" }) forwardTries: number;
  @Column({ type: "text", name: "forward_result", nullable: true }) forwardResult: string | null;
}
