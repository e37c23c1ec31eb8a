import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Readable } from "node:stream";
import { largestBody, parseBody } from "./body-guard.js";
import { textOf } from "./charset.js";
import { Problem } from "./problem.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it was sent, below the paths that are open: signatures are made over these very bytes. */
    sentBytes: Buffer | undefined;
  }
  interface FastifyContextConfig {
    /** Reads bodies of parts by itself: their stream is the request's body. */
    takesFiles?: boolean;
    /** Bytes of a body, where it may be larger than elsewhere, or smaller. */
    largestBody?: number;
  }
}

/**
 * Makes Fastify read JSON bodies by the guard. Any other type is handed on as bytes below `open`, where the bytes of all
 * bodies are kept beside what they say, and refused elsewhere.
 */
export function readBodies(fastify: FastifyInstance, open: readonly string[] = []): void {
  fastify.decorateRequest("sentBytes");
  fastify.addHook("onRoute", (route) => {
    const largest = route.config?.largestBody;
    if (largest !== undefined) route.bodyLimit = Math.max(largest, largestBody());
  });
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "buffer" as const, bodyLimit: largestBody() };
  const isOpen = ({ url }: FastifyRequest) => open.some((path) => url.startsWith(path));
  fastify.addContentTypeParser(/^application\/(?:json|[\w.+-]+\+json)\b/, options, (request, body: Buffer, done) => {
    try {
      if (isOpen(request)) request.sentBytes = body;
      done(null, parseBody(textOf(body, request.headers["content-type"])));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser(/^multipart\/form-data\b/i, (request, stream, done) => {
    if (request.routeOptions.config.takesFiles) return done(null, stream);
    const refusal = new Problem("request.unsupportedType", { type: "multipart/form-data" });
    // Fastify closes the connection with it: what is still on its way then would break it before the sender has read why.
    void letPass(stream, largestBody()).then(() => done(refusal));
  });
  fastify.addContentTypeParser("*", options, (request, body: Buffer, done) => {
    if (isOpen(request)) request.sentBytes = body;
    if (body.length === 0) done(null, undefined);
    else if (isOpen(request)) done(null, body);
    else done(new Problem("request.unsupportedType", { type: request.headers["content-type"] ?? "" }));
  });
}

/** Resolves when a stream has ended, or so much of it has come. */
function letPass(stream: Readable, most: number): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) resolve();
    });
    for (const end of ["end", "close", "error"]) stream.once(end, () => resolve());
  });
}
