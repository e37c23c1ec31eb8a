import { Injectable } from "@nestjs/common";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { networkOf } from "./network.js";
import { Pace } from "./pace.js";

/** One bound with all who are held to it; 0 holds nobody. */
class Bound {
  readonly #pace: Pace | undefined;

  constructor(private readonly limit: number) {
    this.#pace = limit > 0 ? new Pace(limit) : undefined;
  }

  /** Counts a call; answers what is to be said where it is one too many. */
  refusal(who: string): Problem | undefined {
    const seconds = this.#pace?.take(who) ?? 0;
    return seconds > 0 ? new Problem("calls.tooMany", { limit: this.limit, seconds }) : undefined;
  }
}

/**
 * How often the server may be called: by each session and each API key, and by each network from which strangers come.
 * In memory, and nothing a webhook's or an event's right address ever asks: what arrives there is somebody's order.
 */
@Injectable()
export class CallPace {
  readonly #known: Bound;
  readonly #strangers: Bound;

  constructor({ environment }: Settings) {
    this.#known = new Bound(environment.LEEWAY_MAX_CALLS);
    this.#strangers = new Bound(environment.LEEWAY_MAX_STRANGER_CALLS);
  }

  /**
   * Counts a call of somebody who is known.
   * @param who the session or the key, by a name that no other one has
   * @throws Problem `calls.tooMany`
   */
  known(who: string): void {
    const refusal = this.#known.refusal(who);
    if (refusal) throw refusal;
  }

  /**
   * Counts a call of nobody we know.
   * @param door what is open to strangers has a count of its own each: what they do elsewhere does not shut it
   * @throws Problem `calls.tooMany`
   */
  stranger(address: string, door = ""): void {
    const refusal = this.#strangers.refusal(`${door} ${networkOf(address)}`);
    if (refusal) throw refusal;
  }

  /** What who asked for something that there is not hears: after too many of these, to go slower. */
  missed<T>(error: T, address: string): T | Problem {
    if (!(error instanceof Problem) || error.code !== "hook.notFound") return error;
    return this.#strangers.refusal(` ${networkOf(address)}`) ?? error;
  }
}
