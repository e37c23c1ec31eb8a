import { Column, Entity, PrimaryColumn } from "typeorm";

/** What became of an event at one trigger that listens. */
@Entity("leeloo_deliveries")
export class LeelooDeliveryEntity {
  @PrimaryColumn({ type: "varchar", name: "event_id" }) eventId: string;
  @PrimaryColumn({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar" }) status: string;
  /** The version that was live when the event came. */
  @Column({ type: "varchar", name: "document_id", nullable: true }) documentId: string | null;
  @Column({ type: "integer", nullable: true }) version: number | null;
  /** Chosen before the run is made, so that a second try after a crash knows its own. */
  @Column({ type: "varchar", name: "run_id", nullable: true }) runId: string | null;
  @Column({ type: "varchar", name: "dedupe_key", nullable: true }) dedupeKey: string | null;
  @Column({ type: "text", nullable: true }) error: string | null;
}
