import type { Permission } from "@leeway/api";
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyRequest } from "fastify";
import { map, type Observable } from "rxjs";
import { mayNow, Needs, workspaceOf } from "../accounts/auth.guard.js";
import { masked } from "./mask.js";
import { PrivacyRules } from "./privacy-rules.js";

/**
 * What answers of routes with these permissions are made of came from people: runs, events, looks, and the sandbox, which
 * remembers what rehearsals sent. A new route that shows runs is hidden by the permission that it needs anyway.
 */
const showsPeople: ReadonlySet<Permission> = new Set<Permission>(["runs.view", "runs.start", "sandbox.view"]);

/** Hides phones, e-mails and chosen fields in each answer, and each message of a stream, from who may not see them. */
@Injectable()
export class MaskInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly rules: PrivacyRules,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const needed = this.reflector.get(Needs, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const workspaceId = workspaceOf(request);
    if (!showsPeople.has(needed) || workspaceId === undefined) return next.handle();
    // Asked at each message: a role may change while a stream is open.
    return next.handle().pipe(map((answer) => this.#shown(answer, request, workspaceId)));
  }

  #shown(answer: unknown, request: FastifyRequest, workspaceId: string): unknown {
    if (mayNow(request, "personalData.view")) return answer;
    const { maskedFields } = this.rules.of(workspaceId);
    return masked(answer, new Set(maskedFields.map((name) => name.toLowerCase())));
  }
}
