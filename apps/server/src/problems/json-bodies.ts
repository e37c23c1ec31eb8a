import type { FastifyInstance } from "fastify";
import { LARGEST_BODY, parseBody } from "./body-guard.js";

/** Makes Fastify read JSON bodies by the guard, and keep the raw bytes for who has to check a signature. */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser("application/json");
  fastify.addContentTypeParser(
    /^application\/(?:json|[\w.+-]+\+json)\b/,
    { parseAs: "buffer", bodyLimit: LARGEST_BODY },
    (request, body: Buffer, done) => {
      (request as { rawBody?: Buffer }).rawBody = body;
      try {
        done(null, parseBody(body.toString("utf8")));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}
