import { Injectable } from "@nestjs/common";
import { same } from "../adapters/secrets/same.js";
import { Vault } from "../adapters/secrets/vault.js";
import { randomToken } from "./secret-tokens.js";

/** 132 random bits to tell browsers apart, and 126 of our mark: together as long as any other cookie of ours. */
const NAME_LENGTH = 22;
const MARK_LENGTH = 21;

/**
 * Knows browsers in which somebody has signed in before, by a cookie that stays when the session ends. It lets nobody in: its
 * person's tries there are counted by themselves, so that whoever guesses from the same network does not lock them out.
 * Nothing of it is kept here, and it does not say whose it is.
 */
@Injectable()
export class KnownBrowsers {
  constructor(private readonly vault: Vault) {}

  /** The cookie's value for a browser in which this person has signed in. */
  mark(userId: string): string {
    const name = randomToken().slice(0, NAME_LENGTH);
    return name + this.#seal(userId, name);
  }

  /** What to count this person's tries there by; nothing where they have not signed in there before. */
  known(userId: string, cookie: string | undefined): string | undefined {
    if (cookie === undefined) return undefined;
    const [name, mark] = [cookie.slice(0, NAME_LENGTH), cookie.slice(NAME_LENGTH)];
    return same(mark, this.#seal(userId, name)) ? name : undefined;
  }

  #seal(userId: string, name: string): string {
    return this.vault.browserMark(userId, name).slice(0, MARK_LENGTH);
  }
}
