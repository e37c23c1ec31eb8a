import { Global, Module, type DynamicModule } from "@nestjs/common";
import { TypeOrmModule } from "@nestjs/typeorm";
import { DATABASE, Settings } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { GuardedHttp } from "./http-client/guarded-http.js";
import type { Platform } from "./platform.js";
import { Vault } from "./secrets/vault.js";

/** Hands the opened platform to every feature. */
@Global()
@Module({})
export class PlatformModule {
  static of({ settings, database, vault, http }: Platform): DynamicModule {
    const providers = [
      { provide: Settings, useValue: settings },
      { provide: DATABASE, useValue: database },
      { provide: Vault, useValue: vault },
      { provide: GuardedHttp, useValue: http },
      WorkspaceChanges,
    ];
    // TypeORM opens and migrates; it has done so before Nest begins, since a refused start is one line, no stack.
    const typeorm = TypeOrmModule.forRootAsync({
      useFactory: () => database.dataSource.options,
      dataSourceFactory: () => Promise.resolve(database.dataSource),
    });
    return {
      module: PlatformModule,
      imports: [typeorm],
      providers,
      exports: [Settings, DATABASE, Vault, GuardedHttp, WorkspaceChanges],
    };
  }
}
