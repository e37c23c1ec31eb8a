import type { Http, HttpAnswer, HttpCall } from "@leeway/engine";
import { Agent, Client, type Dispatcher } from "undici";
import { Exchange } from "./exchange.js";
import { guardedConnector, systemResolve, type Resolve } from "./connector.js";
import { OpenCalls } from "./open-calls.js";
import { checkUrl, type OutgoingRules, type Target } from "./guard.js";

/** The largest answer that is read. */
const LARGEST_ANSWER = 5 * 1024 * 1024;
/** Calls that one host may have open at once. What it does not answer costs a socket each. */
const MOST_OPEN = 500;
/** A connection that takes longer is given up as not sent, however much time the call has. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Idle connections are closed before a usual far end closes them, so reuse is rarely refused. */
const KEEP_ALIVE_MS = 2_000;

/**
 * The one way out: http and https, to the open internet and what is allowed by name, without redirects or retries of
 * its own. It tells precisely whether a byte was written.
 */
export class GuardedHttp implements Http {
  readonly #rules: OutgoingRules;
  readonly #resolve: Resolve;
  readonly #open = new OpenCalls(MOST_OPEN);
  readonly #pools: { open: Agent; guarded: Agent };
  /** With a connection of their own, for one call each. */
  readonly #fresh = new Set<Client>();

  constructor(rules: OutgoingRules, resolve: Resolve = systemResolve) {
    this.#rules = rules;
    this.#resolve = resolve;
    // Two pools, so that a connection opened under a permission is never used without one.
    this.#pools = { open: new Agent(this.#options(true)), guarded: new Agent(this.#options(false)) };
  }

  async send(call: HttpCall): Promise<HttpAnswer> {
    const target = checkUrl(call.url, call.allowedHosts, this.#rules);
    if ("code" in target) return { kind: "refused", error: target };
    const { host } = target.url;
    const leave = await this.#open.enter(host, call.cancellation);
    if (!leave) return { kind: "notSent", error: { code: "step.interrupted", values: { host, reason: "cancelled" } } };
    try {
      // The call's time begins here: to stand in line is none of it.
      return await (call.fresh
        ? this.#onFreshConnection(target, call)
        : this.#exchange(this.#pool(target), target, call));
    } finally {
      leave();
    }
  }

  /** Ends what is in flight. */
  async close(): Promise<void> {
    const all = [this.#pools.open, this.#pools.guarded, ...this.#fresh];
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }

  async #onFreshConnection(target: Target, call: HttpCall): Promise<HttpAnswer> {
    const client = new Client(target.url.origin, this.#options(target.mayBePrivate));
    this.#fresh.add(client);
    try {
      return await this.#exchange(client, target, call);
    } finally {
      this.#fresh.delete(client);
      void client.destroy();
    }
  }

  #exchange(dispatcher: Dispatcher, { url, isSandbox }: Target, call: HttpCall): Promise<HttpAnswer> {
    return new Promise((resolve) => {
      const exchange = new Exchange(call, url, this.#rules.largestAnswer ?? LARGEST_ANSWER, resolve);
      const options: Dispatcher.DispatchOptions = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: call.method.toUpperCase() as Dispatcher.HttpMethod,
        headers: sendable(call.headers, isSandbox ? this.#rules.sandboxHeaders?.(call.workspaceId) : undefined),
        body: call.body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
        reset: call.fresh,
      };
      dispatcher.dispatch(options, exchange);
    });
  }

  #pool(target: Target): Agent {
    return target.mayBePrivate ? this.#pools.open : this.#pools.guarded;
  }

  #options(mayBePrivate: boolean): Client.Options {
    return {
      connect: guardedConnector(mayBePrivate, CONNECT_TIMEOUT_MS, this.#resolve),
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      allowH2: false,
    };
  }
}

/** These belong to the connection: the client sets them, and from outside they could desynchronise or mislead it. */
const ours = new Set(
  "connection content-length expect host keep-alive proxy-connection te trailer transfer-encoding upgrade".split(" "),
);

/** Names and values by turns, as the client hands them on; `more` (with small letters) in the place of what is called alike. */
function sendable(headers: Record<string, string>, more: Record<string, string> = {}): string[] {
  const sent: string[] = [];
  let [agent, encoding] = [false, false];
  for (const name of Object.keys(headers)) {
    const plain = name.toLowerCase();
    if (ours.has(plain) || Object.hasOwn(more, plain)) continue;
    agent ||= plain === "user-agent";
    encoding ||= plain === "accept-encoding";
    sent.push(name, headers[name] ?? "");
  }
  if (!agent) sent.push("user-agent", "Leeway");
  // Compressed answers would need a limit on what they unfold to.
  if (!encoding) sent.push("accept-encoding", "identity");
  for (const name of Object.keys(more)) sent.push(name, more[name] ?? "");
  return sent;
}
