import type { FastifyInstance } from "fastify";
import { LARGEST_BODY, parseBody } from "./body-guard.js";
import { Problem } from "./problem.js";

/**
 * Makes Fastify read JSON bodies by the guard. Any other type is handed on as bytes below the paths that take it
 * (`rawBelow`), and refused elsewhere.
 */
export function readBodies(fastify: FastifyInstance, rawBelow: readonly string[] = []): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "buffer" as const, bodyLimit: LARGEST_BODY };
  fastify.addContentTypeParser(/^application\/(?:json|[\w.+-]+\+json)\b/, options, (_request, body: Buffer, done) => {
    try {
      done(null, parseBody(body.toString("utf8")));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser("*", options, (request, body: Buffer, done) => {
    if (body.length === 0) done(null, undefined);
    else if (rawBelow.some((path) => request.url.startsWith(path))) done(null, body);
    else done(new Problem("request.unsupportedType", { type: request.headers["content-type"] ?? "" }));
  });
}
