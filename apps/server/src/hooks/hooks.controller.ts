import type { Json, JsonObject } from "@leeway/engine";
import { All, Controller, Param, Req, Res } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Public } from "../accounts/auth.guard.js";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { answerHeaders } from "./answer-headers.js";
import { fields, readHookBody } from "./body.js";
import { HookCounts } from "./hook-counts.js";
import { HooksService, type Received } from "./hooks.service.js";

/** Carried by no payload: they are the caller's, and stored payloads are read by people. */
const privateHeaders = new Set(["cookie", "authorization", "proxy-authorization"]);
/** `ANY /hooks/:key`: open to all who know the address. */
@Public()
@Controller("hooks")
export class HooksController {
  constructor(
    private readonly hooks: HooksService,
    private readonly settings: Settings,
    private readonly counts: HookCounts,
  ) {}

  // Its headers are its own, see `secure`.
  @RouteConfig({ helmet: { skipRoute: true } })
  @All(":key")
  async receive(@Param("key") key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    secure(reply);
    const found = this.hooks.find(key);
    if (request.method === "OPTIONS") return void reply.status(204).send();
    const method = (found.params["method"] ?? "ANY") as string;
    if (method !== "ANY" && method !== request.method) {
      void reply.header("allow", `${method}, OPTIONS`);
      throw new Problem("hook.methodNotAllowed", { method });
    }
    const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
    const payload: JsonObject = {
      body: readHookBody(request.body, request.headers["content-type"]),
      query: fields(new URLSearchParams(query)),
      headers: headersOf(request),
      method: request.method,
      receivedAt: new Date().toISOString(),
    };
    const took = (duplicate: boolean) => this.counts.took(request, duplicate);
    this.#answer(reply, await this.hooks.receive(found, payload, took));
  }

  #answer(reply: FastifyReply, { runId, duplicate, answer }: Received): void {
    if (duplicate) void reply.header("x-leeway-duplicate", "true");
    if (!answer) return send(reply, 202, { runId, ...(duplicate && { duplicate }) });
    switch (answer.kind) {
      case "failed":
        throw new Problem("run.failed", { runId }, undefined, { runId, ...(duplicate && { duplicate }) });
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

/** An answer made by a workflow is nobody's page: scripts in it never run, and browsers do not guess its type. */
function secure(reply: FastifyReply): void {
  void reply
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("x-content-type-options", "nosniff")
    .header("access-control-allow-origin", "*")
    .header("access-control-allow-headers", "*")
    .header("access-control-allow-methods", "*");
}

function headersOf(request: FastifyRequest): JsonObject {
  const pairs = Object.entries(request.headers).filter(([name]) => !privateHeaders.has(name));
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

function marked(body: Json, duplicate: boolean): Json {
  return duplicate && body !== null && typeof body === "object" && !Array.isArray(body) ? { ...body, duplicate } : body;
}

/** A text goes out as it is, everything else as JSON. As bytes: beside a text Node would encode the headers with it. */
function send(reply: FastifyReply, status: number, body: Json): void {
  void reply.status(status);
  const typed = reply.hasHeader("content-type");
  if (body === null && status !== 200) return void reply.send();
  if (typeof body === "string") {
    if (!typed) void reply.type("text/plain; charset=utf-8");
    return void reply.send(Buffer.from(body));
  }
  if (!typed) void reply.type("application/json; charset=utf-8");
  void reply.send(Buffer.from(JSON.stringify(body)));
}
