import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A webhook's address. It belongs to workflow and node: there from the first save, and kept. */
@Entity("hooks")
@Index("hooks_test_key", ["testKey"], { unique: true })
@Index("hooks_node", ["workflowId", "nodeId"], { unique: true })
export class HookEntity {
  @PrimaryColumn({ type: "varchar" }) key: string;
  @Column({ type: "varchar", name: "test_key" }) testKey: string;
  @Column({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @Column({ type: "varchar", name: "node_id" }) nodeId: string;
}
