import type { FastifyInstance, FastifyRequest } from "fastify";
import { largestBody, parseBody } from "./body-guard.js";
import { Problem } from "./problem.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it was sent, below the paths that are open: signatures are made over these very bytes. */
    sentBytes: Buffer | undefined;
  }
  interface FastifyContextConfig {
    /** Reads bodies of parts by itself: their stream is the request's body. */
    takesFiles?: boolean;
  }
}

/**
 * Makes Fastify read JSON bodies by the guard. Any other type is handed on as bytes below `open`, where the bytes of all
 * bodies are kept beside what they say, and refused elsewhere.
 */
export function readBodies(fastify: FastifyInstance, open: readonly string[] = []): void {
  fastify.decorateRequest("sentBytes");
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "buffer" as const, bodyLimit: largestBody() };
  const isOpen = ({ url }: FastifyRequest) => open.some((path) => url.startsWith(path));
  fastify.addContentTypeParser(/^application\/(?:json|[\w.+-]+\+json)\b/, options, (request, body: Buffer, done) => {
    try {
      if (isOpen(request)) request.sentBytes = body;
      done(null, parseBody(body.toString("utf8")));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser(/^multipart\/form-data\b/i, (request, stream, done) => {
    if (request.routeOptions.config.takesFiles) done(null, stream);
    else done(new Problem("request.unsupportedType", { type: "multipart/form-data" }));
  });
  fastify.addContentTypeParser("*", options, (request, body: Buffer, done) => {
    if (isOpen(request)) request.sentBytes = body;
    if (body.length === 0) done(null, undefined);
    else if (isOpen(request)) done(null, body);
    else done(new Problem("request.unsupportedType", { type: request.headers["content-type"] ?? "" }));
  });
}
