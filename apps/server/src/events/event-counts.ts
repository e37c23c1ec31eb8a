import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyRequest } from "fastify";

const ROUTE = "/hooks/leeloo/:key";
/** Addresses of which refusals are remembered; whoever guesses keys must not fill the memory. */
const MOST_KEYS = 1_000;

/** What became of the requests at the addresses for Leeloo's events, since the start. */
@Injectable()
export class EventCounts {
  accepted = 0;
  refused = 0;
  readonly #byKey = new Map<string, { count: number; lastAt: number }>();

  /** Sees the refusals too that come before any controller, such as a body that is too large. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook("onResponse", (request, { statusCode }, done) => {
      if (request.routeOptions.url === ROUTE && request.method === "POST") this.#count(request, statusCode);
      done();
    });
  }

  refusedAt(key: string): { count: number; lastAt: string | null } {
    const known = this.#byKey.get(key);
    return { count: known?.count ?? 0, lastAt: known ? new Date(known.lastAt).toISOString() : null };
  }

  #count(request: FastifyRequest, status: number): void {
    if (status < 300) this.accepted += 1;
    else this.refused += 1;
    const { key } = request.params as { key: string };
    // An address that nobody has is nobody's refusal.
    if (status < 400 || status === 404 || (this.#byKey.size >= MOST_KEYS && !this.#byKey.has(key))) return;
    this.#byKey.set(key, { count: (this.#byKey.get(key)?.count ?? 0) + 1, lastAt: Date.now() });
  }
}
