import { Module } from "@nestjs/common";
import { CallPace } from "./call-pace.js";

/** Counts calls, for all who let callers in: one count for the whole server. */
@Module({ providers: [CallPace], exports: [CallPace] })
export class PaceModule {}
