import type { FastifyInstance } from "fastify";
import { largestBody, parseBody } from "./body-guard.js";
import { Problem } from "./problem.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it was sent, below the paths that keep it: signatures are made over these very bytes. */
    sentBytes: Buffer | undefined;
  }
}

/**
 * Makes Fastify read JSON bodies by the guard. Any other type is handed on as bytes below the paths that take it
 * (`rawBelow`), and refused elsewhere. Below `keptBelow` the bytes of a body are kept beside what they say.
 */
export function readBodies(
  fastify: FastifyInstance,
  rawBelow: readonly string[] = [],
  keptBelow: readonly string[] = [],
): void {
  fastify.decorateRequest("sentBytes");
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "buffer" as const, bodyLimit: largestBody() };
  fastify.addContentTypeParser(/^application\/(?:json|[\w.+-]+\+json)\b/, options, (request, body: Buffer, done) => {
    try {
      if (keptBelow.some((path) => request.url.startsWith(path))) request.sentBytes = body;
      done(null, parseBody(body.toString("utf8")));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser("*", options, (request, body: Buffer, done) => {
    if (keptBelow.some((path) => request.url.startsWith(path))) request.sentBytes = body;
    if (body.length === 0) done(null, undefined);
    else if (rawBelow.some((path) => request.url.startsWith(path))) done(null, body);
    else done(new Problem("request.unsupportedType", { type: request.headers["content-type"] ?? "" }));
  });
}
