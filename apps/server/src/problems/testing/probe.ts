import { Body, Controller, Get, HttpException, Module, Param, Post, Query } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { DiskFullError } from "../../adapters/database/full-disk.js";
import { prepareHttp } from "../http-api.js";
import { refuseAddress } from "../problem.filter.js";
import { Problem } from "../problem.js";

const bodySchema = z.object({
  name: z.string().trim().min(1),
  steps: z.array(z.object({ id: z.string() })).default([]),
  mail: z.email().optional(),
  code: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
  host: z
    .string()
    .regex(/^[^/]+$/, "host")
    .optional(),
  own: z
    .string()
    .refine(() => false, "Own words")
    .optional(),
  word: z.string().min(10).max(12).optional(),
  count: z.number().int().min(3).optional(),
  kind: z.enum(["a", "b"]).optional(),
  link: z.union([z.literal("sandbox:"), z.url({ protocol: /^https?$/ })]).optional(),
  list: z.array(z.string()).max(2).optional(),
  even: z.number().multipleOf(2).optional(),
});
const querySchema = z.object({ limit: z.coerce.number().int().min(1).default(50) });

@Controller("probe")
class ProbeController {
  @Post() take(@Body({ schema: bodySchema }) body: unknown) {
    return { body };
  }
  @Get() list(@Query({ schema: querySchema }) query: unknown) {
    return { query };
  }
  @Get("number/:number") number(@Param("number", { schema: z.coerce.number() }) number: unknown) {
    return { number };
  }
  @Get("surprise") surprise() {
    throw new Error("the password is hunter2");
  }
  @Get("full") full() {
    throw new DiskFullError("the disk is full");
  }
  @Get("slow") slow() {
    throw new Problem("auth.tooManyTries", { seconds: 7 });
  }
  @Get("run") run() {
    throw new Problem("run.failed", {}, undefined, { runId: "run_1" });
  }
  @Get("forbidden") forbidden() {
    throw new HttpException("no", 403);
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

/** What the server would have written into its log. */
export const logged: unknown[] = [];
/** The server of the file that called `probing`. */
export let app: NestFastifyApplication;

/** Starts a server with routes that fail in every way, for the tests of the file that calls this. */
export function probing() {
  beforeAll(async () => {
    logged.length = 0;
    const adapter = new FastifyAdapter({ frameworkErrors: refuseAddress });
    app = await NestFactory.create<NestFastifyApplication>(ProbeModule, adapter, { logger: false, bodyParser: false });
    prepareHttp(app, (error) => logged.push(error));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());
}

type Answering = ReturnType<NestFastifyApplication["inject"]>;
export const post = (payload: string, headers: Record<string, string> = {}): Answering =>
  app.inject({ method: "POST", url: "/probe", payload, headers: { "content-type": "application/json", ...headers } });
export const get = (url: string, language = "en"): Answering =>
  app.inject({ method: "GET", url, headers: { "accept-language": language } });
