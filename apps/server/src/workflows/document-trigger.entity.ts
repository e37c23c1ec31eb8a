import { Column, Entity, PrimaryColumn } from "typeorm";

/** The triggers of the documents that runs are pinned to; always derivable from these. */
@Entity("document_triggers")
export class DocumentTriggerEntity {
  @PrimaryColumn({ type: "varchar", name: "document_id" }) documentId: string;
  @PrimaryColumn({ type: "varchar", name: "node_id" }) nodeId: string;
  @Column({ type: "varchar" }) type: string;
}
