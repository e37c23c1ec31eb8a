import { createServer, type Server } from "node:http";

/** A far end that counts what arrives, by the word after the last slash of its path, and answers after `delay` ms. */
export class CountingReceiver {
  readonly #server: Server;
  readonly arrivals = new Map<string, number>();
  /** What else is to happen when this arrives, before it is answered. */
  also: (key: string, body: string) => void = () => undefined;
  delay = 20;
  url = "";

  constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (text: Buffer) => (body += text.toString()));
      request.on("end", () => {
        const key = decodeURIComponent((request.url ?? "").split("/").at(-1) ?? "");
        this.arrivals.set(key, (this.arrivals.get(key) ?? 0) + 1);
        this.also(key, body);
        const answer = () => response.setHeader("content-type", "application/json").end(JSON.stringify({ key }));
        setTimeout(answer, this.delay).unref();
      });
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return this;
  }

  /** How often it came. */
  count(key: string): number {
    return this.arrivals.get(key) ?? 0;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
