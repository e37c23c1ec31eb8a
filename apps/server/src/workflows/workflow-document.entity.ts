import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A document as some run was pinned to it: a published version, or a draft that somebody ran. Never changed. */
@Entity("workflow_documents")
@Index("workflow_documents_version", ["workflowId", "version"], { unique: true })
@Index("workflow_documents_revision", ["workflowId", "revision"])
export class WorkflowDocumentEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workflow_id" }) workflowId: string;
  @Column({ type: "integer" }) revision: number;
  /** Null for a draft. */
  @Column({ type: "integer", nullable: true }) version: number | null;
  @Column({ type: "text" }) document: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "varchar", name: "published_by", nullable: true }) publishedBy: string | null;
  /** Of a version that was never live: a draft, kept when an import took its place. */
  @Column({ type: "boolean", name: "kept_draft", nullable: true }) keptDraft: number | null;
}
