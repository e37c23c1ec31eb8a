import { pickLocale, sayHttpProblem, type HttpProblemCode, type ProblemDocument } from "@leeway/api";
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Problem } from "./problem.js";

const byCode: Record<string, HttpProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: "request.tooSlow",
  HPE_HEADER_OVERFLOW: "request.headersTooLarge",
};

/**
 * What never became a request: broken HTTP, headers without end, bytes that trickle in for ever. Nobody's language is
 * known here. The connection ends with it, as nobody knows where a next request would begin.
 * @param headers go with the answer beside those that describe it
 */
export function answerBroken(
  error: Error & { code?: string },
  socket: Socket,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (error.code !== "ECONNRESET" && canAnswer(socket)) {
    const { status, code } = new Problem(byCode[error.code ?? ""] ?? "request.notHttp");
    const said = sayHttpProblem(code, {}, pickLocale(undefined));
    const document: ProblemDocument = { type: `urn:leeway:problem:${code}`, ...said, status, code };
    const body = JSON.stringify(document);
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "content-type: application/problem+json; charset=utf-8",
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "connection: close",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

/** Not in the middle of another answer: Node asks the same before it writes an answer of its own. */
function canAnswer(socket: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  return socket.writable && socket._httpMessage?.headersSent !== true;
}
