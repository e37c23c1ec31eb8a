import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A letter with a link of one use. */
@Entity("letters")
@Index("letters_due", ["dueAt"], { where: "due_at IS NOT NULL" })
export class LetterEntity {
  @PrimaryColumn({ type: "varchar", name: "link_id" }) linkId: string;
  /** What is to be sent, for as long as it is: the link in it lets somebody in. */
  @Column({ type: "blob", nullable: true }) sealed: Buffer | null;
  /** waiting, sent or failed. */
  @Column({ type: "varchar" }) state: string;
  @Column({ type: "integer" }) tries: number;
  @Column({ type: "bigint", name: "due_at", nullable: true }) dueAt: number | null;
  /** Why the latest try failed. */
  @Column({ type: "text", nullable: true }) fault: string | null;
  /** Of the latest try, or of the making. */
  @Column({ type: "bigint" }) at: number;
}
