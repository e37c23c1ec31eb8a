import { Injectable } from "@nestjs/common";
import type { HttpProblemCode } from "@leeway/api";
import { networkOf } from "../pace/network.js";
import { Pace } from "../pace/pace.js";
import { Problem } from "../problems/problem.js";
import type { Device } from "./device.js";
import { SignInThrottle, throttleKey } from "./sign-in-throttle.js";

/**
 * Wrong tries from one network in an hour, over all accounts: enough for an office where many mistype, next to nothing for who
 * tries one password at everybody.
 */
const WRONG_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/** Where a try comes from. */
export interface Guesser extends Pick<Device, "address"> {
  /** Of a person who is signed in, or has been there before: what is theirs alone, whatever others do from their network. */
  browser?: string | undefined;
}

/** What is tried: each has bounds of its own, so that one way in stays open while somebody guesses at another one. */
type Guessed = "password" | "code";
type Missed = "passkey" | "invitation" | "resetLink";

/** A try that was let through. */
export interface Guess {
  /** It was right: then it was none. */
  right: () => void;
}

/** Slows who guesses: at one account from one network, at all accounts from one network. In memory, and bounded. */
@Injectable()
export class Guesses {
  readonly #atAccount = new SignInThrottle();
  readonly #fromNetwork = new Pace(WRONG_AN_HOUR, { windowMs: HOUR_MS });

  /**
   * Counts a try at something of one account before it is looked at: a hundred at once would otherwise all be free.
   * @param account by the name that was typed, as there may be nobody
   * @throws Problem `auth.tooManyTries`, `auth.tooManyFromHere`
   */
  at(what: Guessed, account: string, { address, browser }: Guesser): Guess {
    const about = `${what} ${account}`;
    const here = browser === undefined ? throttleKey(about, address) : `${about} in ${browser}`;
    const network = browser === undefined ? placeOf(what, address) : undefined;
    if (network) refuse("auth.tooManyFromHere", this.#fromNetwork.wait(network));
    refuse("auth.tooManyTries", this.#atAccount.begin(here));
    if (network) this.#fromNetwork.take(network);
    const right = () => {
      this.#atAccount.succeeded(here);
      if (network) this.#fromNetwork.giveBack(network);
    };
    return { right };
  }

  /**
   * What who brought something wrong hears that nobody guesses, a link or a signature: after too many, to go slower. Who has
   * the right one is let in all the same.
   */
  missed<T>(what: Missed, address: string, error: T): T | Problem {
    const seconds = this.#fromNetwork.take(placeOf(what, address));
    return error instanceof Problem && seconds > 0 ? new Problem("auth.tooManyTries", { seconds }) : error;
  }
}

const placeOf = (what: Guessed | Missed, address: string) => `${what} ${networkOf(address)}`;

function refuse(code: HttpProblemCode, seconds: number): void {
  if (seconds > 0) throw new Problem(code, { seconds });
}
