import type { Json, JsonObject } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { answerWithProblem } from "../problems/problem.filter.js";
import { Problem } from "../problems/problem.js";
import { isFromSandbox } from "../sandbox/from-sandbox.js";
import { answerHeaders } from "./answer-headers.js";
import { fields, readHookBody } from "./body.js";
import { HookCounts } from "./hook-counts.js";
import { HooksService, type Received } from "./hooks.service.js";

/** Carried by no payload: they are the caller's, and stored payloads are read by people. */
const privateHeaders = new Set(["cookie", "authorization", "proxy-authorization"]);
/** An answer made by a workflow is nobody's page: scripts in it never run, and browsers do not guess its type. */
const headers = {
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-allow-methods": "*",
};

/** `ANY /hooks/:key`: open to all who know the address. */
@Injectable()
export class HookDoor {
  constructor(
    private readonly hooks: HooksService,
    private readonly settings: Settings,
    private readonly counts: HookCounts,
  ) {}

  /**
   * Makes the route, on Fastify itself: guards, pipes and filters have nothing to do here, and cost a fifth of what
   * answering takes (22 of 105 µs). `surprise` hears of faults of our own.
   */
  open(fastify: FastifyInstance, surprise: (error: unknown, request: FastifyRequest) => void): void {
    fastify.all<{ Params: { key: string } }>("/hooks/:key", {
      config: { headers },
      handler: (request, reply) => this.#receive(request.params.key, request, reply),
      errorHandler: (error, request, reply) => {
        if (request.method !== "OPTIONS" && !(error instanceof RunFailed)) this.counts.refused += 1;
        answerWithProblem(error, request, reply, surprise);
      },
    });
  }

  async #receive(key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = this.hooks.find(key);
    if (request.method === "OPTIONS") return reply.status(204).send();
    const method = (found.params["method"] ?? "ANY") as string;
    if (method !== "ANY" && method !== request.method) {
      void reply.header("allow", `${method}, OPTIONS`);
      throw new Problem("hook.methodNotAllowed", { method });
    }
    const query = request.url.indexOf("?");
    const payload: JsonObject = {
      body: readHookBody(request.body, request.headers["content-type"]),
      query: query < 0 ? {} : fields(new URLSearchParams(request.url.slice(query))),
      headers: headersOf(request),
      method: request.method,
      receivedAt: new Date().toISOString(),
    };
    const took = (duplicate: boolean) => this.counts.took(duplicate);
    return this.#answer(reply, await this.hooks.receive(found, payload, isFromSandbox(request.headers), took));
  }

  #answer(reply: FastifyReply, { runId, duplicate, answer }: Received): FastifyReply {
    if (duplicate) void reply.header("x-leeway-duplicate", "true");
    if (!answer) return send(reply, 202, { runId, ...(duplicate && { duplicate }) });
    switch (answer.kind) {
      case "failed":
        throw new RunFailed("run.failed", { runId }, undefined, { runId, ...(duplicate && { duplicate }) });
      case "later": {
        const url = `${this.settings.publicUrl}/runs/${runId}`;
        return send(reply, 202, { runId, url, ...(duplicate && { duplicate }) });
      }
      case "last":
        return send(reply, 200, marked(answer.body, duplicate));
      case "node":
        for (const [name, value] of answerHeaders(answer.headers)) void reply.header(name, value);
        return send(reply, answer.status, marked(answer.body, duplicate));
    }
  }
}

/** The request was taken all the same. */
class RunFailed extends Problem {}

function headersOf(request: FastifyRequest): JsonObject {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(request.headers))
    if (!privateHeaders.has(name)) shown[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return shown;
}

function marked(body: Json, duplicate: boolean): Json {
  return duplicate && body !== null && typeof body === "object" && !Array.isArray(body) ? { ...body, duplicate } : body;
}

/** A text goes out as it is, everything else as JSON. As bytes: beside a text Node would encode the headers with it. */
function send(reply: FastifyReply, status: number, body: Json): FastifyReply {
  void reply.status(status);
  const typed = reply.hasHeader("content-type");
  if (body === null && status !== 200) return reply.send();
  if (typeof body === "string") {
    if (!typed) void reply.type("text/plain; charset=utf-8");
    return reply.send(Buffer.from(body));
  }
  if (!typed) void reply.type("application/json; charset=utf-8");
  return reply.send(Buffer.from(JSON.stringify(body)));
}
