import type { HttpAnswer, HttpCall, StepError } from "@leeway/engine";
import type { Dispatcher } from "undici";
import { PrivateAddress } from "./connector.js";

type Headers = Record<string, string | string[] | undefined>;

/**
 * One request and its answer. undici calls `onRequestStart` on a connected socket, synchronously before the first byte:
 * what fails earlier was not sent, everything later counts as sent.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /**
   * Who waits for it; nothing once it is settled. What still holds the exchange then (closures of a timer, a socket) does
   * not hold the run of its call: kept along, runs survived until a full collection, 7 KB each.
   */
  #waiting: { call: HttpCall; resolve: (answer: HttpAnswer) => void } | undefined;
  readonly #host: string;
  readonly #timeoutMs: number;
  readonly #largest: number;
  readonly #timer: NodeJS.Timeout;
  readonly #forget: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  #written = false;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(call: HttpCall, url: URL, largest: number, resolve: (answer: HttpAnswer) => void) {
    this.#waiting = { call, resolve };
    this.#host = url.host;
    this.#timeoutMs = call.timeoutMs;
    this.#largest = largest;
    this.#timer = setTimeout(() => this.#giveUp("request.timeout"), call.timeoutMs);
    // The listener may be called at once, before `forget` is there to be kept.
    let forget: () => void = () => {};
    this.#forget = () => forget();
    forget = call.cancellation.onRequest(() => this.#giveUp("step.interrupted"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#waiting && !this.#waiting.call.beforeWrite())
      this.#settle({ kind: "notSent", error: this.#error("request.notSent", "held back") });
    if (this.#waiting) this.#written = true;
    else controller.abort(new Error("held back"));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= this.#largest) this.#chunks.push(chunk);
    else {
      this.#settle({
        kind: "cutOff",
        error: { code: "request.tooLarge", values: { host: this.#host, limit: this.#largest } },
      });
      controller.abort(new Error("too large"));
    }
  }

  onResponseEnd(): void {
    const body = decode(Buffer.concat(this.#chunks), this.#headers["content-type"]);
    this.#settle({ kind: "answered", status: this.#status, headers: joined(this.#headers), body });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (error instanceof PrivateAddress)
      this.#settle({ kind: "refused", error: { code: "request.privateAddress", values: { host: this.#host } } });
    else if (reason(error) === "UND_ERR_INVALID_ARG")
      // A header or method that is none; undici says so before it does anything.
      this.#settle({ kind: "refused", error: this.#error("request.badUrl", error.message) });
    else if (this.#written) this.#settle({ kind: "cutOff", error: this.#error("request.cutOff", reason(error)) });
    else this.#settle({ kind: "notSent", error: this.#error("request.notSent", reason(error)) });
  }

  #giveUp(code: "request.timeout" | "step.interrupted"): void {
    const error = this.#error(code, code === "request.timeout" ? "timeout" : "cancelled");
    this.#settle({ kind: this.#written ? "cutOff" : "notSent", error });
    this.#controller?.abort(new Error(code));
  }

  #settle(answer: HttpAnswer): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    this.#forget();
    this.#headers = {};
    this.#chunks = [];
    waiting.resolve(answer);
  }

  #error(code: StepError["code"], why: string): StepError {
    return { code, values: { host: this.#host, reason: why, seconds: Math.round(this.#timeoutMs / 1000) } };
  }
}

/** A short technical name of what went wrong, e.g. `ECONNREFUSED`. */
function reason(error: Error): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  const code = (error as { code?: unknown }).code ?? (inner as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : error.name;
}

function joined(headers: Headers): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    all[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return all;
}

const utf8 = new TextDecoder();

/** Text in the charset the answer names, UTF-8 where it names none or one that does not exist. */
function decode(body: Buffer, contentType: string | string[] | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(String(contentType ?? ""))?.[1];
  if (charset === undefined) return utf8.decode(body);
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return utf8.decode(body);
  }
}
