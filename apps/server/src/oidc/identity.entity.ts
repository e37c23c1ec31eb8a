import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A person as an issuer of OpenID Connect knows them: by a subject that never changes, unlike an e-mail. */
@Entity("identities")
@Index("identities_user", ["userId"])
export class IdentityEntity {
  @PrimaryColumn({ type: "varchar" }) issuer: string;
  @PrimaryColumn({ type: "varchar" }) subject: string;
  @Column({ type: "varchar", name: "user_id" }) userId: string;
  @Column({ type: "bigint", name: "created_at" }) createdAt: number;
}
