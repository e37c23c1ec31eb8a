import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A workflow with its one shared draft. */
@Entity("workflows")
@Index("workflows_workspace", ["workspaceId", "id"])
export class WorkflowEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @Column({ type: "varchar" }) name: string;
  /** Grows by one with every save. */
  @Column({ type: "integer" }) revision: number;
  @Column({ type: "text" }) document: string;
  @Column({ type: "integer", name: "published_version", nullable: true }) publishedVersion: number | null;
  @Column({ type: "varchar", name: "published_document_id", nullable: true }) publishedDocumentId: string | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
  @Column({ type: "bigint", name: "updated_at" }) updatedAt: number;
  /** Null for a program. */
  @Column({ type: "varchar", name: "updated_by", nullable: true }) updatedBy: string | null;
}
