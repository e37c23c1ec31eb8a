import { Controller, Get, Global, Module, Post, type DynamicModule, type Type } from "@nestjs/common";
import { APP_GUARD, NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { openMigrated } from "../../adapters/database/testing/migrated.js";
import { KeyRing, keySourceOf } from "../../adapters/secrets/key-ring.js";
import { openVault } from "../../adapters/secrets/open-keys.js";
import { Vault } from "../../adapters/secrets/vault.js";
import { SystemMail } from "../../adapters/mail/system-mail.js";
import { readEnvironment } from "../../config/environment.js";
import { DATABASE, Settings } from "../../config/settings.js";
import { AccessChanges } from "../../config/access-changes.js";
import { WorkspaceChanges } from "../../config/workspace-changes.js";
import { prepareHttp } from "../../problems/http-api.js";
import { AccountsModule } from "../accounts.module.js";
import { AccountsService } from "../accounts.service.js";
import { AuthGuard, CurrentWorkspace, Needs, SameRole, StillWelcome, type WorkspaceUser } from "../auth.guard.js";
import { NEW_WORKSPACE, type NewWorkspace } from "../new-workspace.js";

const streams: (() => boolean)[] = [];

/** One for all servers: what is made of a secret takes 50 ms on purpose. */
const ring = new KeyRing(keySourceOf("", { LEEWAY_SECRET_KEY: "the secret of all tests' accounts" }));

/** A feature like any other: it says whose it thinks the request is. */
@Controller("api/v1/probe")
class ProbeController {
  @Needs("workflows.view")
  @Get()
  read(@CurrentWorkspace() who: WorkspaceUser) {
    return who;
  }
  @Needs("workflows.edit")
  @Post()
  change(@CurrentWorkspace() who: WorkspaceUser) {
    return who;
  }
  /** Like a stream: whether it may go on is asked later. */
  @Needs("runs.start")
  @Get("watch")
  watch(@StillWelcome() welcome: () => boolean) {
    streams.push(welcome);
    return {};
  }
  @Needs("workflows.view")
  @Get("stream")
  stream(@SameRole() welcome: () => boolean) {
    streams.push(welcome);
    return {};
  }
  /** A route whose author forgot to say whom it is for. */
  @Get("without-a-rule")
  forgotten() {
    return {};
  }
}

@Global()
@Module({})
class SurroundingsModule {
  static of(settings: Settings, database: OpenDatabase, vault: Vault, newWorkspace: NewWorkspace): DynamicModule {
    const providers = [
      { provide: Settings, useValue: settings },
      WorkspaceChanges,
      AccessChanges,
      { provide: DATABASE, useValue: database },
      { provide: Vault, useValue: vault },
      { provide: NEW_WORKSPACE, useValue: newWorkspace },
      { provide: SystemMail, useValue: new SystemMail(settings.environment) },
    ];
    return { module: SurroundingsModule, providers, exports: providers };
  }
}

@Module({})
class RootModule {
  static of(surroundings: DynamicModule, further: readonly Type[]): DynamicModule {
    return {
      module: RootModule,
      imports: [surroundings, AccountsModule, ...further],
      controllers: [ProbeController],
      providers: [{ provide: APP_GUARD, useExisting: AuthGuard }],
    };
  }
}

/** The accounts on a real port with a real database, for tests. */
export interface AccountsServer {
  url: string;
  database: OpenDatabase;
  accounts: AccountsService;
  /** One of the server's own services. */
  get: <T>(service: Type<T>) => T;
  /** Workspaces that were to be filled. */
  filled: string[];
  /** Whether the stream of the last `GET /probe/watch`, or `/probe/stream`, may go on. */
  watching: () => boolean | undefined;
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  close: () => Promise<void>;
}
export interface Answer {
  status: number;
  headers: Headers;
  /** `name=value` of the cookie that was set, and the whole header, but for the one by which a browser is known again. */
  cookie: string;
  setCookie: string;
  /** `name=value` of that one. */
  known: string;
  body: Record<string, unknown> & { code?: string };
}

/** Starts one with `further` modules; `environment` as the process would have it. */
export async function startAccounts(
  environment: Record<string, string> = {},
  further: readonly Type[] = [],
): Promise<AccountsServer> {
  const folder = mkdtempSync(join(tmpdir(), "leeway-accounts-"));
  const database = await openMigrated(join(folder, "leeway.db"));
  const settings = new Settings(readEnvironment({ PORT: "0", LEEWAY_DATA_DIR: folder, ...environment }), "1.2.3");
  const vault = await openVault(folder, ring, database);
  const filled: string[] = [];
  const surroundings = SurroundingsModule.of(settings, database, vault, {
    fill: async (workspaceId) => void filled.push(workspaceId),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    RootModule.of(surroundings, further),
    new FastifyAdapter({ trustProxy: settings.environment.LEEWAY_TRUST_PROXY }),
    {
      logger: false,
      bodyParser: false,
    },
  );
  prepareHttp(app, (error) => console.error(error));
  await app.listen(0, "127.0.0.1");
  const url = (await app.getUrl()).replace("localhost", "127.0.0.1");
  settings.listensOn(Number(new URL(url).port));
  return {
    url,
    database,
    filled,
    watching: () => streams.at(-1)?.(),
    accounts: app.get(AccountsService),
    get: (service) => app.get(service, { strict: false }),
    call: (...request) => call(url, ...request),
    close: async () => {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isKnown = (cookie: string) => /^(__Host-)?leeway-known=/.test(cookie);
  const cookies = answer.headers.getSetCookie();
  const setCookie = cookies.filter((one) => !isKnown(one)).join(", ");
  return {
    status: answer.status,
    headers: answer.headers,
    setCookie,
    cookie: setCookie.split(";", 1)[0] ?? "",
    known: cookies.find(isKnown)?.split(";", 1)[0] ?? "",
    body: (text === "" ? {} : JSON.parse(text)) as Answer["body"],
  };
}

/** A valid body of `POST /auth/setup`. */
export const owner = {
  email: "Owner@Example.com",
  password: "correct horse battery",
  name: "Olena",
  workspace: "Flowers",
  locale: "uk",
  timezone: "Europe/Kyiv",
};
