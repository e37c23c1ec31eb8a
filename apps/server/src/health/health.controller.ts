import { Controller, Get, HttpCode, Req, Res } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiKeysService } from "../accounts/api-keys.service.js";
import { Public, Uncounted } from "../accounts/auth.guard.js";
import { bearerOf } from "../accounts/callers.js";
import { deviceOf } from "../accounts/device.js";
import { CallPace } from "../pace/call-pace.js";
import { Problem } from "../problems/problem.js";
import { Metrics } from "./metrics.js";
import { Readiness } from "./readiness.js";

/** For what watches over the process. */
@Public()
@Uncounted()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly keys: ApiKeysService,
    private readonly pace: CallPace,
  ) {}

  /** The process answers. */
  @Get("health/live")
  live() {
    return { status: "ok" };
  }

  /** It takes new work: 503 before the start is done and from the first moment of a stop. */
  @Get("health/ready")
  @HttpCode(200)
  ready() {
    if (!this.readiness.ready) throw new Problem("server.busy");
    return { status: "ok" };
  }

  /** Prometheus; for this machine, or with an API key. */
  @Get("metrics")
  async prometheus(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!fromThisMachine(request)) this.#assertKey(request);
    void reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  #assertKey(request: FastifyRequest): void {
    const key = bearerOf(request);
    const found = key === undefined ? undefined : this.keys.find(key);
    if (!found) {
      this.pace.stranger(request.ip);
      throw new Problem("auth.required");
    }
    this.pace.known(found.id);
    this.keys.use(found, deviceOf(request));
  }
}

/** A proxy on this machine speaks for others: what it forwards is not from here. */
function fromThisMachine(request: FastifyRequest): boolean {
  if (request.headers["x-forwarded-for"] !== undefined || request.headers["forwarded"] !== undefined) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? "");
}
