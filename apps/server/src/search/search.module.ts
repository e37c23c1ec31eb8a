import { Module } from "@nestjs/common";
import { IndexThread } from "./index-thread.service.js";
import { RunSearch } from "./run-search.js";
import { SearchIndex } from "./search-index.js";

@Module({ providers: [SearchIndex, IndexThread, RunSearch], exports: [RunSearch, IndexThread] })
export class SearchModule {}
