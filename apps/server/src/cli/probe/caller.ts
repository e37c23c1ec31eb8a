import { GuardedCall, MemoryRateGate, type HttpAnswer } from "@leeway/engine";
import { GuardedHttp } from "../../adapters/http-client/guarded-http.js";
import { systemClock } from "../../adapters/system-clock.js";

/** Where to ask, and as whom. */
export interface ProbeTarget {
  baseUrl: string;
  token: string;
  allowPrivateHosts: readonly string[];
}
export type HeaderForm = "X-Leeloo-AuthToken" | "Authorization";

/** What Leeloo allows in a minute. */
const LIMIT = 300;
const CALL_MS = 20_000;
const noMail = { send: () => Promise.reject(new Error("the probe writes no letters")) };
const never = { requested: false, onRequest: () => () => {} };

/** Asks Leeloo by GET, through a pool of its own that keeps what a token may. */
export class ProbeCaller {
  readonly #gate = new MemoryRateGate(systemClock, () => {});
  readonly #http: GuardedHttp;
  readonly #base: string;

  constructor(private readonly target: ProbeTarget) {
    this.#base = target.baseUrl.replace(/\/+$/, "");
    this.#http = new GuardedHttp({ allowPrivateHosts: target.allowPrivateHosts, sandbox: () => `${this.#base}/` });
  }

  async get(path: string, header: HeaderForm): Promise<HttpAnswer> {
    const { token } = this.target;
    const signs = header === "Authorization" ? { authorization: `Bearer ${token}` } : { "x-leeloo-authtoken": token };
    const call = new GuardedCall(
      { gate: this.#gate, http: this.#http, mail: noMail, clock: systemClock },
      {
        pool: { key: "probe", limit: LIMIT },
        lane: "normal",
        runId: "probe",
        stepKey: "probe",
        callMs: CALL_MS,
        allowedHosts: undefined,
        effect: "read",
        cancellation: never,
      },
    );
    for (;;) {
      const wait = await call.takeTicket();
      if (!wait) break;
      const ms = Math.max(50, wait.until - Date.now());
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
    const request = { method: "GET", url: `${this.#base}${path}`, headers: { accept: "application/json", ...signs } };
    return call.send(request);
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}
