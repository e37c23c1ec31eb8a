import type { Json } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { CallPace } from "../pace/call-pace.js";
import { answerWithProblem } from "../problems/problem.filter.js";
import { nobodysPage } from "../problems/page-headers.js";
import { Problem } from "../problems/problem.js";
import { WaitAnswers } from "../runs/wait-answers.js";
import { isFromSandbox } from "../sandbox/from-sandbox.js";
import { answerHeaders } from "./answer-headers.js";
import { CallRefused } from "./call-refused.js";
import { Entrance, tellSites } from "./entrance.js";
import { HookCounts } from "./hook-counts.js";
import { HooksService, type Received } from "./hooks.service.js";
import { payloadOf } from "./payload.js";
import { TestCalls } from "./test-calls.js";

/** An answer made by a workflow is nobody's page: scripts in it never run, and browsers do not guess its type. */
const headers = {
  "content-security-policy": nobodysPage,
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
};
/** What a browser asks before its page may call. */
const preflight = {
  // The star leaves this one out (Fetch, 4.8).
  "access-control-allow-headers": "*, authorization",
  "access-control-allow-methods": "*",
};

type Receive = (key: string, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Refused = (key: string, error: unknown) => void;

/** `ANY /hooks/:key`, `ANY /hooks-test/:key` and `ANY /hooks/resume/:key`: open to all who know the address. */
@Injectable()
export class HookDoor {
  constructor(
    private readonly hooks: HooksService,
    private readonly settings: Settings,
    private readonly counts: HookCounts,
    private readonly waits: WaitAnswers,
    private readonly entrance: Entrance,
    private readonly tests: TestCalls,
    private readonly pace: CallPace,
  ) {}

  /**
   * Makes the route, on Fastify itself: guards, pipes and filters have nothing to do here, and cost a fifth of what
   * answering takes (22 of 105 µs). `surprise` hears of faults of our own.
   */
  open(fastify: FastifyInstance, surprise: (error: unknown, request: FastifyRequest) => void): void {
    const route = (url: string, takesFiles: boolean, receive: Receive, refused: Refused = () => {}) =>
      fastify.all<{ Params: { key: string } }>(url, {
        config: { headers, takesFiles },
        handler: (request, reply) => receive(request.params.key, request, reply),
        errorHandler: (error, request, reply) => {
          if (request.method !== "OPTIONS") refused((request.params as { key: string }).key, error);
          if (error instanceof CallRefused)
            for (const [name, value] of Object.entries(error.headers)) void reply.header(name, value);
          answerWithProblem(this.pace.missed(error, request.ip), request, reply, surprise);
        },
      });
    route("/hooks/:key", true, this.#receive.bind(this), (key, error) => this.#refused(key, error));
    route("/hooks/resume/:key", false, this.#resume.bind(this));
    route("/hooks-test/:key", true, this.#test.bind(this));
  }

  #refused(key: string, error: unknown): void {
    if (error instanceof RunFailed) return;
    this.counts.refused += 1;
    if (error instanceof CallRefused) this.hooks.refused(key, error.reason);
    else if (error instanceof Problem && error.code.startsWith("request."))
      this.hooks.refused(key, error.code === "request.tooOften" ? "tooOften" : "unreadable");
  }

  /** A call of the draft's test address: shown to who listens, and nothing runs. */
  async #test(key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (request.method === "OPTIONS") return reply.status(204).headers(preflight).send();
    return send(reply, 200, await this.tests.receive(key, request));
  }

  /** The call for which a step waits. Whoever only looks (a preview of a link in a chat, say) has not called. */
  async #resume(key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (request.method === "OPTIONS" || request.method === "HEAD") return reply.status(204).headers(preflight).send();
    const { runId, duplicate } = await this.waits.call(key, payloadOf(request));
    return send(reply, 200, { runId, ...(duplicate && { duplicate }) });
  }

  async #receive(key: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = this.hooks.find(key);
    const { node, target } = found;
    tellSites(node.params, request, reply);
    if (request.method === "OPTIONS") return reply.status(204).headers(preflight).send();
    const admitting = this.entrance.admit(node, target.workspaceId, request);
    // Without a wait where there is nothing to wait for.
    const admitted = admitting instanceof Promise ? await admitting : admitting;
    if (admitted.trial) return send(reply, 200, { ok: true });
    const took = (duplicate: boolean) => this.counts.took(duplicate);
    const received = await this.hooks.receive(found, admitted, isFromSandbox(request.headers), took);
    return this.#answer(reply, received, admitted.answer);
  }

  /** `wanted`: what the sender waits to hear where it is answered at once. */
  #answer(reply: FastifyReply, { runId, duplicate, answer }: Received, wanted: Json | undefined): FastifyReply {
    if (duplicate) void reply.header("x-leeway-duplicate", "true");
    if (!answer && wanted !== undefined) return send(reply, 200, wanted);
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
