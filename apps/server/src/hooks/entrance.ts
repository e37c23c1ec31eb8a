import type { JsonObject, WorkflowNode } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { CallRefused } from "./call-refused.js";
import { CallerGate, isOpen, type Admitted } from "./callers/caller-gate.js";
import { payloadOf } from "./payload.js";

const nothing = Buffer.alloc(0);

/** What a webhook takes of what arrives at its address, by the params of its trigger; the same for the published and the draft. */
@Injectable()
export class Entrance {
  constructor(private readonly gate: CallerGate) {}

  /** Throws `CallRefused` for what the trigger does not take, and problems for what cannot be read. */
  admit(node: WorkflowNode, workspaceId: string, request: FastifyRequest): Admitted | Promise<Admitted> {
    const { params } = node;
    refuseMethod(params, request.method);
    const payload = payloadOf(request);
    if (isOpen(params["auth"])) return { payload };
    const { headers, sentBytes: bytes = nothing } = request;
    return this.gate.admit(node, workspaceId, { headers, bytes, body: payload["body"] ?? null }, payload);
  }
}

function refuseMethod(params: JsonObject, used: string): void {
  const method = (params["method"] ?? "ANY") as string;
  if (method === "ANY" || method === used) return;
  throw new CallRefused("method", "hook.methodNotAllowed", { method }, { allow: `${method}, OPTIONS` });
}
