import type { Permission } from "@leeway/api";
import { itemName, pathOf } from "@leeway/engine";
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyRequest } from "fastify";
import { map, type Observable } from "rxjs";
import { AsWritten } from "../accounts/as-written.js";
import { mayNow, Needs, workspaceOf } from "../accounts/auth.guard.js";
import { FieldsToHide, type AboutRun } from "./fields-to-hide.js";
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
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const workspaceId = workspaceOf(request);
    if (needed === "self" || asWritten === "whole" || workspaceId === undefined) return next.handle();
    const kept = new Set(asWritten);
    const hidden = ofRuns.has(needed) ? this.fields.of(workspaceId, aboutOf(request)) : () => nothing;
    // Asked at each message: a role may change while a stream is open.
    return next
      .handle()
      .pipe(
        map((answer) =>
          mayNow(request, "personalData.view") ? answer : masked(answer, { hidden: hidden(answer), kept }),
        ),
      );
  }
}

const nothing = new HiddenFields([]);

/** The run that an address is about, and the items that its answer tells of: those of a loop, or that of a step or of steps. */
function aboutOf({ routeOptions: { url = "" }, params, query }: FastifyRequest): AboutRun | undefined {
  if (!url.startsWith("/api/v1/runs/:id")) return undefined;
  const { id: runId, key } = params as { id: string; key?: string };
  const { item = "" } = query as { item?: unknown };
  const path = pathOf(key ?? (typeof item === "string" ? item : ""));
  const own = path === "" ? [] : [itemName(path)];
  const itemsOf = (answer: unknown) =>
    url.endsWith("/items") ? [...own, ...indexesIn(answer).map((index) => itemName(`${path}[${index}]`))] : own;
  return { runId, itemsOf };
}

function indexesIn(answer: unknown): number[] {
  const { items } = answer as { items?: { index: number }[] };
  return (items ?? []).map(({ index }) => index);
}
