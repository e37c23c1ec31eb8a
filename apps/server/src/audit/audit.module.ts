import { Module } from "@nestjs/common";
import { AuditRetention } from "./audit-retention.service.js";
import { AuditController } from "./audit.controller.js";
import { AuditReader } from "./audit.reader.js";

/** The audit log, to be read. What is written into it is written by whoever does it: `accounts/audit.ts`. */
@Module({ controllers: [AuditController], providers: [AuditReader, AuditRetention] })
export class AuditModule {}
