import type { Permission } from "@leeway/api";
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { concatMap, from, of, type Observable } from "rxjs";
import { AsWritten } from "../accounts/as-written.js";
import { mayNow, Needs, workspaceOf } from "../accounts/auth.guard.js";
import { holdUp } from "../runs/stream-reader.js";
import { aboutRuns } from "./about-runs.js";
import { FieldsToHide } from "./fields-to-hide.js";
import { HiddenFields } from "./hidden-fields.js";
import { masked } from "./mask.js";

/** What answers of routes with these permissions are made of came with runs: there values have the names that an admin chose. */
const ofRuns: ReadonlySet<Permission> = new Set<Permission>(["runs.view", "runs.start", "sandbox.view"]);

/**
 * Hides phones, e-mails and chosen fields in each answer, and each message of a stream, from who may not see them. Every
 * route is hidden unless it says what of its answer is shown as it was written (`AsWritten`), or is of a person themself.
 */
@Injectable()
export class MaskInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly fields: FieldsToHide,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const needed = this.reflector.get(Needs, context.getHandler());
    const asWritten = this.reflector.get(AsWritten, context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const workspaceId = workspaceOf(request);
    if (needed === "self" || asWritten === "whole" || workspaceId === undefined) return next.handle();
    const kept = new Set(asWritten);
    const about = aboutRuns(request);
    const hidden = ofRuns.has(needed) ? this.fields.of(workspaceId, about) : () => nothing;
    const shown = (answer: unknown, fields: HiddenFields) =>
      masked(answer, { hidden: fields, kept, isMessage: about.isStream });
    // Asked at each message: a role may change while a stream is open.
    return next.handle().pipe(
      concatMap((answer: unknown) => {
        if (mayNow(request, "personalData.view")) return of(answer);
        const fields = hidden(answer);
        if (fields instanceof HiddenFields) return of(shown(answer, fields));
        holdUp(http.getResponse<FastifyReply>().raw, fields);
        return from(fields.then((known) => shown(answer, known)));
      }),
    );
  }
}

const nothing = new HiddenFields([]);
