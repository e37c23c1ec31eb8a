import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpAnswer, HttpRequest, JsonObject, OpenSecret, StepTools } from "@leeway/engine";

interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}
export interface FarEnd {
  origin: string;
  received: Received[];
  /** What it answers next. */
  answer: { status: number; headers?: Record<string, string>; body: string };
  /** What it answers to each call, instead. */
  respond?: ((url: URL) => FarEnd["answer"]) | undefined;
  server: Server;
}

/** A real HTTP server that notes what it is sent and answers as told. */
export async function listen(): Promise<FarEnd> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      received.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      const {
        status,
        headers: answered,
        body: text,
      } = end.respond?.(new URL(request.url ?? "", end.origin)) ?? end.answer;
      response.writeHead(status, answered).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const end: FarEnd = { origin: `http://127.0.0.1:${port}`, received, answer: { status: 200, body: "{}" }, server };
  return end;
}

/** Tools whose `http` is a plain call, without guard or limiter. */
export const toolsFor = (secret?: { type: string; data: JsonObject; censor?: string[] }): StepTools => ({
  http,
  mail: () => Promise.reject(new Error("no mail server")),
  read: http,
  progress: () => {},
  once: () => Promise.resolve({ first: true }),
  code: ({ input }) => Promise.resolve({ ok: true, output: input, logs: [] }),
  child: {
    start: () => Promise.resolve({ error: { code: "workflow.notFound", values: {} } }),
    outcome: () => Promise.resolve(undefined),
    runId: undefined,
  },
  secret: secret && ({ allowedHosts: [], censor: [], ...secret } satisfies OpenSecret),
  now: Date.parse("2026-01-15T09:30:00Z"),
  timezone: "Europe/Kyiv",
  runId: "run",
  stepKey: "step",
  runDays: 30,
});

async function http({ url, method, headers, body }: HttpRequest): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, { method, headers, redirect: "manual", ...(body !== undefined && { body }) });
    const kept = Object.fromEntries(answer.headers);
    return { kind: "answered", status: answer.status, headers: kept, body: await answer.text() };
  } catch {
    return { kind: "notSent", error: { code: "request.notSent", values: { url } } };
  }
}
