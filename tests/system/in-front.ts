import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

interface Instead {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** Stands before the built-in Leeloo and hands everything on, but for what is answered in its place. */
export class InFront {
  readonly #server: Server;
  readonly #instead: Instead[] = [];
  /** Where a credential finds it. */
  baseUrl = "";
  /** What came, as “POST /orders”. */
  readonly arrivals: string[] = [];

  constructor(private readonly leeway: { origin: string }) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    this.baseUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/sandbox/api/v2`;
    return this;
  }

  /** The next request gets this answer and reaches nobody. */
  insteadOfNext(answer: Instead): void {
    this.#instead.push(answer);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
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
