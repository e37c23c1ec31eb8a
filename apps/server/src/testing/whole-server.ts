import type { Worlds } from "@leeway/leeloo-sandbox";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance, RouteOptions } from "fastify";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountsService } from "../accounts/accounts.service.js";
import { AuthGuard } from "../accounts/auth.guard.js";
import { guardEarly } from "../accounts/early-guard.js";
import { migrated } from "../adapters/database/testing/migrated.js";
import { openPlatform, type Platform } from "../adapters/platform.js";
import { AppModule } from "../app.module.js";
import { readEnvironment } from "../config/environment.js";
import { EventCounts } from "../events/event-counts.js";
import { Readiness } from "../health/readiness.js";
import { FormDoor } from "../forms/form-door.js";
import { HookDoor } from "../hooks/hook-door.js";
import { requestIds } from "../logging/request-log.js";
import { controllersOf, OPENAPI, type OpenApiSource } from "../openapi/openapi.js";
import { prepareHttp } from "../problems/http-api.js";
import { protect } from "../problems/page-headers.js";

/** Every route of the server with a database of its own; without the worker, the editor and the mounted sandbox. */
export interface WholeServer {
  url: string;
  app: NestFastifyApplication;
  platform: Platform;
  close: () => Promise<void>;
}

/** Starts one, with the owner that `environment` names; `seen` hears of every route as it is made. */
export async function startWhole(
  environment: Record<string, string>,
  worlds: Worlds | null,
  seen: (route: RouteOptions) => void,
): Promise<WholeServer> {
  const folder = mkdtempSync(join(tmpdir(), "leeway-whole-"));
  await migrated(join(folder, "leeway.db"));
  // Who walks all routes calls more than strangers may.
  const unbounded = { LEEWAY_MAX_CALLS: "0", LEEWAY_MAX_STRANGER_CALLS: "0" };
  const settings = readEnvironment({ LEEWAY_DATA_DIR: folder, ...unbounded, ...environment });
  const platform = await openPlatform(settings, "1.2.3");
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 200 } });
  adapter.getInstance<FastifyInstance>().addHook("onRoute", seen);
  const module = AppModule.of(platform, worlds);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, bodyParser: false });
  app.get(EventCounts).watch(adapter.getInstance<FastifyInstance>());
  const fastify = prepareHttp(app, (error) => console.error(error));
  protect(fastify, platform.settings.publicUrl.startsWith("https:"));
  guardEarly(fastify, app.get(AuthGuard), controllersOf(app));
  const surprise = (error: unknown) => console.error(error);
  app.get(HookDoor).open(fastify, { newId: requestIds(), surprise, answered: () => {} });
  app.get(FormDoor).open(fastify, (error) => console.error(error));
  app.get<OpenApiSource>(OPENAPI).describe(app);
  await app.listen(0, "127.0.0.1");
  const url = (await app.getUrl()).replace("localhost", "127.0.0.1");
  platform.settings.listensOn(Number(new URL(url).port));
  await app.get(AccountsService).ensureOwner(settings);
  app.get(Readiness).open();
  const close = async () => {
    await app.close();
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, app, platform, close };
}
