import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { LocalServer } from "./local-server.js";

interface Instead {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** Stands before the built-in Leeloo and hands everything on, but for what is answered in its place. */
export class InFront extends LocalServer {
  readonly #instead: Instead[] = [];
  /** What came, as “POST /orders”. */
  readonly arrivals: string[] = [];

  constructor(private readonly leeway: { origin: string }) {
    super((request, response) => void this.#answer(request, response));
  }

  /** Where a credential finds it. */
  get baseUrl(): string {
    return `${this.url}/sandbox/api/v2`;
  }

  /** The next request gets this answer and reaches nobody. */
  insteadOfNext(answer: Instead): void {
    this.#instead.push(answer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    this.arrivals.push(`${method} ${url.replace(/^\/sandbox\/api\/v2|\?.*/g, "")}`);
    const body = await text(request);
    const instead = this.#instead.shift();
    if (instead) {
      response.writeHead(instead.status, instead.headers).end(instead.body);
      return;
    }
    const headers = { "x-leeloo-authtoken": String(request.headers["x-leeloo-authtoken"]) };
    const answer = await fetch(`${this.leeway.origin}${url}`, { method, headers, ...(body !== "" && { body }) });
    const type = answer.headers.get("content-type") ?? "";
    response.writeHead(answer.status, { "content-type": type }).end(await answer.text());
  }
}
