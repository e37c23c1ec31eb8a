import { pickLocale, sayHttpProblem, type HttpProblemCode, type ProblemDocument } from "@leeway/api";
import { Catch, HttpException, NotFoundException, type ArgumentsHost, type ExceptionFilter } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import { isFullDisk } from "../adapters/database/full-disk.js";
import { largestBody } from "./body-guard.js";
import { Problem, type FieldError } from "./problem.js";
import { noSuchRoute } from "./route-table.js";

/** Every refusal and every surprise leaves the server as an RFC 9457 document; a surprise tells nothing of itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: (error: unknown, request: FastifyRequest) => void = () => {}) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    // Nest says so where it has no route; what a route does not find is a problem of its own.
    answerWithProblem(error instanceof NotFoundException ? noSuchRoute(request) : error, request, reply, this.log);
  }
}

/** Answers with the problem that an error is to the caller; `surprise` hears of faults of our own. */
export function answerWithProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  surprise: (error: unknown, request: FastifyRequest) => void,
): void {
  if (reply.sent) return;
  const problem = problemOf(error, limitOf(request));
  if (problem.code === "server.internal") surprise(error, request);
  sendProblem(problem, request, reply);
}

/** What Fastify refuses before there is a route, such as an address that is no UTF-8. */
export function refuseAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // No hook runs for it: what they add to every other answer has to be added here.
  void reply.header("x-request-id", request.id);
  sendProblem(new Problem("request.badQuery"), request, reply);
}

/** Answers with the problem's document. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = problemAnswer(problem, request.headers);
  // As bytes of our own: Fastify must not serialise or relabel it.
  void reply.status(status).headers(headers).send(body);
}

/** When whoever was refused for the server's sake had better come again: room is made by people. */
const AGAIN_S: Partial<Record<HttpProblemCode, number>> = {
  "server.busy": 5,
  "server.stopping": 5,
  "server.diskFull": 30,
  "run.noRoomToCancel": 30,
};

/** The answer that a problem is, in the language of who asked. */
export function problemAnswer(
  problem: Problem,
  asked: IncomingHttpHeaders,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, code, values } = problem;
  const locale = pickLocale(asked["accept-language"]);
  const errors = problem.errorsIn(locale);
  const headers: Record<string, string> = { "content-type": "application/problem+json; charset=utf-8" };
  if (code === "auth.required") headers["www-authenticate"] = "Bearer";
  if (code === "apiKey.expired" || code === "apiKey.renewed" || code === "apiKey.resting")
    headers["www-authenticate"] = 'Bearer error="invalid_token"';
  if (code === "method.notAllowed") headers["allow"] = String(values["allowed"]);
  const again = values["seconds"] ?? AGAIN_S[code];
  if ((status === 429 || status === 503) && again) headers["retry-after"] = String(again);
  const document: ProblemDocument = {
    type: `urn:leeway:problem:${code}`,
    ...sayHttpProblem(code, spoken(values, errors), locale),
    status,
    code,
    ...(errors.length > 0 ? { errors } : {}),
    ...problem.more,
  };
  return { status, headers, body: JSON.stringify(document) };
}

/** The first bad fields are named in the sentence itself. */
function spoken(values: Problem["values"], errors: readonly FieldError[]): Record<string, string | number> {
  const fields = [...new Set(errors.map(({ path }) => path))].filter((path) => path !== "").slice(0, 5);
  return fields.length > 0 ? { fields: fields.join(", "), ...values } : values;
}

const byStatus: Record<number, HttpProblemCode> = {
  400: "request.notJson",
  401: "auth.required",
  403: "auth.forbidden",
  404: "notFound",
  405: "method.notAllowed",
  413: "request.tooLarge",
  415: "request.unsupportedType",
  503: "server.busy",
};

/** What an exception means to the caller. `limit`: the bytes that a body may have there. */
export function problemOf(error: unknown, limit: number = largestBody()): Problem {
  if (error instanceof Problem) return error;
  if (isFullDisk(error)) return new Problem("server.diskFull");
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | undefined)?.statusCode;
  const code = typeof status === "number" ? byStatus[status] : undefined;
  if (code) return new Problem(code, code === "request.tooLarge" ? { limit } : {});
  return new Problem(typeof status === "number" && status < 500 ? "request.notJson" : "server.internal");
}

/** Some routes take more than others. */
const limitOf = ({ routeOptions }: FastifyRequest): number => routeOptions?.config?.largestBody ?? largestBody();
