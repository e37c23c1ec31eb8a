import { Column, Entity, PrimaryColumn } from "typeorm";

/** What a workspace hides in runs beside e-mails and phones; without a row nothing. */
@Entity("privacy_rules")
export class PrivacyRulesEntity {
  @PrimaryColumn({ type: "varchar", name: "workspace_id" }) workspaceId: string;
  /** A JSON list of names. */
  @Column({ type: "varchar", name: "masked_fields" }) maskedFields: string;
}
