import type { FastifyInstance } from "fastify";
import helmet from "helmet";
import type { IncomingMessage, ServerResponse } from "node:http";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What goes with every answer of a route, in the place of the headers that protect pages. */
    headers?: Readonly<Record<string, string>>;
  }
}

/** Headers that keep the editor's pages to themselves, with every answer of a route that does not name its own. */
export function protect(fastify: FastifyInstance, https: boolean): void {
  const ofPages = pageHeaders(https);
  fastify.addHook("onRequest", (request, reply, done) => {
    void reply.headers(request.routeOptions.config.headers ?? ofPages);
    done();
  });
}

/** They are the same for every answer: made once, as making them anew took longer than all of Fastify's own work. */
function pageHeaders(https: boolean): Record<string, string> {
  const protectPages = helmet({
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Mantine sets styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  const made: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => {
      made[name] = value;
    },
    removeHeader: (name: string) => {
      delete made[name];
    },
  };
  protectPages({} as IncomingMessage, answer as unknown as ServerResponse, () => {});
  return made;
}
