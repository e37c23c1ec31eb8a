import { createServer, type RequestListener, type Server } from "node:http";

/** A server of the test's own, on this machine, at an address that is known once it is open. */
export class LocalServer {
  readonly #server: Server;
  url = "";

  constructor(answer: RequestListener) {
    this.#server = createServer(answer);
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
