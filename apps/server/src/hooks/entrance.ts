import type { JsonObject, WorkflowNode } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hasParts, Uploads } from "../uploads/uploads.service.js";
import { CallRefused } from "./call-refused.js";
import { CallerGate, isOpen, type Admitted } from "./callers/caller-gate.js";
import { payloadOf } from "./payload.js";
import { isAmong, isSiteAmong, names } from "./places.js";

const nothing = Buffer.alloc(0);
const KB = 1_024;

/** What is looked at of a call. */
type PlainCall = Pick<FastifyRequest, "body" | "headers" | "method" | "sentBytes" | "url">;

/** What a webhook takes of what arrives at its address, by the params of its trigger; the same for the published and the draft. */
@Injectable()
export class Entrance {
  constructor(
    private readonly gate: CallerGate,
    private readonly uploads: Uploads,
  ) {}

  /** Throws `CallRefused` for what the trigger does not take, and problems for what cannot be read. */
  admit(node: WorkflowNode, workspaceId: string, request: FastifyRequest): Admitted | Promise<Admitted> {
    refuseMethod(node.params, request.method);
    refusePlace(node.params, request);
    return hasParts(request) ? this.#withFiles(node, workspaceId, request) : this.#withBody(node, workspaceId, request);
  }

  /** The same where it does not matter where a call comes from, and no files come with it. */
  admitPlain(node: WorkflowNode, workspaceId: string, request: PlainCall): Admitted | Promise<Admitted> {
    refuseMethod(node.params, request.method);
    return this.#withBody(node, workspaceId, request);
  }

  #withBody(node: WorkflowNode, workspaceId: string, request: PlainCall): Admitted | Promise<Admitted> {
    const { params } = node;
    const { headers, sentBytes: bytes = nothing } = request;
    refuseSize(params, bytes.length);
    const payload = payloadOf(request);
    if (isOpen(params["auth"])) return { payload };
    return this.gate.admit(node, workspaceId, { headers, bytes, body: payload["body"] ?? null }, payload);
  }

  /** A stranger's files are not even read. */
  async #withFiles(node: WorkflowNode, workspaceId: string, request: FastifyRequest): Promise<Admitted> {
    const { params } = node;
    const { headers } = request;
    refuseSize(params, Number(headers["content-length"] ?? 0));
    const payload = payloadOf(request, null);
    const call = { headers, bytes: nothing, body: null, streamed: true };
    const admitted = isOpen(params["auth"]) ? { payload } : await this.gate.admit(node, workspaceId, call, payload);
    const { body, files } = await this.uploads.receive(request, workspaceId, { mostBytes: mostBytes(params) });
    return { ...admitted, payload: { ...admitted.payload, body }, files };
  }
}

/** Tells browsers (CORS) which pages may call, where the trigger names their sites; else pages of all sites may. */
export function tellSites({ origins }: JsonObject, { headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
  if (!names(origins)) return;
  void reply.header("vary", "Origin");
  if (origin !== undefined && isSiteAmong(origins, origin)) void reply.header(ALLOWED, origin);
  // Not `null`, which is what pages without an origin of their own are called.
  else reply.removeHeader(ALLOWED);
}
const ALLOWED = "access-control-allow-origin";

function refuseMethod(params: JsonObject, used: string): void {
  const method = (params["method"] ?? "ANY") as string;
  if (method === "ANY" || method === used) return;
  throw new CallRefused("method", "hook.methodNotAllowed", { method }, { allow: `${method}, OPTIONS` });
}

function refusePlace({ addresses, origins }: JsonObject, { ip, headers }: FastifyRequest): void {
  if (names(addresses) && !isAmong(addresses, ip)) throw new CallRefused("address", "hook.fromElsewhere");
  const { origin } = headers;
  // Servers send none; a page cannot leave it out.
  if (names(origins) && origin !== undefined && !isSiteAmong(origins, origin))
    throw new CallRefused("origin", "hook.fromElsewhere");
}

const mostBytes = ({ maxKb }: JsonObject): number => Number(maxKb ?? Infinity) * KB;

function refuseSize(params: JsonObject, bytes: number): void {
  const limit = mostBytes(params);
  if (bytes > limit) throw new CallRefused("tooLarge", "request.tooLarge", { limit });
}
