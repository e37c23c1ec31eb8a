import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { WordsWithoutRoom } from "../adapters/database/words-without-room.js";
import { DATABASE } from "../config/settings.js";
import { auditAccount, fromOpenPage } from "./audit.js";
import type { Device } from "./device.js";
import { stepsOf } from "./second-factor/factors.js";
import { hashToken, randomToken } from "./secret-tokens.js";
import { keepSession, type Session } from "./session-row.js";

/** A kilobyte each: far more people than sign in before somebody makes room. */
const MOST = 1_000;

/** A session by a password, and which one that was. */
interface Held {
  session: Session;
  device: Device;
  passwordHash: string;
}

/** Whose password was right, and in which workspace they are. */
interface Entering {
  userId: string;
  passwordHash: string;
  workspaceId: string;
}

/**
 * Sessions that there was no room to write: on a full disk, too, one signs in to press the stop button. They hold in this process,
 * as long as the password that opened them and no second step is asked for, and are written once there is room.
 */
@Injectable()
export class SessionsWithoutRoom implements OnModuleDestroy {
  readonly #log = new Logger("accounts");
  readonly #words = new WordsWithoutRoom<Held>({
    write: (_, words) => this.database.queue.write((db) => words.forEach((held) => write(db, held))),
    surprise: (err) => this.#log.error({ err, msg: "a session cannot be written" }),
  });

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  onModuleDestroy(): Promise<void> {
    return this.#words.end();
  }

  /** Opens a session and answers the cookie's value. */
  async open({ userId, workspaceId, passwordHash }: Entering, device: Device): Promise<string> {
    if (this.#words.all().length >= MOST) throw new DiskFullError("too many sessions without room");
    const token = randomToken();
    const now = Date.now();
    // Who was signed out of a workspace meanwhile has to show anew who they are, which could not be told of one that is not written.
    const when = { createdAt: now, lastSeenAt: now, confirmedAt: null };
    const session = {
      idHash: hashToken(token),
      userId,
      workspaceId,
      address: device.address,
      how: "password",
      ...when,
    };
    await this.#words.say(session.idHash, { session, device, passwordHash });
    return token;
  }

  /** Nothing where it is written, ended, or its password was changed. */
  find(idHash: string): Session | undefined {
    const held = this.#words.of(idHash);
    return held && isStill(this.database.handle, held) ? held.session : undefined;
  }

  end(idHash: string): void {
    this.#words.forget(idHash);
  }

  /** Ends all of a person but one. */
  endOthers(userId: string, keptHash: string): void {
    for (const [idHash, { session }] of this.#words.all())
      if (session.userId === userId && idHash !== keptHash) this.end(idHash);
  }
}

function write(db: Database, held: Held): void {
  if (!isStill(db, held)) return;
  const { session, device } = held;
  const { userId, how, createdAt: at } = session;
  const detail = { how: how ?? "" };
  auditAccount(db, userId, { userId, from: fromOpenPage(device), action: "signIn.done", detail, at });
  keepSession(db, session, device);
}

/** The password that opened it is theirs, and still enough. */
const isStill = (db: Database, { session: { userId }, passwordHash }: Held): boolean =>
  db.prepare("SELECT 1 FROM users WHERE id = ? AND password_hash = ?").get(userId, passwordHash) !== undefined &&
  stepsOf(db, userId) === null;
