import type { IncomingMessage, ServerResponse } from "node:http";
import { LocalServer } from "./local-server.js";

/** A Leeloo of the test's own, for what the built-in one cannot be made to do. */
export class FarEnd extends LocalServer {
  /** Every request that came. */
  readonly arrivals: { at: number; method: string; path: string }[] = [];

  constructor(answer: (nth: number, response: ServerResponse, request: IncomingMessage) => void) {
    super((request, response) => {
      request.resume();
      this.arrivals.push({ at: Date.now(), method: request.method ?? "", path: request.url ?? "" });
      answer(this.arrivals.length, response, request);
    });
  }
}
