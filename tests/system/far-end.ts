import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A Leeloo of the test's own, for what the built-in one cannot be made to do. */
export class FarEnd {
  readonly #server: Server;
  url = "";
  /** Every request that came. */
  readonly arrivals: { at: number; method: string; path: string }[] = [];

  constructor(answer: (nth: number, response: ServerResponse, request: IncomingMessage) => void) {
    this.#server = createServer((request, response) => {
      request.resume();
      this.arrivals.push({ at: Date.now(), method: request.method ?? "", path: request.url ?? "" });
      answer(this.arrivals.length, response, request);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return this;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
