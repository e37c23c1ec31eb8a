import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { tap, type Observable } from "rxjs";
import { AccessChanges } from "../config/access-changes.js";
import { isSafe } from "./same-origin.js";

@Injectable()
class TellOfAccess implements NestInterceptor {
  constructor(private readonly access: AccessChanges) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const done = next.handle();
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    return isSafe(method) ? done : done.pipe(tap({ complete: () => this.access.next() }));
  }
}

/** For controllers that take access away: what they have done counts at once, also for what is open already. */
export const ChangesAccess = (): ClassDecorator => UseInterceptors(TellOfAccess) as ClassDecorator;
