import { Module } from "@nestjs/common";
import { AttentionController } from "./attention.controller.js";
import { AttentionReader } from "./attention.reader.js";

/** What waits for people, over all runs of a workspace. */
@Module({ controllers: [AttentionController], providers: [AttentionReader] })
export class AttentionModule {}
