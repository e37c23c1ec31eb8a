import type { Json } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { CallPace } from "../pace/call-pace.js";
import { answerWithProblem } from "../problems/problem.filter.js";
import { Problem } from "../problems/problem.js";
import { WaitAnswers } from "../runs/wait-answers.js";
import { isFromSandbox } from "../sandbox/from-sandbox.js";
import { doorHeaders } from "./answer-headers.js";
import { CallRefused } from "./call-refused.js";
import { Entrance, tellSites } from "./entrance.js";
import { HookCounts } from "./hook-counts.js";
import { HooksService } from "./hooks.service.js";
import { payloadOf } from "./payload.js";
import { ShortWay, type Around } from "./short-way.js";
import { TestCalls } from "./test-calls.js";
import { contentOf, RunFailed, toldOf } from "./told.js";

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
    private readonly short: ShortWay,
  ) {}

  /**
   * Makes the route, on Fastify itself: guards, pipes and filters have nothing to do here, and cost a fifth of what
   * answering takes (22 of 105 µs). What is usual does not even come here (`short-way.ts`).
   */
  open(fastify: FastifyInstance, around: Omit<Around, "refused">): void {
    const { surprise } = around;
    this.short.open(fastify, { ...around, refused: (key, error) => this.#refused(key, error) });
    const route = (url: string, takesFiles: boolean, receive: Receive, refused: Refused = () => {}) =>
      fastify.all<{ Params: { key: string } }>(url, {
        config: { headers: doorHeaders, takesFiles },
        preParsing: (request, _reply, stream, done) => done(null, this.short.bodyOf(request.raw, stream)),
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

  /** The call for which a step waits, by whatever method; whoever only asks for its head, or what is allowed, has not called. */
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
    const told = toldOf(received, admitted.answer, this.settings.publicUrl);
    for (const [name, value] of told.headers) void reply.header(name, value);
    return send(reply, told.status, told.body);
  }
}

/** As bytes: beside a text Node would encode the headers with it. */
function send(reply: FastifyReply, status: number, body: Json): FastifyReply {
  void reply.status(status);
  const content = contentOf({ status, body });
  if (!content) return reply.send();
  if (!reply.hasHeader("content-type")) void reply.type(content.type);
  return reply.send(Buffer.from(content.text));
}
