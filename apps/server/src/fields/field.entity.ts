import { Column, Entity, PrimaryColumn } from "typeorm";

/** A custom field's definition; the default is JSON text, null where there is none. */
@Entity("fields")
export class FieldEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar" }) name: string;
  @Column({ type: "varchar" }) type: string;
  @Column({ type: "text", name: "default_value", nullable: true }) defaultValue: string | null;
  @Column({ type: "integer" }) position: number;
}
