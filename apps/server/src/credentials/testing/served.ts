import { Worlds, type Sandbox } from "@leeway/leeloo-sandbox";
import { Module, type Type } from "@nestjs/common";
import { APP_GUARD, NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertKey } from "../../accounts/api-key.rows.js";
import { ApiKeysService } from "../../accounts/api-keys.service.js";
import { bySelf } from "../../accounts/audit.js";
import { Callers } from "../../accounts/callers.js";
import { AuthGuard } from "../../accounts/auth.guard.js";
import { SessionsService } from "../../accounts/sessions.service.js";
import { SessionsWithoutRoom } from "../../accounts/sessions-without-room.js";
import { migrated } from "../../adapters/database/testing/migrated.js";
import { EngineModule } from "../../adapters/engine.module.js";
import { openPlatform, type Platform } from "../../adapters/platform.js";
import { PlatformModule } from "../../adapters/platform.module.js";
import { readEnvironment } from "../../config/environment.js";
import { SANDBOX_PATH } from "../../config/settings.js";
import { PaceModule } from "../../pace/pace.module.js";
import { prepareHttp } from "../../problems/http-api.js";
import { mountSandbox } from "../../sandbox/mount-sandbox.js";
import { sandboxDoor } from "../../sandbox/sandbox-door.js";

/** A server with these features, two workspaces `ws_1` and `ws_2`, and the built-in Leeloo. */
export interface Served {
  origin: string;
  folder: string;
  platform: Platform;
  /** That of `ws_1`. */
  sandbox: Sandbox;
  app: NestFastifyApplication;
  /** A call with the API key of a workspace; `body` is read as JSON where there is one. */
  call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  close: () => Promise<void>;
}
export interface CallOptions {
  body?: unknown;
  workspace?: "ws_1" | "ws_2" | "nobody";
  language?: string;
}
export interface Answer {
  status: number;
  text: string;
  // A test says itself what it expects of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

@Module({
  imports: [PaceModule],
  providers: [
    ApiKeysService,
    SessionsService,
    SessionsWithoutRoom,
    Callers,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
})
class ByKeyModule {}

export async function served(modules: Type[], environment: Record<string, string> = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "leeway-served-"));
  await migrated(join(folder, "leeway.db"));
  const platform = await openPlatform(readEnvironment({ PORT: "0", LEEWAY_DATA_DIR: folder, ...environment }), "test");
  @Module({ imports: [PlatformModule.of(platform), EngineModule, ByKeyModule, ...modules] })
  class Root {}
  const app = await NestFactory.create<NestFastifyApplication>(
    Root,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: false, bodyParser: false },
  );
  const worlds = new Worlds({ base: SANDBOX_PATH, lenient: true });
  const surprises: unknown[] = [];
  mountSandbox(
    prepareHttp(app, (error) => surprises.push(error)),
    worlds,
    sandboxDoor(platform.callers, platform.database, platform.settings),
  );
  await app.listen(0, "127.0.0.1");
  const origin = (await app.getUrl()).replace(/\/$/, "");
  platform.settings.listensOn(Number(new URL(origin).port));
  const keys = await twoWorkspaces(platform);
  const call: Served["call"] = async (method, path, { body, workspace = "ws_1", language = "en" } = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        "accept-language": language,
        ...(workspace !== "nobody" && { authorization: `Bearer ${keys[workspace]}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`${method} ${path} surprised`, { cause: surprises.at(-1) });
    return { status: answer.status, text, body: text === "" ? undefined : JSON.parse(text) };
  };
  const close = async () => {
    await app.close();
    await platform.close();
    rmSync(folder, { recursive: true });
  };
  return { origin, folder, platform, sandbox: worlds.of("ws_1"), app, call, close };
}

async function twoWorkspaces({ database }: Platform): Promise<Record<string, string>> {
  const keys: Record<string, string> = {
    ws_1: "lw_key-of-the-first-workspace",
    ws_2: "lw_key-of-the-second-workspace",
  };
  await database.queue.write((db) => {
    for (const [id, key] of Object.entries(keys)) {
      db.prepare("INSERT INTO workspaces (id, name, timezone, created_at) VALUES (?, ?, 'Europe/Kyiv', 0)").run(id, id);
      insertKey(
        db,
        { workspaceId: id, userId: "user_1", name: "test", key, role: "admin", expiresAt: null, from: bySelf },
        0,
      );
    }
  });
  return keys;
}
