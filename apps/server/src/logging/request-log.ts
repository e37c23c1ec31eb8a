import type { FastifyInstance, FastifyRequest } from "fastify";
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { RefusalLines, RefusedRequest } from "./refusal-lines.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its answers last as long as what they tell of. */
    streams?: boolean;
  }
}

/** An answer that took longer is worth a line. */
const SLOW_MS = 1_000;

/** Ids of requests: one line of the log means one request, over restarts too. */
export function requestIds(): () => string {
  const start = `${Date.now().toString(36)}-${randomBytes(3).toString("hex")}`;
  let count = 0;
  return () => `${start}-${(++count).toString(36)}`;
}

/** What is told of a request that was answered; its address is not, as it may be a secret. */
export interface Answered {
  method: string;
  route: string | null;
  status: number;
  ms: number;
  requestId: string;
}

/** One line for what failed for a reason of ours, or took long; an answer that `lasts` takes as long as what it tells of. */
export function logAnswer(log: Logger, answer: Answered, lasts = false): void {
  const failed = answer.status >= 500;
  if (!failed && (lasts || answer.ms <= SLOW_MS)) return;
  log.warn({ ...answer, ms: Math.round(answer.ms) }, failed ? "request failed" : "request was slow");
}

/**
 * One line per request that failed for a reason of ours, or took long. It names the route and not the address: keys
 * of webhooks and values of queries are in addresses. The caller learns the request's id by `x-request-id`. What is refused
 * for what it is goes to `refusals`.
 */
export function logRequests(fastify: FastifyInstance, log: Logger, refusals: RefusalLines): void {
  fastify.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  fastify.addHook("onResponse", (request, reply, done) => {
    if (reply.statusCode >= 400 && reply.statusCode < 500)
      refusals.note(refusedAs(request, reply.statusCode), request.headers.authorization !== undefined);
    const { url, config } = request.routeOptions;
    const { elapsedTime: ms, statusCode: status } = reply;
    const about = { method: request.method, route: url ?? null, status, ms, requestId: request.id };
    logAnswer(log, about, config.streams === true);
    done();
  });
}

/** What is told of a request that is refused; its address is not, as it may be a secret. */
export const refusedAs = ({ ip, method, routeOptions, id }: FastifyRequest, status: number): RefusedRequest => ({
  status,
  address: ip,
  method,
  route: routeOptions.url ?? null,
  requestId: id,
});
