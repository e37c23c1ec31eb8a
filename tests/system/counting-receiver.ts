import { text } from "node:stream/consumers";
import { LocalServer } from "./local-server.js";

/** A far end that counts what arrives, by the word after the last slash of its path, and answers after `delay` ms. */
export class CountingReceiver extends LocalServer {
  readonly arrivals = new Map<string, number>();
  /** What else is to happen when this arrives, before it is answered. */
  also: (key: string, body: string) => void = () => undefined;
  delay = 20;

  constructor() {
    super(async (request, response) => {
      const body = await text(request);
      const key = decodeURIComponent((request.url ?? "").split("/").at(-1) ?? "");
      this.arrivals.set(key, this.count(key) + 1);
      this.also(key, body);
      const answer = () => response.setHeader("content-type", "application/json").end(JSON.stringify({ key }));
      setTimeout(answer, this.delay).unref();
    });
  }

  /** How often it came. */
  count(key: string): number {
    return this.arrivals.get(key) ?? 0;
  }
}
