import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A person who signs in. */
@Entity("users")
@Index("users_email", ["email"], { unique: true })
export class UserEntity {
  @PrimaryColumn({ type: "varchar" }) id: string;
  @Column({ type: "varchar" }) email: string;
  @Column({ type: "varchar" }) name: string;
  @Column({ type: "varchar" }) locale: string;
  @Column({ type: "varchar", name: "password_hash" }) passwordHash: string;
  /** Set by a setting or a command, not by the person: they are asked to choose their own. */
  @Column({ type: "boolean", name: "first_password", nullable: true }) firstPassword: boolean | null;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}
