import { Global, Module, type DynamicModule } from "@nestjs/common";
import { AccessChanges } from "../config/access-changes.js";
import { DATABASE, Settings } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { SearchIndex } from "../search/search-index.js";
import { GuardedHttp } from "./http-client/guarded-http.js";
import { GuardedMail } from "./mail/guarded-mail.js";
import { SystemMail } from "./mail/system-mail.js";
import type { Platform } from "./platform.js";
import { Vault } from "./secrets/vault.js";

/** Hands the opened platform to every feature; opened before Nest begins, since a refused start is one line, no stack. */
@Global()
@Module({})
export class PlatformModule {
  static of({ settings, database, search, vault, http, mail, systemMail }: Platform): DynamicModule {
    const providers = [
      { provide: Settings, useValue: settings },
      { provide: DATABASE, useValue: database },
      { provide: SearchIndex, useValue: search },
      { provide: Vault, useValue: vault },
      { provide: GuardedHttp, useValue: http },
      { provide: GuardedMail, useValue: mail },
      { provide: SystemMail, useValue: systemMail },
      WorkspaceChanges,
      AccessChanges,
    ];
    return {
      module: PlatformModule,
      providers,
      exports: [
        Settings,
        DATABASE,
        SearchIndex,
        Vault,
        GuardedHttp,
        GuardedMail,
        SystemMail,
        WorkspaceChanges,
        AccessChanges,
      ],
    };
  }
}
