import type { Type } from "@nestjs/common";
import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { isPublic, type AuthGuard } from "./auth.guard.js";
import { addressOf, routeSources } from "./route-rules.js";

/** What anybody may send to the API without being known: signing in takes some hundred bytes, a passkey some thousand. */
const OPEN_BODY = 65_536;

/**
 * Lets the guard look at a request as soon as its headers are there: nobody's body is read, and nobody's megabyte parsed, who is
 * refused anyway. Before the routes are made, each of which has the look as a hook of its own: those without a rule, as webhooks,
 * pay nothing for it. Node lets pass what is still on its way, so that the connection's next request is heard, and cuts who takes
 * longer for it than a request may take.
 */
export function guardEarly(fastify: FastifyInstance, guard: AuthGuard, controllers: readonly Type[]): void {
  const sources = routeSources(controllers);
  fastify.addHook("onRoute", (route) => {
    const source = sources.get(addressOf(String(route.method), route.url));
    if (!source) return;
    const look: onRequestHookHandler = (request, reply, done) => {
      try {
        guard.look(request, reply, source);
        done();
      } catch (error) {
        done(error as Error);
      }
    };
    route.onRequest = [look, ...[route.onRequest ?? []].flat()];
    if (!isPublic(source.handler, source.controller)) return;
    route.bodyLimit = OPEN_BODY;
    route.config = { ...route.config, largestBody: OPEN_BODY };
  });
}
