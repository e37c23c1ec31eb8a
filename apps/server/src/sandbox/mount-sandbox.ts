import { httpProblems, pickLocale, sayHttpProblem } from "@leeway/api";
import type { Worlds } from "@leeway/leeloo-sandbox";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { SANDBOX_PATH } from "../config/settings.js";
import type { SandboxDoor } from "./sandbox-door.js";

/** What is written here stays in memory. */
const LARGEST_BODY = 32 * 1024;

/**
 * Lets the built-in Leeloo answer below its path. Bodies reach it as they were sent, whatever they say they are: judging
 * them is a part of what it plays. It has its own token and knows nothing of sessions; the door says who may come in.
 */
export function mountSandbox(fastify: FastifyInstance, worlds: Worlds, door: SandboxDoor): void {
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: LARGEST_BODY }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      const message = status === 413 ? "request entity too large" : "Internal Server Error";
      return reply.status(status).send({ status: 0, message });
    });
    scope.route({
      method: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      url: `${SANDBOX_PATH}/*`,
      exposeHeadRoute: false,
      handler: (request, reply) => answer(worlds, door, request, reply),
    });
    done();
  });
}

async function answer(
  worlds: Worlds,
  door: SandboxDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { method, headers, body } = request;
  const admitted = door({ headers, remoteAddress: request.raw.socket.remoteAddress });
  if (!admitted) {
    const { detail } = sayHttpProblem("sandbox.closed", {}, pickLocale(headers["accept-language"]));
    return reply.status(httpProblems["sandbox.closed"]).send({ status: 0, message: detail });
  }
  const { world, outside } = admitted;
  const text = typeof body === "string" ? body : "";
  const given = await worlds.of(world).handle({ method, url: request.raw.url ?? "", headers, body: text, outside });
  if (given.cut) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  return reply.status(given.status).headers(given.headers).send(given.body);
}
