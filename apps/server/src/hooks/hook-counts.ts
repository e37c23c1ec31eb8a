import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** What became of the requests that reached a webhook's address, since the start. */
@Injectable()
export class HookCounts {
  accepted = 0;
  /** The same event once more: answered by its first run. */
  repeated = 0;
  refused = 0;
  readonly #taken = new WeakSet<FastifyRequest>();

  /** A run stands for the request, whatever its answer will be. */
  took(request: FastifyRequest, duplicate: boolean): void {
    this.#taken.add(request);
    if (duplicate) this.repeated += 1;
    else this.accepted += 1;
  }

  /** Sees the refusals too that come before any controller, such as a body that is too large. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook("onResponse", (request, _reply, done) => {
      const asked = request.routeOptions.url === "/hooks/:key" && request.method !== "OPTIONS";
      if (asked && !this.#taken.has(request)) this.refused += 1;
      done();
    });
  }
}
