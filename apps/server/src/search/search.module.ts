import { Module } from "@nestjs/common";
import { IndexThread } from "./index-thread.service.js";
import { RunSearch } from "./run-search.js";

@Module({ providers: [IndexThread, RunSearch], exports: [RunSearch, IndexThread] })
export class SearchModule {}
