import { setImmediate as nextTurn } from "node:timers/promises";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { AccountsService } from "./accounts/accounts.service.js";
import { KeyRetention } from "./accounts/key-retention.js";
import { AuthGuard } from "./accounts/auth.guard.js";
import { guardEarly } from "./accounts/early-guard.js";
import { StartRefused } from "./adapters/database/data-folder.js";
import { reseal } from "./adapters/secrets/rotation.js";
import { watchOfUpdates } from "./adapters/database/update-watch.js";
import { openPlatform, type Platform } from "./adapters/platform.js";
import { AppModule } from "./app.module.js";
import { ToldOfStops } from "./brakes/told-of-stops.js";
import type { Environment } from "./config/environment.js";
import { serveEditor } from "./editor/editor-files.js";
import { WorkspacePurge } from "./deletion/workspace-purge.service.js";
import { EventCounts } from "./events/event-counts.js";
import { OrderChecks } from "./order-checks/order-checks.service.js";
import { Backfills } from "./polls/backfills.service.js";
import { Poller } from "./polls/poller.service.js";
import { Scheduler } from "./schedules/scheduler.service.js";
import { FanOut } from "./events/fan-out.service.js";
import { ForwardService } from "./events/forward.service.js";
import { bodyBounds } from "./config/bounds.js";
import { boundBodies } from "./problems/body-guard.js";
import { AuditRetention } from "./audit/audit-retention.service.js";
import { RunRetention } from "./retention/run-retention.js";
import { Uploads } from "./uploads/uploads.service.js";
import { EventRetention } from "./events/retention.service.js";
import { Readiness } from "./health/readiness.js";
import { FormDoor } from "./forms/form-door.js";
import { HookDoor } from "./hooks/hook-door.js";
import { NestLog } from "./logging/json-log.js";
import { RefusalLines } from "./logging/refusal-lines.js";
import { logAnswer, logRequests, refusedAs, requestIds } from "./logging/request-log.js";
import { controllersOf, OPENAPI, type OpenApiSource } from "./openapi/openapi.js";
import { answerBroken } from "./problems/broken-requests.js";
import { prepareHttp } from "./problems/http-api.js";
import { bareHeaders, protect } from "./problems/page-headers.js";
import { refuseAddress } from "./problems/problem.filter.js";
import { collectAfterAnswers } from "./launch/after-answers.js";
import { makeCodeFaster } from "./launch/v8-flags.js";
import { NoticeWatch } from "./notices/notice-watch.service.js";
import { TroubleWatch } from "./troubles/trouble-watch.service.js";
import { RunWatch } from "./runs/run-watch.js";
import { Erasures } from "./privacy/erasures.service.js";
import { RunJobs } from "./runs/run-jobs.service.js";
import { WorkerService } from "./runs/worker.service.js";
import { IndexThread } from "./search/index-thread.service.js";
import { eventDelivery } from "./sandbox/event-delivery.js";
import { mountSandbox } from "./sandbox/mount-sandbox.js";
import { languageOf, openSandbox } from "./sandbox/open-sandbox.js";
import { sandboxDoor } from "./sandbox/sandbox-door.js";

/** How long runs get to end what is in flight; below the ten seconds of a whole stop. */
const GRACE_MS = 7_000;
/** Connections that are still open after that are cut. */
const LAST_ANSWERS_MS = 1_000;
/** How long a request may take to arrive in full. */
const LONGEST_REQUEST_MS = 60_000;

export interface Served {
  url: string;
  /** Settles when each thread beside this one runs. */
  threads: Promise<void>;
  /** Takes nothing new, ends what is in flight or parks it, closes the database. */
  stop: () => Promise<void>;
}

/** Starts everything; throws StartRefused, with one line, for what the person who starts can mend. */
export async function serve(
  environment: Environment,
  version: string,
  log: Logger,
  say: (line: string) => void = () => {},
): Promise<Served> {
  const platform = await openPlatform(environment, version, watchOfUpdates(environment, log, say));
  try {
    return await serveOn(platform, log);
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** Fastify, with the bounds that hold for every request. */
function adapterFor(
  environment: Environment,
  https: boolean,
  refusals: RefusalLines,
  newId: () => string,
): FastifyAdapter {
  const bare = bareHeaders(https);
  return new FastifyAdapter({
    // The nearest proxy alone: trusting all, a caller could make up the address by which sign-ins are throttled.
    trustProxy: environment.LEEWAY_TRUST_PROXY ? (_address, hop) => hop === 0 : false,
    // A key of a webhook is 43 characters; nothing here has longer ones.
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: false,
    // A body that trickles in for ever would hold its connection for ever: Fastify sets no end by itself.
    requestTimeout: LONGEST_REQUEST_MS,
    // No hook hears of either.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      refusals.note(refusedAs(request, 400));
      refuseAddress(error, request, reply.headers(bare));
    },
    clientErrorHandler: (error, socket) => {
      // By then the socket may have forgotten whose it is.
      if (error.code !== "ECONNRESET") refusals.note({ status: 400, address: socket.remoteAddress ?? "" });
      answerBroken(error, socket, bare);
    },
    genReqId: newId,
  });
}

async function serveOn(platform: Platform, log: Logger): Promise<Served> {
  const { settings } = platform;
  const { environment } = settings;
  const opened = environment.LEEWAY_SANDBOX
    ? openSandbox(environment.LEEWAY_DATA_DIR, {
        deliver: eventDelivery(settings, platform.http),
        languageOf: languageOf(platform.database),
      })
    : undefined;
  const https = settings.publicUrl.startsWith("https:");
  const refusals = new RefusalLines(log);
  const newId = requestIds();
  const adapter = adapterFor(environment, https, refusals, newId);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(platform, opened?.worlds ?? null),
    adapter,
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  const fastify = adapter.getInstance<FastifyInstance>();
  logRequests(fastify, log, refusals);
  app.get(EventCounts).watch(fastify);
  const surprise = (error: unknown, { id }: { id: string }) =>
    log.error({ err: error, requestId: id }, "fault while answering");
  boundBodies(bodyBounds(environment));
  prepareHttp(app, surprise);
  protect(fastify, https);
  guardEarly(fastify, app.get(AuthGuard), controllersOf(app));
  app.get(HookDoor).open(fastify, { newId, surprise, answered: (answer) => logAnswer(log, answer) });
  app.get(FormDoor).open(fastify, surprise);
  if (opened) mountSandbox(fastify, opened.worlds, sandboxDoor(platform.callers, platform.database, settings));
  serveEditor(fastify);
  app.get<OpenApiSource>(OPENAPI).describe(app);
  await app.init();
  await app.get(AccountsService).ensureOwner(environment);
  makeCodeFaster();
  await app.get(WorkerService).takeOver();
  await listen(fastify, environment);
  const address = fastify.server.address();
  if (typeof address === "object" && address) settings.listensOn(address.port);
  app.get(WorkerService).start();
  for (const part of [
    FanOut,
    ForwardService,
    Scheduler,
    Poller,
    Backfills,
    OrderChecks,
    TroubleWatch,
    NoticeWatch,
    EventRetention,
    RunRetention,
    AuditRetention,
    KeyRetention,
    WorkspacePurge,
    Uploads,
    RunJobs,
    ToldOfStops,
    Erasures,
    IndexThread,
  ])
    app.get<{ start(): void }>(part).start();
  // What a rotation of the keys left that was cut off.
  void reseal(platform.database.queue, platform.vault).catch((error: unknown) =>
    log.error({ err: error }, "credentials could not be sealed anew"),
  );
  platform.database.queue.onCommit(collectAfterAnswers());
  app.get(Readiness).open();
  log.info({ version: settings.version, url: settings.localOrigin, public: settings.publicUrl }, "ready");

  const stop = async () => {
    app.get(Readiness).close();
    app.get(RunWatch).endStreams();
    // Refuses what is new at once; resolves when the last answer is out.
    const closed = fastify.close().then(() => {});
    const handingOn = Promise.all(
      [
        FanOut,
        ForwardService,
        Scheduler,
        Poller,
        Backfills,
        OrderChecks,
        TroubleWatch,
        NoticeWatch,
        RunJobs,
        ToldOfStops,
        IndexThread,
      ].map((part) => app.get<{ stop(): Promise<void> }>(part).stop()),
    );
    await app.get(WorkerService).stop(GRACE_MS);
    app.get(RunWatch).releaseCallers();
    fastify.server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS).unref())]);
    fastify.server.closeAllConnections();
    await Promise.race([handingOn, new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS).unref())]);
    // What is still in flight ends now: whatever follows from it finds the database open.
    await platform.http.close();
    await nextTurn();
    // Nest lets TypeORM close the connection: what is still in the queue has to be on disk before.
    await platform.database.queue.drain();
    await app.close();
    opened?.close();
    await platform.close();
    log.info("stopped");
  };
  return { url: settings.localOrigin, threads: app.get(IndexThread).begun, stop };
}

/** By Fastify itself: Nest would log a taken port as a fault of ours. */
async function listen(fastify: FastifyInstance, { PORT, HOST }: Environment): Promise<void> {
  try {
    await fastify.listen({ port: PORT, host: HOST });
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "EADDRINUSE")
      throw new StartRefused(`Port ${PORT} is taken on ${HOST}. Stop what uses it, or set PORT to another one.`);
    if (code === "EACCES")
      throw new StartRefused(`Port ${PORT} may not be used without more rights. Set PORT to one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new StartRefused(`HOST ${HOST} is no address of this machine.`);
    throw error;
  }
}
