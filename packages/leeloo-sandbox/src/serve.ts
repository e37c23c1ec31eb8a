import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxAnswer } from "./reply.js";
import type { Sandbox } from "./sandbox.js";

/** A sandbox that listens. */
export interface ServedSandbox {
  origin: string;
  close: () => Promise<void>;
}

const LARGEST_BODY = 1024 * 1024;

/** Puts a sandbox on HTTP; port 0 takes a free one. */
export async function serveSandbox(
  sandbox: Sandbox,
  { port = 0, host = "127.0.0.1" }: { port?: number; host?: string } = {},
): Promise<ServedSandbox> {
  const server = createServer((request, response) => {
    respond(sandbox, request, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { origin, close };
}

async function respond(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_BODY) return void response.writeHead(413, { connection: "close" }).end();
  }
  const { method = "GET", url = "/", headers } = request;
  send(await sandbox.handle({ method, url, headers, body: Buffer.concat(chunks).toString("utf8") }), response);
}

/** Sends an answer, or breaks the connection where it is to be cut. */
export function send(answer: SandboxAnswer, response: ServerResponse): void {
  if (answer.cut) response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
