import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A workspace's latest comparison of orders with the events that came. */
@Entity("order_checks")
export class OrderCheckEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "credential_id" }) credentialId: string;
  @Column({ type: "bigint", name: "from_at" }) from: number;
  @Column({ type: "bigint" }) until: number;
  /** reading, done, failed. */
  @Column({ type: "varchar" }) state: string;
  @Column({ type: "boolean" }) daily: boolean;
  /** The workflow that has asked for it, of a daily one. */
  @Column({ type: "varchar", name: "workflow_id", nullable: true }) workflowId: string | null;
  @Column({ type: "integer" }) expected: number;
  @Column({ type: "integer" }) received: number;
  @Column({ type: "boolean" }) cut: boolean;
  @Column({ type: "text", nullable: true }) error: string | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}

/** A trigger of a published workflow that wants orders compared once a day. */
@Entity("order_check_days")
@Index("order_check_days_due", ["dueAt"])
export class OrderCheckDayEntity {
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar", name: "credential_id" }) credentialId: string;
  @Column({ type: "bigint", name: "due_at" }) dueAt: number;
}

/** An order of which no event came. */
@Entity("missed_orders")
@Index("missed_orders_wanted", ["workspaceId"], { where: "state = 'wanted'" })
export class MissedOrderEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** ORDER or SALE. */
  @PrimaryColumn({ type: "varchar" }) type: string;
  @PrimaryColumn({ type: "varchar", name: "order_id" }) orderId: string;
  @Column({ type: "varchar", name: "credential_id" }) credentialId: string;
  @Column({ type: "bigint" }) at: number;
  /** As Leeloo's list shows it, and the person's card where it was asked for. */
  @Column({ type: "text", name: "order_data" }) order: string;
  @Column({ type: "text", name: "person_data", nullable: true }) person: string | null;
  /** missing, wanted, started, dismissed. */
  @Column({ type: "varchar" }) state: string;
  @Column({ type: "varchar", name: "event_id", nullable: true }) eventId: string | null;
}
