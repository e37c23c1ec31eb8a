import { Column, Entity, PrimaryColumn } from "typeorm";

/** A workspace variable; the value is JSON text. */
@Entity("variables")
export class VariableEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  @PrimaryColumn({ type: "varchar" }) name: string;
  @Column({ type: "varchar" }) type: string;
  @Column({ type: "text" }) value: string;
  @Column({ type: "integer" }) position: number;
}
