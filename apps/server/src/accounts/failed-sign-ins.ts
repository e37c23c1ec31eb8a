import { Logger } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { auditAccount, type CameFrom } from "./audit.js";

export interface FailedTry {
  action: "signIn.failed" | "password.failed" | "secondFactor.failed";
  /** Null: nobody has this e-mail. */
  userId: string | null;
  /** What was typed as e-mail, where it was. */
  email?: string;
  address: string;
}

/** Entries in a minute: whoever tries without end must not fill the disk with it. */
const MOST_PER_MINUTE = 60;
const MINUTE_MS = 60_000;

/** Tells of wrong passwords and codes in the audit log and in the log of the process. */
export class FailedSignIns {
  readonly #log = new Logger("accounts");
  #minute = 0;
  #told = 0;
  /** Not told since the last one that was. */
  #skipped = 0;

  constructor(
    private readonly database: OpenDatabase,
    private readonly now: () => number = Date.now,
  ) {}

  async tell({ action, userId, email, address }: FailedTry): Promise<void> {
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (minute !== this.#minute) [this.#minute, this.#told] = [minute, 0];
    if (++this.#told > MOST_PER_MINUTE) return void this.#skipped++;
    const detail = {
      ...(email !== undefined && { email: shortened(email) }),
      ...(this.#skipped > 0 && { before: String(this.#skipped) }),
    };
    this.#skipped = 0;
    this.#log.warn({
      action,
      userId,
      address,
      ...detail,
      msg: action === "secondFactor.failed" ? "a code was wrong" : "a password was wrong",
    });
    try {
      const from: CameFrom = { via: action === "password.failed" ? "session" : "open", address };
      await this.database.queue.write((db) => auditAccount(db, userId, { userId, from, action, detail }));
    } catch (error) {
      // Who may not come in is told so, whether or not it could be noted.
      this.#log.error({ err: error, msg: "a wrong password could not be noted" });
    }
  }
}

/** Enough to know one's own by; a stranger's address is nobody's business, and may be a password typed into the wrong field. */
export function shortened(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}…${at < 0 ? "" : email.slice(at)}`;
}
