import type { FastifyInstance, FastifyRequest } from "fastify";
import { largestBody, parseBody } from "./body-guard.js";
import { Problem } from "./problem.js";

const texts = new WeakMap<FastifyRequest, string>();
/** A JSON body as it was sent, of requests below the paths that keep it. */
export const sentText = (request: FastifyRequest): string | undefined => texts.get(request);

/**
 * Makes Fastify read JSON bodies by the guard. Any other type is handed on as bytes below the paths that take it
 * (`rawBelow`), and refused elsewhere. Below `keptBelow` the text of a JSON body is kept beside what it says.
 */
export function readBodies(
  fastify: FastifyInstance,
  rawBelow: readonly string[] = [],
  keptBelow: readonly string[] = [],
): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: "buffer" as const, bodyLimit: largestBody() };
  fastify.addContentTypeParser(/^application\/(?:json|[\w.+-]+\+json)\b/, options, (request, body: Buffer, done) => {
    try {
      const text = body.toString("utf8");
      if (keptBelow.some((path) => request.url.startsWith(path))) texts.set(request, text);
      done(null, parseBody(text));
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
