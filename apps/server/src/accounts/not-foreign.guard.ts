import { Injectable, type CanActivate, type ExecutionContext } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { isSafe, originOf, refuseUnknownHost } from "./same-origin.js";

/**
 * For routes that are open to all and decide who is signed in: no other site may call them, and nobody may under a name that
 * is not ours. A program without a browser may.
 */
@Injectable()
export class NotForeign implements CanActivate {
  constructor(private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isSafe(request.method)) return true;
    if (originOf(request, this.settings.publicUrl) === "foreign") throw new Problem("auth.crossSite");
    refuseUnknownHost(request, this.settings.publicUrl);
    return true;
  }
}
